import { expect, test } from 'vitest';
import { detailWords } from './detail-words.ts';
import type { ClaimDetail, ClaimId } from './verdict.ts';

const words = (id: ClaimId, detail: ClaimDetail) => detailWords({ id, detail }).join(', ');

test('a cause is a sentence, and one that nobody has words for is at least no code', () => {
	expect(words('chain_unbroken', { because: 'head' })).toBe(
		'because its hash is not that of its text and of the entry before'
	);
	expect(words('entries_valid', { because: 'never_heard_of' })).toBe('because never heard of');
});

test('moments are ISO times, and lengths are seconds', () => {
	expect(words('in_time', { judgement: 'on_time', deadlineAt: 0, usedMs: 7200 })).toBe(
		'judged on time, deadline 1970-01-01T00:00:00.000Z, time used 7.2 s'
	);
	expect(words('times_consistent', { offsetLeast: -900, offsetMost: null })).toBe(
		'edge ahead of device by at least -0.9 s'
	);
});

test('a moment that no calendar has, as a forger may write it, is printed and does not end the command', () => {
	expect(words('in_time', { deadlineAt: 9e15 })).toBe('deadline 9000000000000000');
});

test('confirmed entries are counted from one', () => {
	expect(words('receipted', { upTo: 16, of: 17 })).toBe('17 of 18 entries');
	expect(words('receipted', { upTo: -1, of: 17 })).toBe('0 of 18 entries');
});

test('the ids of items are printed as they are, and two equal hashes once', () => {
	expect(words('answers_fit_form', { because: 'option', item: 'rain_inMay' })).toBe(
		'because the item has no such option, item rain_inMay'
	);
	expect(words('form_as_published', { found: 'ab', expected: 'ab' })).toBe('form ab');
	expect(words('form_as_published', { found: 'ab', expected: 'cd' })).toBe('form ab, expected cd');
});
