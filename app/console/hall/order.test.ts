import { expect, test } from 'vitest';
import { emptyOrder, nextOrder, SETTLE_MS, type Candidate } from './order.ts';

const row = (attempt: string, trouble: Candidate['trouble'], name = attempt): Candidate => ({
	attempt,
	name,
	trouble
});
const options = (now: number, held = false) => ({
	now,
	held,
	compare: (a: string, b: string) => a.localeCompare(b)
});

test('troubled rows come first, and names decide within a group', () => {
	const rows = [
		row('cy', 'sitting'),
		row('bo', 'no_contact'),
		row('al', 'sitting'),
		row('di', 'decide')
	];
	expect(nextOrder(emptyOrder, rows, options(0)).ids).toEqual(['di', 'bo', 'al', 'cy']);
});

test('a row rises at once and sinks only after it has been calm for a while', () => {
	const calm = [row('al', 'sitting'), row('bo', 'sitting')];
	const first = nextOrder(emptyOrder, calm, options(0));
	const risen = nextOrder(first, [row('al', 'sitting'), row('bo', 'observed')], options(1000));
	expect(risen.ids).toEqual(['bo', 'al']);
	const stillUp = nextOrder(risen, calm, options(2000));
	expect(stillUp.ids).toEqual(['bo', 'al']);
	expect(nextOrder(stillUp, calm, options(2000 + SETTLE_MS)).ids).toEqual(['al', 'bo']);
});

test('an observation that comes and goes within the settling time moves a row once', () => {
	const calm = [row('al', 'sitting'), row('bo', 'sitting')];
	const watched = [row('al', 'sitting'), row('bo', 'observed')];
	let state = nextOrder(emptyOrder, calm, options(0));
	const seen = new Set<string>();
	for (let now = 1000; now < 60_000; now += 3000) {
		state = nextOrder(state, now % 2000 === 0 ? calm : watched, options(now));
		seen.add(state.ids.join());
	}
	expect([...seen]).toEqual(['bo,al']);
});

test('nothing moves while the order is held; a new student joins at the end', () => {
	const first = nextOrder(emptyOrder, [row('al', 'sitting'), row('bo', 'sitting')], options(0));
	const held = nextOrder(
		first,
		[row('aa', 'decide'), row('al', 'sitting'), row('bo', 'decide')],
		options(1, true)
	);
	expect(held.ids).toEqual(['al', 'bo', 'aa']);
	const released = nextOrder(
		held,
		[row('aa', 'decide'), row('al', 'sitting'), row('bo', 'decide')],
		options(2)
	);
	expect(released.ids).toEqual(['aa', 'bo', 'al']);
});

test('a student taken off the roster leaves the order even while it is held', () => {
	const first = nextOrder(emptyOrder, [row('al', 'sitting'), row('bo', 'sitting')], options(0));
	expect(nextOrder(first, [row('bo', 'sitting')], options(1, true)).ids).toEqual(['bo']);
});

test('two students of one name keep one order', () => {
	const rows = [row('2', 'sitting', 'Same'), row('1', 'sitting', 'Same')];
	expect(nextOrder(emptyOrder, rows, options(0)).ids).toEqual(['1', '2']);
	expect(nextOrder(emptyOrder, [...rows].reverse(), options(0)).ids).toEqual(['1', '2']);
});
