import { expect, test } from 'vitest';
import { confirmed, presence, readDraftFrame } from './draft-frames.ts';
import type { Presence } from './draft-frames.ts';
import { ownPresence } from './draft-presence.ts';

const at = (client: number, clock = 1, state = '{"user":{}}'): Presence => ({
	client,
	clock,
	state
});
const ada = (own: Presence | null) => ({ person: 'ada', own });

test('a socket speaks for the client it opened with, whatever else it sends back', () => {
	expect(ownPresence([at(1)], ada(null), [])).toEqual(at(1));
	expect(ownPresence([at(2), at(1, 2), at(3)], ada(at(1)), [])).toEqual(at(1, 2));
	expect(ownPresence([at(2)], ada(at(1)), [])).toBe(null);
	expect(ownPresence([], ada(null), [])).toBe(null);
});

test('an older word than the last is none', () => {
	expect(ownPresence([at(1, 3)], ada(at(1, 4)), [])).toBe(null);
});

test('attack: nobody speaks for the client of another person; a person’s own line may be a new one', () => {
	const others = [{ person: 'ben', own: at(7) }];
	expect(ownPresence([at(7, 9)], ada(null), others)).toBe(null);
	expect(ownPresence([at(7, 9)], { person: 'ben', own: null }, others)).toEqual(at(7, 9));
});

test('attack: a state that is no JSON, or too much of it, reaches nobody', () => {
	for (const state of ['{', '7', `"${'x'.repeat(20)}"`, JSON.stringify({ a: 'x'.repeat(2_000) })])
		expect(ownPresence([at(1, 1, state)], ada(null), [])).toBe(null);
	expect(ownPresence([at(1, 1, 'null')], ada(null), [])).toEqual(at(1, 1, 'null'));
});

test('what is written as a frame is read as one', () => {
	expect(readDraftFrame(presence([at(1), at(2, 5, 'null')]))).toEqual({
		type: 'presence',
		states: [at(1), at(2, 5, 'null')]
	});
	expect(readDraftFrame(confirmed(300))).toEqual({ type: 'confirm', number: 300 });
	expect(readDraftFrame(Uint8Array.from([4]))).toBe(null);
	expect(readDraftFrame(Uint8Array.from([1, 5, 1, 1, 1, 1, 0xff]))).toBe(null);
});
