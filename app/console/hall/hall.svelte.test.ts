import { expect, test } from 'vitest';
import type { Saying } from './announcements.ts';
import { ARRANGE_EVERY_MS, Hall } from './hall.svelte.ts';
import { attemptRowFixture } from './row-fixture.ts';

function openHall() {
	const clock = { now: 0 };
	const said: Saying[] = [];
	const hall = new Hall({
		now: () => clock.now,
		compareNames: (a, b) => a.localeCompare(b),
		say: (saying) => void said.push(saying)
	});
	const pass = (ms: number) => {
		clock.now += ms;
		hall.tick();
	};
	const names = () => hall.shown.map(({ row }) => row.studentName);
	return { hall, clock, said, names, pass };
}

const ana = attemptRowFixture({ attempt: 'a', studentName: 'Ana', lastContactAt: 1000 });
const bo = attemptRowFixture({ attempt: 'b', studentName: 'Bo', lastContactAt: 1000 });
const snapshot = (now: number, ...rows: (typeof ana)[]) =>
	({ type: 'snapshot', version: 1, now, rows }) as const;

test('a snapshot replaces what was there, students gone included', () => {
	const { hall, names } = openHall();
	hall.receive(snapshot(1000, ana, bo));
	hall.receive(snapshot(2000, bo));
	expect(names()).toEqual(['Bo']);
	expect(hall.counts.all).toBe(1);
});

test('a changed row changes in place and leaves the list and the other rows as they are', () => {
	const { hall } = openHall();
	hall.receive(snapshot(1000, ana, bo));
	const before = hall.shown;
	hall.receive({ type: 'rows', now: 1500, rows: [{ ...ana, entries: 11 }] });
	expect(hall.shown).toBe(before);
	expect(hall.shown[0]?.row.entries).toBe(11);
});

test('no contact is reckoned against edge time, whatever the console clock says', () => {
	const { hall, clock, names, pass } = openHall();
	clock.now = 5_000_000;
	hall.receive(snapshot(2000, ana, { ...bo, lastContactAt: 2000 }));
	clock.now += 44_500;
	hall.receive({ type: 'rows', now: 46_500, rows: [{ ...ana, lastContactAt: 46_500 }] });
	pass(1000);
	expect(hall.edgeNow).toBe(47_500);
	expect(names()).toEqual(['Bo', 'Ana']);
	expect(hall.counts.look).toBe(1);
});

test('while the table is held nothing moves, and the hall says that the order is out of date', () => {
	const { hall, names, pass } = openHall();
	hall.receive(snapshot(1000, ana, bo));
	hall.hold(true);
	hall.receive({ type: 'rows', now: 1500, rows: [{ ...bo, sync: 'forked' }] });
	pass(ARRANGE_EVERY_MS);
	expect(names()).toEqual(['Ana', 'Bo']);
	expect(hall.outOfOrder).toBe(true);
	hall.hold(false);
	expect(names()).toEqual(['Bo', 'Ana']);
	expect(hall.outOfOrder).toBe(false);
});

test('a row that stops matching the group stays while the table is held', () => {
	const { hall, names, pass } = openHall();
	hall.receive(snapshot(1000, ana, bo));
	hall.group = 'sitting';
	hall.hold(true);
	hall.receive({ type: 'rows', now: 1500, rows: [{ ...ana, state: 'submitted' }] });
	pass(ARRANGE_EVERY_MS);
	expect(names()).toEqual(['Ana', 'Bo']);
	hall.hold(false);
	pass(1000);
	pass(20_000);
	expect(names()).toEqual(['Bo']);
});

test('typing a name narrows the list at once, held or not', () => {
	const { hall, names } = openHall();
	hall.receive(snapshot(1000, ana, bo));
	hall.hold(true);
	hall.text = 'b';
	expect(names()).toEqual(['Bo']);
});

test('a new observation is said once; those of the first snapshot are not', () => {
	const { hall, said } = openHall();
	const seen = { ...ana, observations: 1, newest: { check: 'speech', open: true, at: 1 } } as const;
	hall.receive(snapshot(1000, seen));
	expect(said).toEqual([]);
	hall.receive({ type: 'rows', now: 1500, rows: [{ ...seen, observations: 2 }] });
	hall.tick();
	expect(said).toEqual([{ kind: 'each', news: [{ attempt: 'a', name: 'Ana', check: 'speech' }] }]);
});

test('the database is behind when more waits than is always on its way', () => {
	const { hall, pass } = openHall();
	hall.receive(snapshot(1, { ...ana, waitingForDatabase: 3 }, { ...bo, waitingForDatabase: 4 }));
	expect(hall.counts.waitingForDatabase).toBe(7);
	expect(hall.databaseBehind).toBe(false);
	hall.receive({ type: 'rows', now: 2, rows: [{ ...ana, waitingForDatabase: 40 }] });
	pass(ARRANGE_EVERY_MS);
	expect(hall.databaseBehind).toBe(true);
});

test('a flood of messages changes rows at once and orders them only now and then', () => {
	const { hall, names, pass } = openHall();
	hall.receive(snapshot(1000, ana, bo));
	pass(ARRANGE_EVERY_MS);
	hall.receive({ type: 'rows', now: 1301, rows: [{ ...bo, entries: 50 }] });
	pass(ARRANGE_EVERY_MS - 1);
	hall.receive({ type: 'rows', now: 1600, rows: [{ ...bo, entries: 51, sync: 'forked' }] });
	expect(hall.shown[1]?.row.entries).toBe(51);
	expect(names()).toEqual(['Ana', 'Bo']);
	pass(1);
	pass(ARRANGE_EVERY_MS);
	expect(names()).toEqual(['Bo', 'Ana']);
});

test('a student whom only the page’s own request names is there, and what the feed said stands', () => {
	const { hall, names } = openHall();
	hall.receive(snapshot(2000, { ...ana, entries: 99 }));
	hall.begin(1000, [ana, bo]);
	expect(names()).toEqual(['Ana', 'Bo']);
	expect(hall.shown[0]?.row.entries).toBe(99);
});

test('that devices are asked to come again is known until it is over, or until a snapshot after which it is not said again', () => {
	const { hall } = openHall();
	hall.receive(snapshot(1000, ana));
	expect(hall.rush).toBeNull();
	const rush = { since: 900, turnedAway: 3 };
	hall.receive({ type: 'rush', now: 1200, rush });
	expect(hall.rush).toEqual(rush);
	expect(hall.counts.all).toBe(1);
	hall.receive({ type: 'rush', now: 1300, rush: null });
	expect(hall.rush).toBeNull();
	hall.receive({ type: 'rush', now: 1400, rush });
	hall.receive(snapshot(1500, ana));
	expect(hall.rush).toBeNull();
});
