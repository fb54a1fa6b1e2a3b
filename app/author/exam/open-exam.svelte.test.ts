import { expect, test } from 'vitest';
import { canonicalText } from '#sync/canonical.ts';
import type { Draft } from '#sync/schema/draft.ts';
import { ExamApi } from '../exam-api.ts';
import { OpenExam } from './open-exam.svelte.ts';

/** With the edge as one would have it, and all of the draft there. */
function examThat(changed: () => boolean | null): OpenExam {
	const api = new ExamApi(
		() => undefined,
		async () => Response.json({ warnings: [], changed: changed() })
	);
	const exam = new OpenExam(api, 'e', {
		name: 'Ada',
		store: () => {
			throw new Error('unasked');
		}
	});
	exam.settle = async () => undefined;
	return exam;
}
const titled = (title: string) => ({ title }) as Draft;
const text = (draft: Draft) => canonicalText(draft);

test('what the edge says of a draft replaces what was known of the newest form, and which draft it spoke of is known', async () => {
	let changed: boolean | null = false;
	const exam = examThat(() => changed);
	const [first, second] = [titled('First'), titled('Second')];
	await exam.check(() => first);
	expect([exam.frozen, exam.compared]).toEqual([text(first), text(first)]);
	changed = true;
	await exam.check(() => second);
	expect([exam.frozen, exam.compared]).toEqual([text(first), text(second)]);
	// Somebody published another meanwhile, and the draft went back.
	await exam.check(() => first);
	expect([exam.frozen, exam.compared]).toEqual([null, text(first)]);
});
