/**
 * A practice exam that every student may take whenever they like. It is the institution's: published by the Worker itself when somebody
 * first asks for it, signed with the key that signs every form, and then sat as any exam is. One person has one at a time.
 */
import type { Context } from 'hono';
import { toBase64url } from '#sync/bytes.ts';
import {
	PRACTICE_DURATION_MS,
	practiceEdition,
	practiceForm,
	practicePolicy
} from '#sync/practice/practice-exam.ts';
import type { PracticeLocale } from '#sync/practice/texts.ts';
import { attemptSummary } from '#sync/schema/api.ts';
import { practiceRequest } from '#sync/schema/practice.ts';
import { permit } from '../access/permit.ts';
import { goesOn, MOST_PRACTICES_AN_HOUR, PRACTICE_WINDOW_MS } from '../access/practice.ts';
import { selectAttemptsOf, selectOptionalAttempt } from '../db/attempts.ts';
import type { Attempt } from '../db/attempts.ts';
import { insertAct, lockActs } from '../db/counted-acts.ts';
import { system, transaction } from '../db/database.ts';
import {
	countPractices,
	insertPractice,
	insertPracticeAttempt,
	selectOptionalPractice
} from '../db/practice.ts';
import { logProblem } from '../log.ts';
import { forgetThese } from '../rooms/forget-practices.ts';
import { summary } from './attempts.ts';
import { operation } from './operation.ts';
import { ProblemError } from './problem.ts';
import { sealForm } from './seal-form.ts';
import type { Authenticated } from './signed-in.ts';
import { addressOf, audit } from './who-asks.ts';

/** It never closes; whoever takes it has a window of their own. */
const OPEN_FOR_MS = 50 * 366 * 86_400_000;

const begin = operation(
	{
		id: 'beginPractice',
		method: 'post',
		path: '/student/practice',
		tag: 'Sitting an exam',
		summary:
			'Begin the institution’s practice exam, or go on with it: an attempt like any other, which counts for nothing and is forgotten after a day',
		access: 'signed_in',
		body: practiceRequest,
		answer: attemptSummary,
		status: 201,
		refusals: ['not_allowed', 'too_many_requests']
	},
	async (context, { body: { locale } }) => {
		const { env } = context;
		const asker = context.get('asker');
		if (!permit(asker, { to: 'see_own_work' }))
			throw new ProblemError('not_allowed', 'This is for students.');
		const sitting = await standingPractice(context, locale);
		const behind = await notDrained(context, sitting);
		const now = Date.now();
		const id = crypto.randomUUID();
		const begun = await transaction(env, system, async (query) => {
			// Of many at once, each sees those before it.
			await lockActs(query, 'practice_begun', asker.id);
			const own = (await selectAttemptsOf(query, asker.id)).filter(({ practice }) => practice);
			const standing = own.find((each) => goesOn(each, sitting, now) && !behind.has(each.id));
			if (standing) return { attempt: standing, replaced: [] };
			if ((await countPractices(query, asker.id)) >= MOST_PRACTICES_AN_HOUR)
				throw new ProblemError('too_many_requests', 'That was practised often enough for now.', {
					retryAfterSeconds: 3_600
				});
			await insertAct(query, 'practice_begun', asker.id, addressOf(context));
			await insertPracticeAttempt(query, {
				id,
				sitting,
				student: asker.id,
				orderSeed: toBase64url(crypto.getRandomValues(new Uint8Array(16))),
				opensAt: now,
				closesAt: now + PRACTICE_WINDOW_MS
			});
			await audit(context, query, { action: 'practice_begun', subject: id });
			const replaced = own.filter((each) => !behind.has(each.id));
			return { attempt: await selectOptionalAttempt(query, id), replaced };
		});
		const { attempt, replaced } = begun;
		if (!attempt) throw new Error('a practice was begun and is not there');
		await forget(context, replaced);
		planForgetting(context, attempt);
		return summary(attempt);
	}
);

export const practice = [begin];

/**
 * Handed in a moment ago, it may not be in Postgres yet, and would be gone on with. One that cannot be brought there now is neither gone on
 * with nor forgotten before its day: what its student wrote is lost over no hiccup of the database.
 */
async function notDrained(
	{ env, get }: Context<Authenticated>,
	sitting: string
): Promise<ReadonlySet<string>> {
	const own = await transaction(env, system, (query) => selectAttemptsOf(query, get('asker').id));
	const behind = new Set<string>();
	for (const each of own.filter((one) => one.practice && goesOn(one, sitting, Date.now()))) {
		const stub = env.SITTING_ROOM.get(env.SITTING_ROOM.idFromName(each.room));
		if (!(await stub.drainAttempt(each.id))) behind.add(each.id);
	}
	return behind;
}

/** One that cannot be forgotten now is after its day. */
async function forget({ env, get }: Context<Authenticated>, replaced: Attempt[]): Promise<void> {
	if (replaced.length === 0) return;
	try {
		await forgetThese(
			env,
			replaced.map(({ id }) => id),
			Date.now()
		);
	} catch (problem) {
		logProblem('practice.forget', problem, { request: get('request') });
	}
}

/** Nobody watches a practice, so its hall is told nothing: it has only to wake up when somebody's is to be forgotten. */
function planForgetting(
	{ env, executionCtx, get }: Context<Authenticated>,
	{ sitting_id: sitting, closes_at: closesAt }: Attempt
): void {
	const hall = env.SITTING_HALL.get(env.SITTING_HALL.idFromName(sitting));
	executionCtx.waitUntil(
		hall
			.wakeBy(sitting, closesAt)
			.catch((problem: unknown) => logProblem('hall', problem, { request: get('request') }))
	);
}

async function standingPractice(
	context: Context<Authenticated>,
	locale: PracticeLocale
): Promise<string> {
	const { env } = context;
	const name = {
		institution: context.get('asker').institution,
		locale,
		edition: practiceEdition(locale)
	};
	const standing = await transaction(env, system, (query) => selectOptionalPractice(query, name));
	if (standing) return standing;
	const now = Date.now();
	const id = crypto.randomUUID();
	const form = practiceForm(locale, { form: crypto.randomUUID(), exam: crypto.randomUUID() });
	const sealed = await sealForm(env, id, form, new Map());
	return transaction(env, system, async (query) => {
		const published = await insertPractice(query, name, {
			form,
			sitting: {
				id,
				institution: name.institution,
				exam: form.exam,
				form: form.id,
				title: form.title,
				opensAt: now,
				closesAt: now + OPEN_FOR_MS,
				durationMs: PRACTICE_DURATION_MS,
				policy: practicePolicy,
				attemptsAllowed: 1,
				attemptCounts: 'last',
				timeZone: 'UTC',
				rehearsal: true,
				stagger: null,
				reminders: false,
				tellAdded: false,
				mailLocale: locale,
				mailOrigin: new URL(context.req.url).origin,
				...sealed,
				staff: []
			}
		});
		if (published === id)
			await audit(context, query, {
				action: 'practice_published',
				subject: id,
				detail: { locale }
			});
		return published;
	});
}
