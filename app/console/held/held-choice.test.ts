import { expect, test } from 'vitest';
import type { HeldCase, SessionFacts } from '#sync/schema/held.ts';
import { choicesOf, hasTwoVersions, isWhole, standsOf } from './held-choice.ts';

const one = '11111111-1111-4111-8111-111111111111';
const two = '22222222-2222-4222-8222-222222222222';
const facts = (session: string, entries: number, more: Partial<SessionFacts> = {}) =>
	({ session, entries, branches: [], ...more }) as unknown as SessionFacts;
const held = (more: Partial<HeldCase> = {}) =>
	({ sessions: [facts(one, 10)], cuts: [], ...more }) as HeldCase;

test('two cuts that come to the same are offered once, and what was suggested comes first', () => {
	const stands = [{ session: one, upTo: 4 }];
	const choices = choicesOf(
		held({
			cuts: [
				{ kind: 'received_in_time', session: one, stands },
				{ kind: 'before_gap', session: one, stands }
			]
		})
	);
	expect(choices.map(({ kind }) => kind)).toEqual(['cut', 'all', 'own']);
	expect(choicesOf(held({ sessions: [] }))).toEqual([]);
});

test('numbers that are none, or beyond what there is, are held within it', () => {
	const both = held({ sessions: [facts(one, 10), facts(two, 5)] });
	const own = { kind: 'own' } as const;
	expect(standsOf(own, both, { [one]: 3 })).toEqual([
		{ session: one, upTo: 2 },
		{ session: two, upTo: 4 }
	]);
	expect(standsOf(own, both, { [one]: -4, [two]: 99 }).map(({ upTo }) => upTo)).toEqual([-1, 4]);
	expect(standsOf(own, both, { [one]: Number.NaN }).map(({ upTo }) => upTo)).toEqual([-1, 4]);
});

test('all of it is no part, unless there are two versions', () => {
	const all = held();
	expect(isWhole(standsOf({ kind: 'all' }, all, {}), all)).toBe(true);
	expect(isWhole(standsOf({ kind: 'own' }, all, { [one]: 9 }), all)).toBe(false);
	const branches = [{ branch: 'f'.repeat(64), from: 3, entries: 6 }];
	const forked = held({ sessions: [facts(one, 10, { branches })] });
	expect(hasTwoVersions(forked)).toBe(true);
	expect(isWhole(standsOf({ kind: 'all' }, forked, {}), forked)).toBe(false);
});
