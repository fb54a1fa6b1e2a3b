import { expect, test } from 'vitest';
import { attemptState } from '#sync/schema/attempt.ts';
import { sittingMailOf, sittingMails } from './sitting-mails.ts';
import type { Rostered } from './sitting-mails.ts';

const minute = 60_000;
const times = { opensAt: 100 * minute, closesAt: 200 * minute, durationMs: 30 * minute };
const on = (more: Partial<Rostered> = {}): Rostered => ({
	state: 'assigned',
	times,
	told: null,
	...more
});
const mailOf = (one: Rostered, tellAdded = true, now = 0) => sittingMailOf(one, tellAdded, now);

test('who is added is told once, until the sitting closes, and not where the teacher wants none', () => {
	expect(mailOf(on())).toBe('added');
	expect(mailOf(on({ told: { ...times } }))).toBeNull();
	expect(mailOf(on(), true, times.closesAt - 1)).toBe('added');
	expect(mailOf(on(), true, times.closesAt)).toBeNull();
	expect(mailOf(on(), false)).toBeNull();
});

test('who was told hears of another opening, end or duration, also where no more students are told', () => {
	for (const other of [{ opensAt: 1 }, { closesAt: 1 }, { durationMs: 1 }])
		for (const tellAdded of [true, false])
			expect(mailOf(on({ told: { ...times, ...other } }), tellAdded)).toBe('moved');
});

test('who was taken off is told so if they were told of it and it is still to come, and is told anew when they are back, whatever is chosen since', () => {
	const gone = (told: Rostered['told']) => on({ state: 'withdrawn', told });
	expect(mailOf(gone(times))).toBe('off');
	expect(mailOf(gone(times), false)).toBe('off');
	expect(mailOf(gone(times), true, times.closesAt)).toBeNull();
	expect([mailOf(gone(null)), mailOf(gone('off'))]).toEqual([null, null]);
	expect(mailOf(on({ told: 'off' }))).toBe('added');
	expect(mailOf(on({ told: 'off' }), false)).toBe('added');
});

test('whoever has begun, or is past it, is told nothing', () => {
	const told = attemptState.options.filter((state) => mailOf(on({ state })) !== null);
	expect(told).toEqual(['assigned', 'ready']);
});

test('a time that is changed twice within two minutes is told once; who is added or taken off hears at once', () => {
	const moved = on({ told: { ...times, opensAt: 1 } });
	const roster = [moved, on(), on({ state: 'withdrawn', told: times })];
	const kindsAt = (now: number) => {
		const { owed, nextAt } = sittingMails(roster, { tellAdded: true, changedAt: minute }, now);
		return { kinds: owed.map(({ kind }) => kind), nextAt };
	};
	expect(kindsAt(2 * minute)).toEqual({ kinds: ['added', 'off'], nextAt: 3 * minute });
	expect(kindsAt(3 * minute)).toEqual({ kinds: ['moved', 'added', 'off'], nextAt: null });
	const calm = sittingMails([on()], { tellAdded: true, changedAt: minute }, 2 * minute);
	expect(calm.nextAt).toBeNull();
});
