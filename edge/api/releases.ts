/** What students see of a sitting's results, and from when. */
import type { Context } from 'hono';
import type { z } from 'zod';
import { releaseChange, releaseState } from '#sync/schema/release.ts';
import type { ReleaseShows } from '#sync/schema/release.ts';
import { stillWriting } from '../access/still-writing.ts';
import { selectUnfinished } from '../db/attempts.ts';
import { system, transaction } from '../db/database.ts';
import type { Query } from '../db/database.ts';
import { selectLinkEnd } from '../db/join-links.ts';
import { closeMarking, dealScripts, selectMarking, selectProgress } from '../db/marking.ts';
import {
	selectOptionalRelease,
	selectReleaseCounts,
	settleRelease,
	upsertRelease
} from '../db/releases.ts';
import { selectResultMails } from '../db/result-mails.ts';
import { askedSitting, conflict, mayWith } from './asked-sitting.ts';
import { readId } from './body.ts';
import { operation } from './operation.ts';
import type { Authenticated } from './signed-in.ts';
import { wakeHall } from './tell-hall.ts';
import { audit } from './who-asks.ts';

const tag = 'Results';
const nothing: ReleaseShows = {
	marks: true,
	answers: false,
	feedback: false,
	responses: false,
	comments: false
};

async function stateOf(
	query: Query,
	sitting: string,
	mayChange: boolean
): Promise<z.input<typeof releaseState>> {
	await settleRelease(query, sitting);
	const release = await selectOptionalRelease(query, sitting);
	const { accepted, held, waiting, rehearsal } = await selectReleaseCounts(query, sitting);
	return {
		sitting,
		revision: release?.revision ?? 0,
		state: !release
			? 'none'
			: release.hidden
				? 'hidden'
				: release.from_at > Date.now()
					? 'waiting'
					: 'released',
		shows: release?.shows ?? nothing,
		from: release?.from_at ?? null,
		requestsUntil: release?.requests_until ?? null,
		releasedAt: release?.first_at ?? null,
		accepted,
		held,
		waitingAnswers: waiting,
		writing: stillWriting(await selectUnfinished(query, sitting), Date.now()),
		linkUntil: await selectLinkEnd(query, sitting),
		rehearsal,
		mayChange
	};
}

const show = operation(
	{
		id: 'showRelease',
		method: 'get',
		path: '/marking/sittings/:id/release',
		tag,
		summary: 'What students see of the results, from when, and what still waits',
		access: 'signed_in',
		answer: releaseState,
		refusals: ['not_found']
	},
	async (context) => {
		const id = readId(context, 'id');
		const sitting = await transaction(context.env, context.get('actor'), (query) =>
			askedSitting(context, query, id, 'see')
		);
		const mayChange = mayWith(context, sitting, 'manage');
		const state = await transaction(context.env, system, (query) => stateOf(query, id, mayChange));
		await tellBrokenOff(context, id);
		return state;
	}
);

/** Whoever looks after a change was broken off has students told of it. */
async function tellBrokenOff(context: Context<Authenticated>, id: string): Promise<void> {
	if (!context.env.MAIL_URL) return;
	const found = await transaction(context.env, system, (query) => selectResultMails(query, id));
	if (found && found.owed.length > 0) wakeHall(context, id);
	else if (found && found.nextAt !== null) wakeHall(context, id, found.nextAt);
}

const change = operation(
	{
		id: 'changeRelease',
		method: 'put',
		path: '/marking/sittings/:id/release',
		tag,
		summary: 'Let results out, change what is shown, or hide them again',
		access: 'signed_in',
		body: releaseChange,
		answer: releaseState,
		refusals: ['not_found', 'conflict']
	},
	async (context, { body }) => {
		const id = readId(context, 'id');
		const sitting = await transaction(context.env, context.get('actor'), (query) =>
			askedSitting(context, query, id, 'manage')
		);
		const state = await transaction(context.env, system, async (query) => {
			await dealScripts(query, id);
			await query('select 1 from sitting_marking where sitting_id = $1 for update', [id]);
			const before = await selectOptionalRelease(query, id);
			if ((before?.revision ?? 0) !== body.revision)
				throw conflict('stale', 'The release was changed meanwhile.');
			const { waiting, rehearsal } = await selectReleaseCounts(query, id);
			if (rehearsal) throw conflict('rehearsal', 'Marks of a rehearsal are not let out.');
			if (!body.hidden) await readyToRelease(query, id, body.leaveWaiting, waiting);
			await upsertRelease(query, sitting, { ...body, by: context.get('asker').id });
			const shown = Object.entries(body.shows).filter(([, is]) => is);
			await audit(context, query, {
				action: body.hidden ? 'results_hidden' : 'results_released',
				subject: id,
				detail: { shows: shown.map(([name]) => name).join(','), from: body.from }
			});
			return stateOf(query, id, true);
		});
		wakeHall(context, id);
		return state;
	}
);

/** Marking ends with the release: what is let out does not change under a student's eyes. */
async function readyToRelease(
	query: Query,
	id: string,
	leaveWaiting: boolean,
	waiting: number
): Promise<void> {
	const { closedAt, settings } = await selectMarking(query, id);
	if (closedAt === null) {
		const byHand = (await selectProgress(query, id)).size > 0;
		if (byHand && settings.blind)
			throw conflict('blind', 'Close the marking first: names come out with it.');
		await closeMarking(query, id);
	}
	if (waiting > 0 && !leaveWaiting)
		throw conflict('waiting', 'Answers wait to be marked.', { answers: waiting });
}

export const releases = [show, change];
