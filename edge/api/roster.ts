/** Who sits: looked up, put on a roster, taken off it again. */
import type { Context } from 'hono';
import {
	cohortList,
	rosterAdded,
	rosterAddition,
	rosterCheck,
	rosterChecked,
	rosterRemoval,
	rosterRemoved
} from '#sync/schema/roster.ts';
import { permit } from '../access/permit.ts';
import { system, transaction } from '../db/database.ts';
import {
	addToRoster,
	applyStagger,
	lookUpStudents,
	resolveRoster,
	selectCohorts,
	selectRosterOf,
	withdraw
} from '../db/rosters.ts';
import { selectRooms } from '../db/attempts.ts';
import { holdNewcomers } from './hold-newcomers.ts';
import { operation } from './operation.ts';
import { ProblemError } from './problem.ts';
import type { Authenticated } from './signed-in.ts';
import { planned } from './sitting-in-use.ts';
import { tellHall } from './tell-hall.ts';
import { audit, auditEach } from './who-asks.ts';

const tag = 'Exams';

function asTeacher(context: Context<Authenticated>): void {
	if (!permit(context.get('asker'), { to: 'teach' }))
		throw new ProblemError('not_allowed', 'Rosters are for teachers.');
}

const check = operation(
	{
		id: 'checkRoster',
		method: 'post',
		path: '/teacher/roster/check',
		tag,
		summary:
			'Who of a list is found among the institution’s students; nothing else is said of them',
		access: 'signed_in',
		body: rosterCheck,
		answer: rosterChecked,
		refusals: ['not_allowed']
	},
	async (context, { body: { lines, sitting = null } }) => {
		asTeacher(context);
		const looked = await transaction(context.env, context.get('actor'), async (query) => {
			await audit(context, query, {
				action: 'roster_checked',
				subject: sitting,
				detail: { lines: lines.length }
			});
			return lookUpStudents(query, lines, sitting);
		});
		return { lines: looked.map(({ standing }) => standing) };
	}
);

const cohorts = operation(
	{
		id: 'listCohorts',
		method: 'get',
		path: '/teacher/cohorts',
		tag,
		summary: 'The institution’s cohorts and how many students each has, without their names',
		access: 'signed_in',
		answer: cohortList,
		refusals: ['not_allowed']
	},
	async (context) => {
		asTeacher(context);
		return { cohorts: await transaction(context.env, context.get('actor'), selectCohorts) };
	}
);

const add = operation(
	{
		id: 'addToRoster',
		method: 'post',
		path: '/sittings/:id/roster',
		tag,
		summary: 'Put students on the roster of a sitting, until it closes',
		access: 'signed_in',
		body: rosterAddition,
		answer: rosterAdded,
		refusals: ['not_found', 'closed']
	},
	async (context, { body }) => {
		const { sitting, newcomers, answer } = await transaction(
			context.env,
			context.get('actor'),
			async (query) => {
				const plan = await planned(context, query, { lock: true });
				if (Date.now() >= plan.closes_at)
					throw new ProblemError('closed', 'The sitting has closed.');
				const { people, unknown } = await resolveRoster(query, body);
				const newcomers = await addToRoster(query, plan.id, people);
				await applyStagger(query, plan, plan);
				await auditEach(context, query, {
					action: 'roster_added',
					subjects: newcomers.map(({ student }) => ({
						subject: student,
						detail: { sitting: plan.id }
					}))
				});
				const answer = {
					added: newcomers.length,
					already: people.size - newcomers.length,
					unknown
				};
				return { sitting: plan.id, newcomers, answer };
			}
		);
		tellHall(
			context,
			sitting,
			newcomers.map(({ attempt }) => attempt)
		);
		await holdNewcomers(context, sitting, newcomers);
		return answer;
	}
);

const remove = operation(
	{
		id: 'removeFromRoster',
		method: 'post',
		path: '/sittings/:id/roster/remove',
		tag,
		summary: 'Take students who never began off the roster',
		access: 'signed_in',
		body: rosterRemoval,
		answer: rosterRemoved,
		refusals: ['not_found']
	},
	async (context, { body: { attempts } }) => {
		const { env } = context;
		const asked = [...new Set(attempts)];
		const { id } = await transaction(env, context.get('actor'), (query) => planned(context, query));
		const rooms = await roomsOf(context, id, asked);
		// The room is ahead of Postgres: it knows of a device that began a moment ago.
		const begun = new Set<string>();
		for (const { id, room } of rooms)
			if (await env.SITTING_ROOM.get(env.SITTING_ROOM.idFromName(room)).newestSession(id))
				begun.add(id);
		const { sitting, withdrawn } = await transaction(env, context.get('actor'), async (query) => {
			const plan = await planned(context, query, { lock: true });
			const gone = await withdraw(
				query,
				plan.id,
				rooms.flatMap(({ id }) => (begun.has(id) ? [] : id))
			);
			const rows = (await selectRosterOf(query, plan.id)).filter((row) =>
				gone.includes(row.attempt)
			);
			await auditEach(context, query, {
				action: 'roster_removed',
				subjects: rows.map(({ student }) => ({ subject: student, detail: { sitting: plan.id } }))
			});
			return { sitting: plan.id, withdrawn: rows };
		});
		const gone = withdrawn.map(({ attempt }) => attempt);
		// A device that began without a network brings what it has later: it is kept, and waits for a person.
		await hold(context, sitting, gone);
		tellHall(context, sitting, gone);
		return { withdrawn: gone, begun: asked.filter((id) => !gone.includes(id)) };
	}
);

/** As the Worker: who plans a sitting need not be on its staff. `planned` has said that they may. */
const roomsOf = ({ env }: Context<Authenticated>, sitting: string, attempts: readonly string[]) =>
	transaction(env, system, (query) => selectRooms(query, sitting, attempts));

async function hold(
	context: Context<Authenticated>,
	sitting: string,
	attempts: readonly string[]
): Promise<void> {
	const { env } = context;
	await Promise.all(
		(await roomsOf(context, sitting, attempts)).map(({ id, room }) =>
			env.SITTING_ROOM.get(env.SITTING_ROOM.idFromName(room)).holdAttempt(id, true)
		)
	);
}

export const rosters = [check, cohorts, add, remove];
