/** A real edge with an exam of short questions at it, planned without camera for the demo's students: what the classes that kill and cut sit. */
import { buildIfStale } from '../../../edge/local/build.ts';
import type { AuthoredItem } from '#sync/schema/authored-item.ts';
import { bankAdded } from '#sync/schema/bank.ts';
import type { Item } from '#sync/schema/item.ts';
import { policyPresets } from '#sync/policy-presets.ts';
import { createdExam, createdSitting } from '#sync/schema/teaching.ts';
import { authored } from '#sync/testing/every-item.ts';
import { signedIn } from '../../support/edge-client.ts';
import { inDatabase } from '../../support/database.ts';
import { startStack } from '../../support/stack.ts';
import type { Stack } from '../../support/stack.ts';

const MINUTE_MS = 60_000;
const TEACHER = 'teacher@demo.test';
/** More than any run needs. */
const SITTERS = 20;
/** Six, so that one that was taken back cannot be mistaken for a newer one. */
export const letters = ['a', 'b', 'c', 'd', 'e', 'f'] as const;
const options = letters.map((id) => ({ id, text: labelOf(id) }));

/** In the order in which they stand. */
export const questions = [
	'single_choice',
	'short_text',
	'essay',
	'numeric',
	'multiple_choice',
	'essay'
] as const;

const items = questions.map((type): AuthoredItem => {
	const one = authored(type);
	return type.endsWith('_choice') ? { ...one, item: { ...one.item, options } as Item } : one;
});

export function labelOf(option: string): string {
	return `Option ${option}`;
}

/** As a draft names them. */
export const numberOfItem = (item: string): number => Number(/^item-(\d+)$/.exec(item)?.[1]);

export interface School {
	origin: string;
	title: string;
	/** Address of one who may sit it and has not begun. */
	nextStudent(): string;
	/** As `GET /attempts/:id/bundle` gives it to the teacher. */
	bundleOf(attempt: string): Promise<string>;
	close(): Promise<void>;
}

export async function openSchool(): Promise<School> {
	buildIfStale();
	const stack = await startStack();
	try {
		const title = 'Killed and cut';
		const students = await addSitters(stack);
		const teacher = await signedIn(stack.origin, TEACHER);
		const post = async (path: string, body: unknown) => {
			const answer = await teacher.ask('POST', path, { body });
			if (answer.status < 300) return answer.body;
			throw new Error(`${path}: ${JSON.stringify(answer.body)}`);
		};
		const bank = { items, shared: false, skipKnown: false, from: 'test' };
		const { ids } = bankAdded.parse(await post('/bank/items', bank));
		const { id } = createdExam.parse(await post('/teacher/exams', { title, items: ids }));
		await post(`/teacher/exams/${id}/publish`, {});
		const plan = {
			opensAt: Date.now() - MINUTE_MS,
			closesAt: Date.now() + 300 * MINUTE_MS,
			durationMs: 240 * MINUTE_MS,
			policy: policyPresets.quiet,
			students,
			teachers: [],
			proctors: []
		};
		createdSitting.parse(await post(`/teacher/exams/${id}/sittings`, plan));
		const waiting = [...students];
		return {
			origin: stack.origin,
			title,
			nextStudent: () => {
				const next = waiting.shift();
				if (next === undefined) throw new Error('every student has sat it');
				return next;
			},
			bundleOf: async (attempt) => {
				// A sign-in of the beginning has ended when a hundred kills are over.
				const again = await signedIn(stack.origin, TEACHER);
				const answer = await again.ask('GET', `/attempts/${attempt}/bundle`);
				if (answer.status !== 200) throw new Error(`no bundle: ${JSON.stringify(answer.body)}`);
				return JSON.stringify(answer.body);
			},
			close: () => stack.dispose()
		};
	} catch (problem) {
		await stack.dispose();
		throw problem;
	}
}

/** Students with nothing else to sit, whose devices fetch nothing else. */
async function addSitters(stack: Stack): Promise<string[]> {
	const emails = Array.from({ length: SITTERS }, (_, n) => `sitter${n}@demo.test`);
	await inDatabase(stack, (query) =>
		query(
			`with fresh as (
				insert into users (id, institution_id, email, name, roles, email_verified_at)
				select gen_random_uuid(), institution_id, email.email, email.email, roles, now()
				from users, unnest($1::text[]) as email(email) where users.email = 'student1@demo.test' returning id
			)
			insert into user_passwords (user_id, hash)
			select fresh.id, p.hash from fresh, (select hash from user_passwords limit 1) p`,
			[emails]
		)
	);
	return emails;
}
