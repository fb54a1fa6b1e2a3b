/** A link that a teacher gives to a class: whoever of the institution's students opens it is put on the roster. It opens nothing else. */
import { joined, joinLink, joinRequest, linkedSitting } from '#sync/schema/roster.ts';
import { permit } from '../access/permit.ts';
import { tokenHash } from '../access/refresh-token.ts';
import { waitSeconds } from '../access/sign-in-limit.ts';
import { countActs, countLastMinute, insertAct, lockActs } from '../db/counted-acts.ts';
import { system, transaction } from '../db/database.ts';
import {
	deleteLink,
	replaceLink,
	selectLinkedSitting,
	selectLinkTarget,
	selectOptionalLink
} from '../db/join-links.ts';
import { selectOptionalPlan } from '../db/plans.ts';
import { addToRoster, applyStagger, selectRosterOf } from '../db/rosters.ts';
import { holdNewcomers } from './hold-newcomers.ts';
import { operation } from './operation.ts';
import { ProblemError } from './problem.ts';
import { optionalSession } from './signed-in.ts';
import { planned } from './sitting-in-use.ts';
import { tellHall } from './tell-hall.ts';
import { addressOf, audit } from './who-asks.ts';

const make = operation(
	{
		id: 'makeJoinLink',
		method: 'post',
		path: '/sittings/:id/link',
		tag: 'Exams',
		summary: 'A new link to the roster, shown this once; the one before opens nothing any more',
		access: 'signed_in',
		answer: joinLink,
		status: 201,
		refusals: ['not_found', 'closed']
	},
	(context) =>
		transaction(context.env, context.get('actor'), async (query) => {
			const plan = await planned(context, query);
			if (Date.now() >= plan.closes_at) throw new ProblemError('closed', 'The sitting has closed.');
			const token = await replaceLink(query, {
				sitting: plan.id,
				institution: plan.institution_id,
				by: context.get('asker').id
			});
			await audit(context, query, { action: 'join_link_made', subject: plan.id });
			const made = await selectOptionalLink(query, plan.id);
			return { token, madeAt: made?.madeAt ?? Date.now() };
		})
);

const close = operation(
	{
		id: 'closeJoinLink',
		method: 'delete',
		path: '/sittings/:id/link',
		tag: 'Exams',
		summary: 'The link to the roster opens nothing any more',
		access: 'signed_in',
		answer: 'nothing',
		refusals: ['not_found']
	},
	(context) =>
		transaction(context.env, context.get('actor'), async (query) => {
			const plan = await planned(context, query);
			await deleteLink(query, plan.id);
			await audit(context, query, { action: 'join_link_closed', subject: plan.id });
		})
);

const linkInvalid = () => new ProblemError('link_invalid', 'The link opens nothing any more.');

/** A class behind one address opens the same link that was closed. */
const MOST_REFUSED_A_MINUTE = 100;

/** Before anybody signs in: who has the link decides by this whether to. Of another institution, it would not open to them. */
const read = operation(
	{
		id: 'readJoinLink',
		method: 'post',
		path: '/student/join/read',
		tag: 'Sitting an exam',
		summary: 'Which exam a link of a teacher is to',
		access: 'everyone',
		body: joinRequest,
		answer: linkedSitting,
		refusals: ['link_invalid', 'too_many_requests']
	},
	async (context, { body: { token } }) => {
		const session = await optionalSession(context);
		const address = addressOf(context);
		// What is refused is counted nevertheless. Without an address (on one's own machine) nothing is.
		const found = await transaction(context.env, system, async (query) => {
			if (
				address !== null &&
				(await countLastMinute(query, 'join_refused', address)) >= MOST_REFUSED_A_MINUTE
			)
				throw new ProblemError('too_many_requests', 'Too many links that open nothing.', {
					retryAfterSeconds: 60
				});
			const linked = await selectLinkedSitting(query, token, session?.institution ?? null);
			if (!linked && address !== null)
				await insertAct(query, 'join_refused', tokenHash(token), address);
			return linked;
		});
		if (!found) throw linkInvalid();
		return found;
	}
);

const join = operation(
	{
		id: 'joinSitting',
		method: 'post',
		path: '/student/join',
		tag: 'Sitting an exam',
		summary: 'Onto the roster of the sitting that a link of a teacher names, until it closes',
		access: 'signed_in',
		body: joinRequest,
		answer: joined,
		refusals: ['not_allowed', 'link_invalid', 'too_many_requests']
	},
	async (context, { body: { token } }) => {
		const { env } = context;
		const asker = context.get('asker');
		if (!permit(asker, { to: 'join_sitting' }))
			throw new ProblemError('not_allowed', 'Only students sit exams.');
		// In a transaction of its own: what is refused is counted nevertheless.
		const target = await transaction(env, system, async (query) => {
			await lockActs(query, 'join_refused', asker.id);
			const counts = await countActs(query, 'join_refused', asker.id, addressOf(context));
			const retryAfterSeconds = waitSeconds(counts, Date.now());
			if (retryAfterSeconds > 0)
				throw new ProblemError('too_many_requests', 'Too many links that open nothing.', {
					retryAfterSeconds
				});
			const found = await selectLinkTarget(query, token, asker.institution);
			if (found && Date.now() < found.closes_at) return found;
			await insertAct(query, 'join_refused', asker.id, addressOf(context));
			return null;
		});
		if (!target) throw linkInvalid();
		const { mine, newcomers } = await transaction(env, system, async (query) => {
			const newcomers = await addToRoster(query, target.sitting, new Map([[asker.id, null]]));
			const plan = await selectOptionalPlan(query, target.sitting);
			if (plan) await applyStagger(query, plan, plan);
			if (newcomers.length > 0)
				await audit(context, query, { action: 'sitting_joined', subject: target.sitting });
			const roster = await selectRosterOf(query, target.sitting);
			return { newcomers, mine: roster.find(({ student }) => student === asker.id) };
		});
		if (!mine || mine.attempt_state === 'withdrawn') throw linkInvalid();
		tellHall(
			context,
			target.sitting,
			newcomers.map(({ attempt }) => attempt)
		);
		await holdNewcomers(context, target.sitting, newcomers);
		return { attempt: mine.attempt, title: target.title, already: newcomers.length === 0 };
	}
);

export const joinLinks = [make, close, read, join];
