/** A sitting in which everything is watched that can be without a person choosing what to share: all analyses but the screen. */
import type { AuthoredItem } from '#sync/schema/authored-item.ts';
import { bankAdded } from '#sync/schema/bank.ts';
import { defaultPolicy, type Policy } from '#sync/schema/policy.ts';
import { createdExam } from '#sync/schema/teaching.ts';
import { signedIn, type EdgeClient } from '../support/edge-client.ts';
import type { Stack } from '../support/stack.ts';

const TITLE = 'Everything watched';
const HOUR = 3_600_000;
const essay: AuthoredItem = {
	name: 'Typing',
	item: { id: 'item', type: 'essay', prompt: 'Write.', points: 1 },
	solution: { type: 'essay', item: 'item', rubric: '', criteria: [] },
	feedback: null,
	category: [],
	tags: [],
	difficulty: null,
	language: null
};
const policy = {
	...defaultPolicy,
	analyses: ['head', 'eyes', 'identity', 'speaker', 'arousal'],
	stills: 'on_flag'
} satisfies Policy;

async function ask(client: EdgeClient, method: string, path: string, body: unknown) {
	const answer = await client.ask(method, path, { body });
	if (answer.status >= 400)
		throw new Error(`${method} ${path}: ${answer.status} ${JSON.stringify(answer.body)}`);
	return answer.body;
}

/** Schedules it for `student`, opened already. Gives its title. */
export async function scheduleEverythingOn(stack: Stack, student: string): Promise<string> {
	// Arousal is refused in the EEA, and where the country is not known.
	const admin = await signedIn(stack.origin, 'admin@demo.test');
	await ask(admin, 'PATCH', '/admin/settings', { jurisdiction: 'CA' });
	const teacher = await signedIn(stack.origin, 'teacher@demo.test');
	const { ids } = bankAdded.parse(
		await ask(teacher, 'POST', '/bank/items', {
			items: [essay],
			shared: false,
			skipKnown: false,
			from: 'bench'
		})
	);
	const { id } = createdExam.parse(
		await ask(teacher, 'POST', '/teacher/exams', { title: TITLE, items: ids })
	);
	await ask(teacher, 'POST', `/teacher/exams/${id}/publish`, {});
	await ask(teacher, 'POST', `/teacher/exams/${id}/sittings`, {
		title: TITLE,
		opensAt: Date.now() - 60_000,
		closesAt: Date.now() + 2 * HOUR,
		durationMs: HOUR,
		policy,
		students: [student],
		teachers: [],
		proctors: []
	});
	return TITLE;
}
