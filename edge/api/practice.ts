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
	deletePractices,
	insertPractice,
	insertPracticeAttempt,
	selectForgettable,
	selectOptionalPractice
} from '../db/practice.ts';
import { leaveNothingOf } from '../rooms/forget-practices.ts';
import { summary } from './attempts.ts';
import { operation } from './operation.ts';
import { ProblemError } from './problem.ts';
import { sealForm } from './seal-form.ts';
import type { Authenticated } from './signed-in.ts';
import { tellHall } from './tell-hall.ts';
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
		refusals: ['not_allowed', 'too_many_requests', 'unavailable']
	},
	async (context, { body: { locale } }) => {
		const { env } = context;
		const asker = context.get('asker');
		if (!permit(asker, { to: 'see_own_work' }))
			throw new ProblemError('not_allowed', 'This is for students.');
		const sitting = await standingPractice(context, locale);
		const before = await ownPractices(context);
		await untilDrained(context, before);
		const now = Date.now();
		const id = crypto.randomUUID();
		const begun = await transaction(env, system, async (query) => {
			// Of many at once, each sees those before it.
			await lockActs(query, 'practice_begun', asker.id);
			const own = (await selectAttemptsOf(query, asker.id)).filter(({ practice }) => practice);
			const standing = own.find((each) => goesOn(each, sitting, now));
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
			return { attempt: await selectOptionalAttempt(query, id), replaced: own };
		});
		const { attempt, replaced } = begun;
		if (!attempt) throw new Error('a practice was begun and is not there');
		await forget(context, replaced);
		tellHall(context, sitting, [attempt.id]);
		return summary(attempt);
	}
);

export const practice = [begin];

/** As the student: the database gives theirs and no others. */
async function ownPractices(context: Context<Authenticated>): Promise<Attempt[]> {
	const all = await transaction(context.env, context.get('actor'), (query) =>
		selectAttemptsOf(query, context.get('asker').id)
	);
	return all.filter((each) => each.practice);
}

/** Handed in a moment ago, it may not be in Postgres yet, and would be gone on with. */
async function untilDrained({ env }: Context<Authenticated>, own: Attempt[]): Promise<void> {
	for (const { id, room } of own) {
		const stub = env.SITTING_ROOM.get(env.SITTING_ROOM.idFromName(room));
		if (!(await stub.drainAttempt(id)))
			throw new ProblemError('unavailable', 'What was received is not in the database yet.', {
				retryAfterSeconds: 5
			});
	}
}

/** One that could not be forgotten now is after its day. */
async function forget({ env }: Context<Authenticated>, replaced: Attempt[]): Promise<void> {
	if (replaced.length === 0) return;
	const ids = replaced.map(({ id }) => id);
	const gone = await transaction(env, system, (query) => selectForgettable(query, ids));
	for (const each of gone) await leaveNothingOf(env, each);
	await transaction(env, system, (query) => deletePractices(query, ids));
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
