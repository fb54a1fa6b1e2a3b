import { expect, test } from 'vitest';
import { SessionTime } from './session-time.ts';

const HOUR = 3_600_000;
const EDGE = 1_800_000_000_000;

/** A device whose wall clock is `ahead` of the edge's. */
function device({ ahead = 0, usedMs = 0, knows = true, fresh = false } = {}) {
	const clock = { wall: EDGE + ahead, monotonic: 5_000, edge: EDGE };
	const offsetMs = knows ? -ahead : 0;
	const time = new SessionTime({ ...clock }, { usedMs, offsetMs, fresh, sample: null });
	const now = () => ({ wall: clock.wall, monotonic: clock.monotonic });
	const pass = (ms: number) => {
		clock.wall += ms;
		clock.monotonic += ms;
		clock.edge += ms;
		return time.tick(now());
	};
	return {
		time,
		now,
		pass,
		sleep(ms: number) {
			clock.wall += ms;
			clock.edge += ms;
			return time.tick(now());
		},
		set(ms: number) {
			clock.wall += ms;
			return time.tick(now());
		},
		/** `off`: how far from the middle of the delay the edge looked at its clock. */
		hear: (delay = 40, off = 0) => time.heard(clock.edge - delay / 2 + off, now(), delay),
		elapsed: () => time.elapsed(now()),
		edgeError: () => Math.abs(time.edgeNow(now()) - clock.edge)
	};
}

test('time used goes on where it was, and edge time is known from the last difference', () => {
	const { pass, elapsed, edgeError } = device({ ahead: 90_000, usedMs: 600_000 });
	pass(1_000);
	expect(elapsed()).toBe(601_000);
	expect(edgeError()).toBe(0);
});

test('a clock set an hour ahead changes nothing once the edge was heard', () => {
	const { pass, set, hear, elapsed, edgeError } = device();
	pass(1_000);
	hear();
	expect(set(HOUR)).toEqual({ jumpMs: HOUR, kind: 'unknown' });
	pass(1_000);
	expect(elapsed()).toBe(2_000);
	expect(hear()).toBe(0);
	pass(1_000);
	expect(elapsed()).toBe(3_000);
	expect(edgeError()).toBeLessThan(100);
});

test('a clock that was set costs nothing where the time is read before the next tick', () => {
	const { time, pass, now, hear, elapsed } = device({ fresh: true });
	pass(500);
	const set = { ...now(), wall: now().wall + HOUR };
	expect(time.elapsed(set)).toBe(500);
	expect(time.tick(set)).toEqual({ jumpMs: HOUR, kind: 'unknown' });
	pass(500);
	hear();
	expect(elapsed()).toBe(1_000);
});

test('a jump before the edge was heard for the first time: set or slept, as the edge says that had just sent the key', () => {
	const fresh = device({ fresh: true });
	fresh.pass(1_000);
	fresh.set(HOUR);
	fresh.pass(1_000);
	expect(fresh.hear()).toBe(0);
	expect(fresh.elapsed()).toBe(2_000);
	const asleep = device({ fresh: true });
	asleep.pass(1_000);
	asleep.sleep(600_000);
	asleep.pass(1_000);
	expect(asleep.hear()).toBeGreaterThan(599_000);
	expect(Math.abs(asleep.elapsed() - 602_000)).toBeLessThan(100);
	expect(asleep.edgeError()).toBeLessThan(100);
});

test('what a clock that was set made of the time before a reload is given back too', () => {
	const clock = { wall: EDGE + HOUR, monotonic: 5_000 };
	const sample = { edge: EDGE + HOUR, elapsed: HOUR + 60_000 };
	const time = new SessionTime(clock, { usedMs: HOUR + 60_000, offsetMs: 0, sample });
	const now = { wall: clock.wall + 1_000, monotonic: clock.monotonic + 1_000 };
	expect(time.elapsed(now)).toBe(HOUR + 61_000);
	time.heard(EDGE + 1_000, now, 0);
	expect(time.elapsed(now)).toBe(61_000);
	const later = { wall: now.wall + 5_000, monotonic: now.monotonic + 5_000 };
	expect(time.elapsed(later)).toBe(66_000);
});

test('how long it slept the wall clock says, and not two answers that were slow to come', () => {
	const { pass, sleep, hear, elapsed } = device();
	pass(3_000);
	hear(1_900, 950);
	pass(1_000);
	sleep(600_000);
	pass(1_000);
	expect(hear(0)).toBe(600_000);
	expect(elapsed()).toBe(605_000);
});

test('a jump before the edge was ever heard counts as sleep', () => {
	const { pass, set, hear, elapsed } = device({ knows: false });
	pass(1_000);
	set(HOUR);
	expect(hear()).toBe(HOUR);
	expect(elapsed()).toBe(1_000 + HOUR);
});

test('a clock set an hour back gives no time, and a sleep after it still counts', () => {
	const { time, pass, set, sleep, elapsed } = device();
	pass(1_000);
	expect(set(-HOUR)).toEqual({ jumpMs: -HOUR, kind: 'set' });
	pass(1_000);
	expect(elapsed()).toBe(2_000);
	expect(sleep(600_000)).toEqual({ jumpMs: 600_000, kind: 'unknown' });
	expect(time.slept()).toBe(600_000);
	expect(elapsed()).toBe(602_000);
});

test('sleep counts: said by the edge where it can be heard', () => {
	const { pass, sleep, hear, elapsed, edgeError } = device();
	pass(1_000);
	hear();
	sleep(600_000);
	expect(elapsed()).toBe(1_000);
	expect(hear()).toBeGreaterThan(599_000);
	expect(Math.abs(elapsed() - 601_000)).toBeLessThan(100);
	expect(edgeError()).toBeLessThan(100);
});

test('a clock set without a network counts as sleep until the edge says otherwise, and is given back', () => {
	const { time, pass, set, hear, elapsed, edgeError } = device();
	pass(1_000);
	hear();
	set(HOUR);
	time.slept();
	pass(1_000);
	expect(elapsed()).toBe(2_000 + HOUR);
	hear();
	expect(Math.abs(elapsed() - 2_000)).toBeLessThan(100);
	expect(edgeError()).toBeLessThan(100);
});

test('sleep and a set clock together are told apart by the edge', () => {
	const { pass, set, sleep, hear, elapsed } = device();
	pass(1_000);
	hear();
	set(HOUR);
	sleep(120_000);
	hear();
	expect(Math.abs(elapsed() - 121_000)).toBeLessThan(100);
});

test('the quickest answer of the edge is the one that is believed', () => {
	const { pass, hear, edgeError } = device({ ahead: 4_000, knows: false });
	pass(1_000);
	hear(1_900, 950);
	pass(1_000);
	hear(20);
	pass(1_000);
	hear(1_900, 950);
	expect(edgeError()).toBeLessThan(50);
});

test('a reload with a clock set back meanwhile is put right by what the edge said before it', () => {
	const sample = { edge: EDGE, elapsed: 600_000 };
	// Ten minutes closed, the clock set back by an hour: nothing to be seen from here.
	const now = { wall: EDGE + 600_000 - HOUR, monotonic: 0 };
	const time = new SessionTime(now, { usedMs: 600_000, offsetMs: 0, sample });
	time.heard(EDGE + 600_000, now, 40);
	expect(Math.abs(time.elapsed(now) - 1_200_000)).toBeLessThan(100);
});
