/**
 * Erase mine: what a person wrote and what was observed of them goes, for good; what the edge had signed for stays as hashes, so that a
 * record can still say that it was there and was erased.
 */
import { eraseRequest } from '#sync/schema/accounts.ts';
import { system, transaction } from '../db/database.ts';
import {
	eraseOwnData,
	isOnlyAdmin,
	selectKept,
	selectOwnRooms,
	selectSpokenSegments
} from '../db/erasure.ts';
import { clearTokens } from './cookies.ts';
import { removeFiles } from './file-store.ts';
import { operation } from './operation.ts';
import { ProblemError } from './problem.ts';
import { proveItIsYou, unproved } from './prove-it-is-you.ts';
import { removeStills } from './still-store.ts';
import { audit } from './who-asks.ts';

const eraseOwn = operation(
	{
		id: 'eraseOwnData',
		method: 'post',
		path: '/auth/data/erase',
		tag: 'Accounts',
		summary: 'Erase one’s account and the payloads of one’s exams, for good',
		access: 'signed_in',
		body: eraseRequest,
		answer: 'nothing',
		refusals: ['invalid_request', ...unproved, 'must_be_kept', 'conflict', 'unavailable']
	},
	async (context, { body }) => {
		const { env } = context;
		const actor = context.get('actor');
		const { person } = context.get('signedIn');
		if (body.email.toLowerCase() !== person.email.toLowerCase())
			throw new ProblemError('invalid_request', 'That is not the address of this account.');
		await proveItIsYou(context, body.proof);
		const { attempts, only } = await transaction(env, system, async (query) => ({
			attempts: await selectOwnRooms(query, person.id),
			only: await isOnlyAdmin(query, person.id)
		}));
		if (only)
			throw new ProblemError('conflict', 'Somebody else has to administer the institution first.');
		const rooms = attempts.map(({ id, room }) => ({
			attempt: id,
			stub: env.SITTING_ROOM.get(env.SITTING_ROOM.idFromName(room))
		}));
		// The rule asks when something was last written: what only a room knows of yet counts too.
		for (const { attempt, stub } of rooms)
			if (!(await stub.drainAttempt(attempt)))
				throw new ProblemError('unavailable', 'The record is not complete in the database yet.', {
					retryAfterSeconds: 5
				});
		const { until, hold } = await transaction(env, actor, selectKept);
		if (hold || (until !== null && until > Date.now()))
			throw new ProblemError('must_be_kept', 'The data have to be kept for now.', {
				evidence: { legalHold: hold, ...(until !== null && { until }) }
			});
		// From here on nothing more is taken in. Broken off, all of it can be asked again.
		for (const { attempt, stub } of rooms) await stub.eraseAttempt(attempt);
		for (const { attempt } of rooms) {
			await removeFiles(env.BLOBS, attempt);
			await removeStills(env.BLOBS, attempt);
		}
		await Promise.all(
			attempts.map(({ id, sitting_id }) =>
				env.SITTING_HALL.get(env.SITTING_HALL.idFromName(sitting_id)).forget(id)
			)
		);
		const spoken = await transaction(env, system, (query) =>
			selectSpokenSegments(query, person.id)
		);
		await transaction(env, actor, async (query) => {
			await audit(context, query, { action: 'own_data_erased', subject: person.id });
			await eraseOwnData(query, spoken);
		});
		clearTokens(context);
	}
);

export const erase = [eraseOwn];
