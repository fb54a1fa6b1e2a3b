import { expect, test } from 'vitest';
import { toBase64url } from '#sync/bytes.ts';
import { orderOf } from '#sync/order.ts';
import type { Form } from '#sync/schema/form.ts';
import { everyItem } from '#sync/testing/every-item.ts';
import { testForm } from '#sync/testing/forms.ts';
import type { Released } from '../db/own-results.ts';
import { shownOf } from './released-results.ts';

const { gap_text: gaps, matching, ordering, single_choice: single } = everyItem;
if (gaps.type !== 'gap_text') throw new TypeError('gaps');
const form: Form = {
	...testForm,
	items: [
		single,
		matching,
		ordering,
		{ ...gaps, gaps: gaps.gaps.map((gap) => ('options' in gap ? { ...gap, shuffle: true } : gap)) }
	]
};
/** With this one no list stands as it was written. */
const seed = toBase64url(new Uint8Array(16).fill(3));
const released = (shows: Partial<Released['shows']>, order_seed = seed): Released => ({
	title: 'Exam',
	shows: {
		marks: false,
		answers: false,
		feedback: false,
		responses: false,
		comments: false,
		...shows
	},
	released_at: 0,
	requests_until: null,
	pass_percent: null,
	order_seed,
	form,
	solutions: null,
	feedback: null,
	results: form.items.map(({ id }) => ({
		item: id,
		points: 0,
		maximum: 1,
		reason: 'wrong',
		struck: null,
		comment: null,
		scores: null,
		annotations: null
	})),
	responses: null,
	changes: null
});
const optionsIn = (shown: ReturnType<typeof shownOf>) =>
	Object.fromEntries(
		shown.items.flatMap(({ item, question }) => {
			const ids = (options: readonly { id: string }[]) => options.map(({ id }) => id);
			if (question?.type === 'gap_text')
				return question.gaps.flatMap((gap) =>
					gap.input === 'choice' ? [[`${item}:${gap.id}`, ids(gap.options)]] : []
				);
			return question && 'options' in question ? [[item, ids(question.options)]] : [];
		})
	);

test('F6: options stand in the order that the student had, those of drop-downs too', () => {
	const { options } = orderOf(form, seed);
	const written = optionsIn(shownOf(released({ responses: true }, '')));
	for (const [list, order] of Object.entries(options)) expect(order).not.toEqual(written[list]);
	expect(optionsIn(shownOf(released({ responses: true })))).toEqual(options);
	expect(optionsIn(shownOf(released({ answers: true })))).toEqual(options);
});

test('results are out since the release, or since it could reach the student', () => {
	const since = (releasedAt: number, reachedSince?: number) =>
		shownOf({ ...released({ marks: true }), released_at: releasedAt }, [], reachedSince).releasedAt;
	expect([since(20), since(20, 10), since(20, 30)]).toEqual([20, 20, 30]);
});

test('a correction stands beside its own question, and nowhere where no question is shown', () => {
	const told = [{ item: 'matching', at: 5, text: 'July is meant' }];
	const beside = (shows: Partial<Released['shows']>) =>
		shownOf(released(shows), told).items.flatMap(({ item, corrections }) =>
			corrections ? [{ item, corrections }] : []
		);
	expect(beside({ responses: true })).toEqual([
		{ item: 'matching', corrections: [{ at: 5, text: 'July is meant' }] }
	]);
	expect(beside({ marks: true, feedback: true, comments: true })).toEqual([]);
});
