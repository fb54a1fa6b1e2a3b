import { expect, test } from 'vitest';
import { attemptState } from '#sync/schema/attempt.ts';
import { resultMails, resultsPath } from './result-mails.ts';
import type { Letting, Sat } from './result-mails.ts';

const nothing = {
	marks: false,
	answers: false,
	feedback: false,
	responses: false,
	comments: false
};
const letting: Letting = {
	hidden: false,
	from: 1_000,
	shows: { ...nothing, comments: true },
	rehearsal: false
};
const sat = (id: string, more: Partial<Sat> = {}): Sat => ({
	id,
	student: `of ${id}`,
	state: 'accepted',
	told: false,
	reachable: true,
	...more
});

test('results that come later are told when they can be seen, and not before', () => {
	expect(resultMails(letting, [sat('a')], 999)).toEqual({ owed: [], nextAt: 1_000 });
	const { owed, nextAt } = resultMails(letting, [sat('a'), sat('b')], 1_000);
	expect(owed).toEqual([
		{ student: 'of a', attempts: ['a'] },
		{ student: 'of b', attempts: ['b'] }
	]);
	expect(nextAt).toBeNull();
});

test('none while nothing can be seen: taken back, showing nothing, of a rehearsal', () => {
	for (const none of [{ hidden: true }, { shows: nothing }, { rehearsal: true }])
		expect(resultMails({ ...letting, ...none }, [sat('a')], 2_000)).toEqual({
			owed: [],
			nextAt: null
		});
});

test('of all states only what is accepted is told of', () => {
	const owed = attemptState.options.filter(
		(state) => resultMails(letting, [sat('a', { state })], 2_000).owed.length > 0
	);
	expect(owed).toEqual(['accepted', 'released']);
});

test('who was told, or cannot be reached, is not told; of several attempts there is one mail', () => {
	const all = [
		sat('a', { told: true }),
		sat('b', { reachable: false }),
		sat('c1', { student: 'c' }),
		sat('c2', { student: 'c', state: 'released' }),
		sat('c3', { student: 'c', state: 'voided' })
	];
	const { owed } = resultMails(letting, all, 2_000);
	expect(owed).toEqual([{ student: 'c', attempts: ['c1', 'c2'] }]);
});

test('while somebody who was not told still writes, it is looked again', () => {
	const next = (state: Sat['state'], told = false) =>
		resultMails(letting, [sat('a'), sat('b', { state, told })], 2_000).nextAt;
	expect(next('in_progress')).toBe(2_000 + 3_600_000);
	expect(next('submitted')).toBe(2_000 + 3_600_000);
	expect([next('held'), next('voided'), next('in_progress', true)]).toEqual([null, null, null]);
});

test('one attempt has a page of its own, several have the list', () => {
	expect(resultsPath(['a'])).toBe('/exams/a/results');
	expect(resultsPath(['a', 'b'])).toBe('/exams/results');
});
