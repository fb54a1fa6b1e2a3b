/** Stills: brought by a device with its ticket; each look of the staff at one is in the audit log. */
import { fileState } from '#sync/schema/files.ts';
import { stillList } from '#sync/schema/stills.ts';
import { unsafeReadStillsDeleted } from '#sync/stills-deleted.ts';
import { selectOptionalStill, selectStills, selectStillsDeleted } from '../db/attempt-stills.ts';
import { asOwnerOrStaff } from './as-owner-or-staff.ts';
import { readId } from './body.ts';
import { fileAnswer, noSuchFile } from './file-answer.ts';
import { operation } from './operation.ts';
import { readStill } from './still-store.ts';
import { optionalStillKey, stillStateOf, takeStillPart, wantedStill } from './take-still.ts';
import { audit, auditLook } from './who-asks.ts';

const state = operation(
	{
		id: 'stillState',
		method: 'get',
		path: '/attempts/:id/stills/:hash/parts',
		tag: 'Sitting an exam',
		summary: 'How far a still that the attempt’s log names has come (ticket in Authorization)',
		access: 'ticket',
		answer: fileState,
		refusals: ['ticket_invalid', 'not_allowed', 'not_found']
	},
	async (context) => stillStateOf(context.env, await wantedStill(context))
);

const put = operation(
	{
		id: 'putStillPart',
		method: 'put',
		path: '/attempts/:id/stills/:hash/parts/:part',
		tag: 'Sitting an exam',
		summary: 'A part of a still that the attempt’s log names (ticket in Authorization)',
		access: 'ticket',
		answer: fileState,
		refusals: ['ticket_invalid', 'not_allowed', 'not_found', 'too_large', 'closed']
	},
	async (context) => {
		const wanted = await wantedStill(context);
		const part = Number(context.req.param('part'));
		const bytes = new Uint8Array(await context.req.arrayBuffer());
		return takeStillPart(context.env, wanted, part, bytes);
	}
);

const list = operation(
	{
		id: 'listStills',
		method: 'get',
		path: '/attempts/:id/stills',
		tag: 'Supervising',
		summary:
			'Which stills of an attempt have arrived, and whether they were deleted: for its student and the staff of the sitting',
		access: 'signed_in',
		answer: stillList,
		refusals: ['not_found']
	},
	(context) => {
		const id = readId(context, 'id');
		return asOwnerOrStaff(context, id, async (query, { owns }) => {
			if (!owns) await auditLook(context, query, { action: 'record_viewed', subject: id });
			const statement = await selectStillsDeleted(query, id);
			const deleted = statement && unsafeReadStillsDeleted(statement);
			const kept = deleted ? [] : await selectStills(query, id);
			return {
				stills: kept.map(({ hash, bytes, arrived_at }) => ({ hash, bytes, at: arrived_at })),
				deletedAt: deleted?.at ?? null
			};
		});
	}
);

const fetchStill = operation(
	{
		id: 'fetchStill',
		method: 'get',
		path: '/attempts/:id/stills/:hash',
		tag: 'Supervising',
		summary: 'A still of an attempt: for its student and the staff of the sitting',
		access: 'signed_in',
		answer: 'bytes',
		refusals: ['not_found']
	},
	async (context) => {
		const id = readId(context, 'id');
		const hash = context.req.param('hash') ?? '';
		// Only a hash that stands in a row reaches the storage.
		const still = await asOwnerOrStaff(context, id, async (query, { owns }) => {
			const found = await selectOptionalStill(query, id, hash);
			// Every look, also the second within ten minutes: it is somebody's face.
			if (found && !owns)
				await audit(context, query, {
					action: 'still_viewed',
					subject: id,
					detail: { still: hash.slice(0, 12) }
				});
			return found;
		});
		const key = still && (await optionalStillKey(context.env, id));
		const picture = key && (await readStill(context.env.BLOBS, key, { attempt: id, hash }));
		if (!picture) throw noSuchFile();
		const body = new Response(picture).body;
		if (!body) throw noSuchFile();
		return fileAnswer({ body, size: picture.length }, { hash, contentType: still.content_type });
	}
);

export const stills = [state, put, list, fetchStill];
