/** What judges a browser that came back can itself find fault: each of its verdicts, from what a screen would have told. */
import { beforeEach, expect, test } from 'vitest';
import { requireGrownFrom } from './device-record.ts';
import { Memory } from './memory.ts';

const HOUR_S = 3_600;
const began = Date.UTC(2030, 0, 1);
let memory: Memory;
let now: number;

/** A second later. */
function shows(number: number, value: string, where = 'Saving…', more = 0) {
	now += 1_000;
	const left = HOUR_S - (now - began) / 1000 + more;
	memory.saw({ number, value, where, left, at: now });
}

/** Entered, and called saved. */
function answers(number: number, value: string) {
	memory.enters(number, value);
	shows(number, value);
	shows(number, value, 'Saved on this device');
}

beforeEach(() => {
	memory = new Memory();
	now = began;
	shows(1, '', 'Saved on this device');
});

test('an answer that was called saved is missed where neither it nor a newer one is', () => {
	answers(1, 'old');
	answers(1, 'new');
	memory.enters(1, 'newest');
	expect(memory.claims).toBe(2);
	expect(memory.missingIn(new Map([[1, 'newest']]))).toEqual([]);
	expect(memory.missingIn(new Map([[1, 'new']]))).toEqual([]);
	expect(memory.missingIn(new Map([[1, 'old']]))).toEqual(['1 2']);
	expect(memory.missingIn(new Map())).toEqual(['1 1', '1 2']);
});

test('an answer that was never called saved is not missed', () => {
	memory.enters(1, 'on its way');
	shows(1, 'on its way');
	expect(memory.missingIn(new Map())).toEqual([]);
});

test('saved is said of what was left behind on another question too', () => {
	memory.enters(1, 'left behind');
	shows(1, 'left behind');
	memory.goes(2);
	shows(2, '', 'Received');
	expect(memory.missingIn(new Map())).toEqual(['1 1']);
});

test('what nobody entered is named, on the screen and on the device', () => {
	expect(() => memory.lookedAt(new Map([[1, 'garbled']]))).toThrow('the device has "garbled"');
	memory = new Memory();
	shows(1, 'from nowhere');
	expect(() => memory.lookedAt(new Map())).toThrow('showed "from nowhere"');
});

test('opened again at the question that was left is the same, one before an answer that was saved is a fault', () => {
	memory.goes(3);
	shows(3, '');
	answers(3, 'here');
	memory.goes(4);
	shows(4, '');
	const found = new Map([[3, 'here']]);
	memory.lookedAt(found);
	shows(4, '', 'Saved on this device');
	expect(memory.goesOn()).toBe(true);

	memory.goes(5);
	shows(5, '');
	memory.lookedAt(found);
	shows(4, '', 'Saved on this device');
	expect(memory.goesOn()).toBe(false);

	memory.goes(6);
	shows(6, '');
	answers(6, 'and here');
	memory.lookedAt(new Map([...found, [6, 'and here']]));
	shows(1, '', 'Saved on this device');
	expect(() => memory.goesOn()).toThrow('question 1 was shown');
});

test.each([
	{ each: 0, says: null },
	{ each: 10, says: /10000 ms more time/ },
	{ each: -10, says: /10000 ms less time/ },
	{ each: 1, says: /3000 ms more time/ }
])('time that changes by $each s each time it is opened again', ({ each, says }) => {
	const check = () => {
		for (let times = 1; times <= 3; times++) {
			memory.lookedAt(new Map());
			shows(1, '', 'Saved on this device', each * times);
			memory.goesOn();
			memory.checkTime();
		}
	};
	if (says) expect(check).toThrow(says);
	else check();
});

test('handed in with another answer than the screen showed is a fault', () => {
	answers(1, 'mine');
	memory.requireAll(new Map([[1, 'mine']]));
	expect(() => memory.requireAll(new Map())).toThrow('"mine" was shown');
});

test('a log has to be the earlier one with more behind it', () => {
	const record = (...numbers: number[]) => ({
		segments: numbers.map((number) => Uint8Array.of(number)),
		entries: [],
		answers: new Map(),
		receipted: -1,
		refusals: 0
	});
	requireGrownFrom(record(1, 2), record(1, 2, 3));
	expect(() => requireGrownFrom(record(1, 2), record(1))).toThrow('2 segments were there, 1 are');
	expect(() => requireGrownFrom(record(1, 2), record(1, 3, 4))).toThrow('not the same');
});
