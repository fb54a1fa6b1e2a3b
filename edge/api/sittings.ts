import { Hono } from 'hono';
import type { z } from 'zod';
import type { sittingDetail, sittingList, SittingSummary } from '#sync/schema/api.ts';
import { permit } from '../access/permit.ts';
import { selectRoster } from '../db/attempts.ts';
import { insertAudit } from '../db/audit-logs.ts';
import { system, transaction } from '../db/database.ts';
import { selectOptionalSitting, selectSittingsOf, selectStartCode } from '../db/sittings.ts';
import type { Sitting } from '../db/sittings.ts';
import { unheardRow } from '../rooms/attempt-row.ts';
import { readId } from './body.ts';
import { ProblemError } from './problem.ts';
import { signedIn } from './signed-in.ts';
import type { Authenticated } from './signed-in.ts';
import type { Context } from 'hono';

export const sittings = new Hono<Authenticated>()
	.get('/sittings', signedIn, async (context) => {
		const asker = context.get('asker');
		if (!permit(asker, { to: 'list_sittings' }))
			throw new ProblemError('not_allowed', 'Sittings are for teachers and proctors.');
		const own = await transaction(context.env, context.get('actor'), (query) =>
			selectSittingsOf(query, asker.id)
		);
		const answer: z.infer<typeof sittingList> = { sittings: own.map(summary), now: Date.now() };
		return context.json(answer);
	})
	.get('/sittings/:id', signedIn, async (context) => {
		const { sitting, roster } = await watched(context);
		const startCode = await showStartCode(context, sitting.id);
		const rows = await hallOf(context.env, sitting.id).enrol(roster.map(unheardRow));
		const answer: z.infer<typeof sittingDetail> = {
			sitting: summary(sitting),
			startCode,
			rows,
			now: Date.now()
		};
		return context.json(answer);
	})
	.get('/sittings/:id/live', signedIn, async (context) => {
		if (context.req.header('Upgrade')?.toLowerCase() !== 'websocket')
			throw new ProblemError('invalid_request', 'This is a WebSocket.');
		const { sitting, roster } = await watched(context);
		const hall = hallOf(context.env, sitting.id);
		await hall.enrol(roster.map(unheardRow));
		return hall.fetch(context.req.raw);
	});

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
	return found;
}

/** Who sees it can open the form without the edge, so it is written down who saw it. */
async function showStartCode(context: Context<Authenticated>, sitting: string): Promise<string> {
	const asker = context.get('asker');
	const startCode = await transaction(context.env, context.get('actor'), (query) =>
		selectStartCode(query, sitting)
	);
	await transaction(context.env, system, (query) =>
		insertAudit(query, {
			institution: asker.institution,
			actor: asker.id,
			action: 'start_code_shown',
			subject: sitting,
			address: context.req.header('CF-Connecting-IP') ?? null
		})
	);
	return startCode;
}

function hallOf(env: Authenticated['Bindings'], sitting: string) {
	return env.SITTING_HALL.get(env.SITTING_HALL.idFromName(sitting));
}

function summary(sitting: Sitting): SittingSummary {
	return {
		id: sitting.id,
		title: sitting.title,
		opensAt: sitting.opens_at,
		closesAt: sitting.closes_at,
		durationMs: sitting.duration_ms,
		students: sitting.students
	};
}
