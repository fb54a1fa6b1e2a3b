/** How a sitting is marked by hand: by whom, blind or not, once or twice, until it is closed. */
import type { Context } from 'hono';
import { z } from 'zod';
import {
	closeMarking as closeBody,
	markingAssignments,
	markingOverview,
	markingSettingsChange,
	markingSittings,
	reopenMarking as reopenBody
} from '#sync/schema/marking.ts';
import { instant, uuid } from '../db/columns.ts';
import { system, transaction } from '../db/database.ts';
import type { Query } from '../db/database.ts';
import {
	closeMarking,
	dealScripts,
	redrawScripts,
	reopenMarking,
	replaceAssignments,
	selectMarkers,
	selectMarking,
	selectProgress,
	sumProgress,
	updateSettings
} from '../db/marking.ts';
import type { AskedSitting, Marking } from '../db/marking.ts';
import { selectForOthersToDecide } from '../db/own-to-decide.ts';
import { isLocked } from '../db/releases.ts';
import { selectOpenRequests } from '../db/remarks.ts';
import { asTeacher } from './bank.ts';
import { askedSitting, conflict } from './asked-sitting.ts';
import { readId } from './body.ts';
import { overviewOf } from './marking-overview.ts';
import { operation } from './operation.ts';
import { ProblemError } from './problem.ts';
import type { Authenticated } from './signed-in.ts';
import { audit } from './who-asks.ts';

const tag = 'Marking';

const listed = z.object({
	id: uuid,
	exam: uuid,
	title: z.string(),
	opens_at: instant,
	closes_at: instant
});

const list = operation(
	{
		id: 'listMarking',
		method: 'get',
		path: '/marking/sittings',
		tag,
		summary: 'Sittings one may mark, the newest first, with how far each is',
		access: 'signed_in',
		answer: markingSittings,
		refusals: ['not_allowed']
	},
	async (context) => {
		asTeacher(context);
		const own = await transaction(context.env, context.get('actor'), async (query) => {
			const found = z.array(listed).parse(await query('select * from sittings_to_mark()'));
			const all = [];
			for (const one of found) {
				await dealScripts(query, one.id);
				all.push({ ...one, progress: await selectProgress(query, one.id) });
			}
			return all;
		});
		const sittings = await transaction(context.env, system, async (query) => {
			const all = [];
			for (const { id, exam, title, opens_at, closes_at, progress } of own) {
				const marking = await selectMarking(query, id);
				const forOthers = await selectForOthersToDecide(query, id, context.get('asker').id);
				all.push({
					id,
					exam,
					title,
					opensAt: opens_at,
					closesAt: closes_at,
					scripts: marking.scripts,
					state: (await isLocked(query, id))
						? ('released' as const)
						: marking.closedAt === null
							? ('open' as const)
							: ('closed' as const),
					blind: marking.settings.blind,
					progress: sumProgress(forOthers.without(progress).values()),
					openRequests: await selectOpenRequests(query, id),
					held: marking.held
				});
			}
			return all;
		});
		return { sittings };
	}
);

const show = operation(
	{
		id: 'showMarking',
		method: 'get',
		path: '/marking/sittings/:id',
		tag,
		summary: 'How a sitting is marked, and how far each item is',
		access: 'signed_in',
		answer: markingOverview,
		refusals: ['not_found']
	},
	(context) => overviewOf(context, readId(context, 'id'))
);

/** A change by who may edit the exam; what it leaves is answered. */
async function managed(
	context: Context<Authenticated>,
	work: (query: Query, sitting: AskedSitting, marking: Marking) => Promise<void>
) {
	const id = readId(context, 'id');
	const sitting = await transaction(context.env, context.get('actor'), async (query) => {
		const found = await askedSitting(context, query, id, 'manage');
		await askedSitting(context, query, id, 'mark');
		await dealScripts(query, id);
		return found;
	});
	await transaction(context.env, system, async (query) => {
		await query('select 1 from sitting_marking where sitting_id = $1 for update', [id]);
		await work(query, sitting, await selectMarking(query, id));
	});
	return overviewOf(context, id);
}

const stale = () => conflict('stale', 'It was changed meanwhile.');

const settings = operation(
	{
		id: 'changeMarkingSettings',
		method: 'put',
		path: '/marking/sittings/:id/settings',
		tag,
		summary: 'Blind or not, once or twice, how far two may differ, the pass mark',
		access: 'signed_in',
		body: markingSettingsChange,
		answer: markingOverview,
		refusals: ['not_found', 'conflict']
	},
	(context, { body }) =>
		managed(context, async (query, { id }, marking) => {
			const before = marking.settings;
			if (marking.revision !== body.revision) throw stale();
			if (marking.closedAt !== null && !onlyPassMark(before, body.settings))
				throw conflict('closed', 'The marking is closed.');
			if (await isLocked(query, id)) throw conflict('released', 'The results are released.');
			const blindChanges = before.blind !== body.settings.blind;
			if (blindChanges && marking.marks > 0)
				throw conflict('blind', 'Somebody has marked already; names come out when it is closed.');
			if (!(await updateSettings(query, id, body))) throw stale();
			await redrawScripts(query, id, blindChanges && body.settings.blind);
			await audit(context, query, {
				action: 'marking_settings_changed',
				subject: id,
				detail: { blind: body.settings.blind, second: body.settings.second }
			});
		})
);

const onlyPassMark = (
	before: Marking['settings'],
	{ passPercent: _passPercent, ...after }: Marking['settings']
): boolean =>
	(Object.keys(after) as (keyof typeof after)[]).every((name) => before[name] === after[name]);

const assign = operation(
	{
		id: 'assignMarkers',
		method: 'put',
		path: '/marking/sittings/:id/assignments',
		tag,
		summary: 'Which items are for which markers; items that are not named are for all',
		access: 'signed_in',
		body: markingAssignments,
		answer: markingOverview,
		refusals: ['not_found', 'conflict', 'invalid_request']
	},
	(context, { body }) =>
		managed(context, async (query, sitting, marking) => {
			if (marking.closedAt !== null) throw conflict('closed', 'The marking is closed.');
			const known = new Set((await selectMarkers(query, sitting.id)).map(({ id }) => id));
			if (body.items.some(({ markers }) => markers.some((id) => !known.has(id))))
				throw new ProblemError('invalid_request', 'Somebody named may not mark this exam.', {
					evidence: { field: 'items' }
				});
			if (!(await replaceAssignments(query, sitting, body))) throw stale();
			await audit(context, query, {
				action: 'marking_settings_changed',
				subject: sitting.id,
				detail: { assignedItems: body.items.length }
			});
		})
);

const close = operation(
	{
		id: 'closeMarking',
		method: 'post',
		path: '/marking/sittings/:id/close',
		tag,
		summary: 'End the marking: marks become results, and names are known from then on',
		access: 'signed_in',
		body: closeBody,
		answer: markingOverview,
		refusals: ['not_found', 'conflict']
	},
	(context, { body }) =>
		managed(context, async (query, { id }, marking) => {
			if (marking.closedAt !== null) return;
			const { waiting, secondWaiting, toModerate } = sumProgress(
				(await selectProgress(query, id)).values()
			);
			const open = waiting + secondWaiting + toModerate;
			if (open > 0 && !body.leaveWaiting)
				throw conflict('waiting', 'Answers wait to be marked.', { answers: open });
			await closeMarking(query, id);
			await audit(context, query, {
				action: 'marking_closed',
				subject: id,
				detail: { waiting: open }
			});
		})
);

const reopen = operation(
	{
		id: 'reopenMarking',
		method: 'post',
		path: '/marking/sittings/:id/reopen',
		tag,
		summary: 'Go on marking after it was closed; names stay known',
		access: 'signed_in',
		body: reopenBody,
		answer: markingOverview,
		refusals: ['not_found', 'conflict']
	},
	(context, { body }) =>
		managed(context, async (query, { id }) => {
			if (await isLocked(query, id))
				throw conflict('released', 'The results are released; hide them first.');
			await reopenMarking(query, id);
			await audit(context, query, {
				action: 'marking_reopened',
				subject: id,
				detail: { because: body.because }
			});
		})
);

export const marking = [list, show, settings, assign, close, reopen];
