import type { Context } from 'hono';
import type { SittingPlan } from '#sync/schema/plan.ts';
import type { RosterEntry } from '#sync/schema/roster.ts';
import { ticket as ticketSchema } from '#sync/schema/ticket.ts';
import { unsafeReadSigned } from '#sync/signed.ts';
import { appliedIn, lackingIn, stillFrom } from '../access/begun-terms.ts';
import { permit } from '../access/permit.ts';
import { selectNewestTickets, selectRoster } from '../db/attempts.ts';
import type { Query } from '../db/database.ts';
import { selectOptionalLink } from '../db/join-links.ts';
import { lockPlan, selectOptionalPlan, selectStaff } from '../db/plans.ts';
import type { Plan } from '../db/plans.ts';
import { selectRosterOf } from '../db/rosters.ts';
import { selectSittingGrants } from '../db/sitting-accommodations.ts';
import { readId } from './body.ts';
import { ProblemError } from './problem.ts';
import type { Authenticated } from './signed-in.ts';

/** A sitting that is not there and one that is not theirs to plan are answered alike. */
export async function planned(
	context: Context<Authenticated>,
	query: Query,
	{ lock = false } = {}
): Promise<Plan> {
	const id = readId(context, 'id');
	if (lock) await lockPlan(query, id);
	const plan = await selectOptionalPlan(query, id);
	const sitting = plan && { institution: plan.institution_id, mayChange: plan.may_change };
	if (!plan || !sitting || !permit(context.get('asker'), { to: 'plan_sitting', sitting }))
		throw new ProblemError('not_found', 'There is no such sitting.');
	return plan;
}

export async function planAnswer(query: Query, plan: Plan, now: number): Promise<SittingPlan> {
	const roster = await selectRosterOf(query, plan.id);
	// As in the hall: of a sitting whose staff they are not on, row-level security answers no attempt.
	const applied = await appliedTo(query, plan.id);
	const here = await selectSittingGrants(query, plan.id);
	return {
		id: plan.id,
		exam: plan.exam_id,
		title: plan.title,
		opensAt: plan.opens_at,
		closesAt: plan.closes_at,
		durationMs: plan.duration_ms,
		timeZone: plan.time_zone,
		policy: plan.policy,
		rehearsal: plan.rehearsal,
		stagger: plan.stagger,
		reminders: plan.reminders,
		tellAdded: plan.tell_added,
		revision: plan.revision,
		standing: standingOf(plan, now),
		mayWatch: plan.staffs,
		staff: await selectStaff(query, plan.id),
		roster: roster.map((row) => {
			const grantedHere = here.get(row.student);
			return {
				attempt: row.attempt,
				name: row.student_name,
				state: row.attempt_state,
				group: row.group_name,
				opensAt: row.own_opens_at,
				...applied.get(row.attempt),
				...(grantedHere && { grantedHere })
			};
		}),
		link: await selectOptionalLink(query, plan.id),
		now
	};
}

async function appliedTo(query: Query, sitting: string) {
	const tickets = await selectNewestTickets(query, sitting);
	return new Map(
		(await selectRoster(query, sitting)).map((attempt) => {
			const { id, accommodation: granted, accommodation_from, planned } = attempt;
			const signed = tickets.get(id);
			const read = signed && unsafeReadSigned(signed, ticketSchema);
			const applied = read?.ok ? appliedIn(read.statement, planned) : granted;
			const since = read?.ok ? lackingIn(applied, granted) : null;
			const from = stillFrom(applied, granted, accommodation_from);
			const known: Pick<RosterEntry, 'accommodation' | 'grantedSince' | 'from'> = {
				...(applied && { accommodation: applied }),
				...(since && { grantedSince: since }),
				...(Object.keys(from).length > 0 && { from })
			};
			return [id, known] as const;
		})
	);
}

export function standingOf({ begun, closes_at }: Plan, now: number): SittingPlan['standing'] {
	if (now >= closes_at) return 'over';
	return begun ? 'open' : 'before';
}
