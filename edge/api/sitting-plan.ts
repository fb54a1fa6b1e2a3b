/** A sitting looked at and changed by its teachers: its terms and its staff. */
import type { SittingChange } from '#sync/schema/plan.ts';
import { sittingChange, sittingPlan, staffAddition, staffRemoval } from '#sync/schema/plan.ts';
import { transaction } from '../db/database.ts';
import { deleteStaff, insertStaff, updatePlan } from '../db/plans.ts';
import type { Plan } from '../db/plans.ts';
import { applyStagger } from '../db/rosters.ts';
import { operation } from './operation.ts';
import { ProblemError } from './problem.ts';
import { refuseUnlawful } from './refuse-unlawful.ts';
import { planAnswer, planned, standingOf } from './sitting-in-use.ts';
import { tellHall } from './tell-hall.ts';
import { audit } from './who-asks.ts';

const tag = 'Exams';

const show = operation(
	{
		id: 'sittingPlan',
		method: 'get',
		path: '/sittings/:id/plan',
		tag,
		summary: 'A sitting as those see it who may change it: terms, staff, roster',
		access: 'signed_in',
		answer: sittingPlan,
		refusals: ['not_found']
	},
	(context) =>
		transaction(context.env, context.get('actor'), async (query) =>
			planAnswer(query, await planned(context, query), Date.now())
		)
);

const change = operation(
	{
		id: 'changeSitting',
		method: 'patch',
		path: '/sittings/:id',
		tag,
		summary:
			'Change a sitting. Once it is open only which mails are sent, and while nobody writes its end, to a later one, can still be changed',
		access: 'signed_in',
		body: sittingChange,
		answer: sittingPlan,
		refusals: ['not_found', 'conflict', 'not_lawful_here']
	},
	async (context, { body }) => {
		const answer = await transaction(context.env, context.get('actor'), async (query) => {
			const before = await planned(context, query, { lock: true });
			const now = Date.now();
			const { revision, ...wanted } = body;
			if (revision !== before.revision) refuse('changed_meanwhile');
			const terms = { ...termsOf(before), ...wanted };
			const because = whyNot(before, terms, now);
			if (because) refuse(because);
			if (wanted.policy) await refuseUnlawful(query, before.institution_id, wanted.policy);
			await updatePlan(query, before.id, terms);
			const plan = await planned(context, query);
			if (standingOf(before, now) === 'before') await applyStagger(query, before, plan);
			await audit(context, query, {
				action: 'sitting_changed',
				subject: plan.id,
				detail: {
					fields: Object.keys(wanted).join(','),
					opensAt: terms.opensAt,
					closesAt: terms.closesAt,
					durationMs: terms.durationMs
				}
			});
			return planAnswer(query, await planned(context, query), now);
		});
		tellHall(
			context,
			answer.id,
			answer.roster.map(({ attempt }) => attempt)
		);
		return answer;
	}
);

type Terms = Required<Omit<SittingChange, 'revision'>>;
type Because =
	| 'changed_meanwhile'
	| 'has_begun'
	/** The end moves, and a device that has begun would not hear of it: more time for all is given in the hall. */
	| 'being_written'
	| 'is_over'
	| 'backwards'
	| 'in_the_past';

function refuse(because: Because): never {
	throw new ProblemError('conflict', 'The sitting cannot be changed like this.', {
		evidence: { because }
	});
}

const termsOf = (plan: Plan): Terms => ({
	title: plan.title,
	opensAt: plan.opens_at,
	closesAt: plan.closes_at,
	durationMs: plan.duration_ms,
	timeZone: plan.time_zone,
	policy: plan.policy,
	rehearsal: plan.rehearsal,
	stagger: plan.stagger,
	reminders: plan.reminders,
	tellAdded: plan.tell_added
});

const withoutMails = ({ reminders: _reminders, tellAdded: _tellAdded, ...fixed }: Terms) => fixed;

/** null: it can be. */
function whyNot(before: Plan, terms: Terms, now: number): Because | null {
	if (terms.closesAt <= terms.opensAt) return 'backwards';
	const standing = standingOf(before, now);
	const fixed = withoutMails(terms);
	const was = withoutMails(termsOf(before));
	if (JSON.stringify(fixed) === JSON.stringify(was)) return null;
	if (standing === 'over') return 'is_over';
	if (standing === 'before') return terms.closesAt <= now ? 'in_the_past' : null;
	const later = terms.closesAt >= before.closes_at;
	const same = JSON.stringify({ ...fixed, closesAt: was.closesAt }) === JSON.stringify(was);
	if (!later || !same) return 'has_begun';
	return before.written ? 'being_written' : null;
}

const addStaff = operation(
	{
		id: 'addSittingStaff',
		method: 'post',
		path: '/sittings/:id/staff',
		tag,
		summary: 'A colleague supervises a sitting, or plans it too',
		access: 'signed_in',
		body: staffAddition,
		answer: sittingPlan,
		refusals: ['not_found']
	},
	(context, { body }) =>
		transaction(context.env, context.get('actor'), async (query) => {
			const plan = await planned(context, query);
			const person = await insertStaff(query, plan.id, body);
			if (person === null)
				throw new ProblemError('not_found', 'There is no such colleague of yours.');
			await audit(context, query, {
				action: 'sitting_staff_changed',
				subject: plan.id,
				detail: { added: person, role: body.role }
			});
			return planAnswer(query, plan, Date.now());
		})
);

const removeStaff = operation(
	{
		id: 'removeSittingStaff',
		method: 'post',
		path: '/sittings/:id/staff/remove',
		tag,
		summary: 'Somebody supervises or plans a sitting no more; one teacher stays',
		access: 'signed_in',
		body: staffRemoval,
		answer: sittingPlan,
		refusals: ['not_found', 'conflict']
	},
	async (context, { body }) => {
		const answer = await transaction(context.env, context.get('actor'), async (query) => {
			const plan = await planned(context, query);
			// Asked before the change: whoever takes themselves off may not look any more afterwards.
			const { staff, ...rest } = await planAnswer(query, plan, Date.now());
			if (!(await deleteStaff(query, plan.id, body)))
				throw new ProblemError('conflict', 'One teacher stays.', {
					evidence: { because: 'last_teacher' }
				});
			await audit(context, query, {
				action: 'sitting_staff_changed',
				subject: plan.id,
				detail: { removed: body.person, role: body.role }
			});
			const gone = (one: (typeof staff)[number]) =>
				one.person === body.person && one.role === body.role;
			return { ...rest, staff: staff.filter((one) => !gone(one)) };
		});
		// After the commit: whoever comes back is asked again what they may.
		const hall = context.env.SITTING_HALL.get(context.env.SITTING_HALL.idFromName(answer.id));
		await hall.endWatching(body.person);
		return answer;
	}
);

export const sittingPlans = [show, change, addStaff, removeStaff];
