import { sittingDetail, sittingList } from '#sync/schema/api.ts';
import type { ListedSitting as ListedSummary, SittingSummary } from '#sync/schema/api.ts';
import { excerptOf } from '../access/bank-words.ts';
import { permit } from '../access/permit.ts';
import { selectRoster } from '../db/attempts.ts';
import { transaction } from '../db/database.ts';
import { selectSittingLock } from '../db/sitting-locks.ts';
import {
	selectForm,
	selectListedSittings,
	selectOptionalSitting,
	selectStartCode
} from '../db/sittings.ts';
import type { ListedSitting, Sitting } from '../db/sittings.ts';
import type { Env } from '../env.ts';
import { logProblem } from '../log.ts';
import { questionsOf } from '#sync/questions.ts';
import { unheardRow } from '../rooms/attempt-row.ts';
import { PERSON_HEADER } from '../rooms/calls.ts';
import { readId } from './body.ts';
import { operation } from './operation.ts';
import { ProblemError } from './problem.ts';
import type { Authenticated } from './signed-in.ts';
import { auditLook } from './who-asks.ts';
import type { Context } from 'hono';

const tag = 'Supervising';

const list = operation(
	{
		id: 'listSittings',
		method: 'get',
		path: '/sittings',
		tag,
		summary: 'The sittings one is on the staff of, and those one may plan',
		access: 'signed_in',
		answer: sittingList,
		refusals: ['not_allowed']
	},
	async (context) => {
		const asker = context.get('asker');
		if (!permit(asker, { to: 'list_sittings' }))
			throw new ProblemError('not_allowed', 'Sittings are for teachers and proctors.');
		const own = await transaction(context.env, context.get('actor'), (query) =>
			selectListedSittings(query, asker.id)
		);
		const now = Date.now();
		const sittings = await Promise.all(own.map((sitting) => listed(context.env, sitting, now)));
		return { sittings, now };
	}
);

const detail = operation(
	{
		id: 'showSitting',
		method: 'get',
		path: '/sittings/:id',
		tag,
		summary: 'A sitting with its students and its start code',
		access: 'signed_in',
		answer: sittingDetail,
		refusals: ['not_found']
	},
	async (context) => {
		const { sitting, roster, corrects } = await watched(context);
		const { startCode, lock, items, questions } = await showStartCode(
			context,
			sitting.id,
			corrects
		);
		const hall = hallOf(context.env, sitting.id);
		const rows = await hall.enrol(roster.map(unheardRow));
		await hall.watchDeadlines(sitting.id);
		return { sitting: summary(sitting), lock, startCode, questions, items, rows, now: Date.now() };
	}
);

const live = operation(
	{
		id: 'watchSitting',
		method: 'get',
		path: '/sittings/:id/live',
		tag,
		summary: 'What changes in a sitting, as it changes (WebSocket)',
		access: 'signed_in',
		answer: 'socket',
		refusals: ['not_found']
	},
	async (context) => {
		const { sitting, roster } = await watched(context);
		if (context.req.header('Upgrade')?.toLowerCase() !== 'websocket')
			throw new ProblemError('invalid_request', 'This is a WebSocket.');
		const hall = hallOf(context.env, sitting.id);
		await hall.enrol(roster.map(unheardRow));
		await transaction(context.env, context.get('actor'), (query) =>
			auditLook(context, query, { action: 'sitting_watched', subject: sitting.id })
		);
		const headers = new Headers(context.req.raw.headers);
		headers.set(PERSON_HEADER, context.get('asker').id);
		return hall.fetch(new Request(context.req.raw, { headers }));
	}
);

export const sittings = [list, detail, live];

/** The sitting with its roster, for those who may watch it. */
async function watched(context: Context<Authenticated>) {
	const id = readId(context, 'id');
	const asker = context.get('asker');
	const found = await transaction(context.env, context.get('actor'), async (query) => {
		const sitting = await selectOptionalSitting(query, id, asker.id);
		if (!sitting) return null;
		return { sitting, roster: await selectRoster(query, id) };
	});
	const staff = found ? [asker.id] : [];
	const sitting = { institution: asker.institution, staff };
	if (!found || !permit(asker, { to: 'watch_sitting', sitting }))
		throw new ProblemError('not_found', 'There is no such sitting.');
	return { ...found, corrects: permit(asker, { to: 'correct_sitting', sitting }) };
}

/** Who sees it can open the form without the edge, so it is written down who saw it. */
async function showStartCode(context: Context<Authenticated>, sitting: string, corrects: boolean) {
	return transaction(context.env, context.get('actor'), async (query) => {
		await auditLook(context, query, { action: 'start_code_shown', subject: sitting });
		const form = await selectForm(query, sitting);
		const items = corrects ? form.items : [];
		return {
			startCode: await selectStartCode(query, sitting),
			lock: await selectSittingLock(query, sitting),
			questions: questionsOf(form),
			items: items.map((item) => ({ id: item.id, excerpt: excerptOf(item) }))
		};
	});
}

/** Of what is long over nothing is said of added time, and no hall is woken. */
const SPOKEN_OF_MS = 86_400_000;

async function listed(env: Env, sitting: ListedSitting, now: number): Promise<ListedSummary> {
	const recent = sitting.closes_at + SPOKEN_OF_MS > now;
	return {
		...summary(sitting),
		students: sitting.watches ? sitting.students : sitting.planned_students,
		addedMs: recent && sitting.added_for_all ? await addedForAll(env, sitting.id) : 0,
		moreForSome: recent && sitting.added_for_some,
		watches: sitting.watches
	};
}

/** A hall that does not answer keeps nobody from the list. */
async function addedForAll(env: Env, sitting: string): Promise<number> {
	try {
		return await hallOf(env, sitting).addedForAll();
	} catch (problem) {
		logProblem('sittings.added_time_unknown', problem, { sitting });
		return 0;
	}
}

function hallOf(env: Env, sitting: string) {
	return env.SITTING_HALL.get(env.SITTING_HALL.idFromName(sitting));
}

function summary(sitting: Sitting): SittingSummary {
	return {
		id: sitting.id,
		title: sitting.title,
		opensAt: sitting.opens_at,
		closesAt: sitting.closes_at,
		durationMs: sitting.duration_ms,
		students: sitting.students,
		asking: sitting.asking,
		held: sitting.held,
		rehearsal: sitting.rehearsal
	};
}
