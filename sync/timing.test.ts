import { expect, test } from 'vitest';
import type { ControlEntry } from './schema/control-entry.ts';
import { followLog } from './entry-rules.ts';
import type { Entry, EntryContent } from './schema/entry.ts';
import { SessionLog } from './session-log.ts';
import { choice, heartbeat, makePapers, openContent, submit, uuid } from './testing/fixture.ts';
import { testFormHash } from './testing/forms.ts';
import { exchange, hand, makeDesk, tell } from './testing/story.ts';
import type { Desk } from './testing/story.ts';
import { TestRoom } from './testing/room.ts';
import { decodeControlEntry } from './entry.ts';
import { decodeSegment } from './segment.ts';
import { givenBackMs } from './phases.ts';
import { clockJumpMs, elapsedMs, judgeTimeliness, remainingMs } from './timing.ts';

const HOUR = 3_600_000;

test('D2: elapsed is the greatest reading, and a clock known to be set does not count', () => {
	expect(elapsedMs({ monotonicMs: 10, wallMs: 30, persistedMs: 20 })).toBe(30);
	expect(elapsedMs({ monotonicMs: 10, wallMs: -HOUR, persistedMs: 20 })).toBe(20);
	expect(elapsedMs({ monotonicMs: 10, wallMs: HOUR, persistedMs: 0, clockStepsMs: HOUR })).toBe(10);
});

test('D2: remaining is the lesser of closing and duration, with what was given back', () => {
	const now = { closesAt: 1_000, durationMs: 500, edgeNow: 700, elapsedMs: 100 };
	expect(remainingMs(now)).toBe(300);
	expect(remainingMs({ ...now, elapsedMs: 450 })).toBe(50);
	expect(remainingMs({ ...now, elapsedMs: 450, addedMs: 100, pausedMs: 20 })).toBe(170);
	expect(remainingMs({ ...now, edgeNow: 2_000 })).toBe(0);
});

test('a jump is what the wall clock went more than the monotonic one', () => {
	expect(clockJumpMs({ wall: 0, monotonic: 0 }, { wall: 5_000, monotonic: 1_000 })).toBe(4_000);
});

test('L4: added time and ended pauses are given back', () => {
	const by = uuid(5);
	const said: ControlEntry[] = [
		{ seq: 0, at: 100, kind: 'pause', data: { by } },
		{ seq: 1, at: 150, kind: 'pause', data: { by } },
		{ seq: 2, at: 400, kind: 'resume', data: { by } },
		{ seq: 3, at: 500, kind: 'extend', data: { by, addMs: 1_000 } },
		{ seq: 4, at: 600, kind: 'pause', data: { by } }
	];
	expect(givenBackMs(said)).toBe(1_300);
});

function judge(desk: Desk, startedAt?: number) {
	const control = desk.room.control.flatMap((bytes) => {
		const decoded = decodeSegment(bytes);
		return decoded.ok ? decoded.segment.entries.map(decodeControlEntry) : [];
	});
	const said = control.flatMap((decoded) => (decoded.ok ? decoded.entry : []));
	return judgeTimeliness(desk.room.entries, said, desk.papers.ticket, startedAt);
}

/** Written without a network, synced when told. */
async function alone(desk: Desk, contents: readonly EntryContent[], everyMs = 10_000) {
	for (const content of contents) {
		await desk.log.append(content, { urgent: true });
		await desk.clock.advance(everyMs);
	}
}

const beats = (count: number) => Array.from({ length: count }, () => heartbeat);

/** Sleeps 10 minutes, beats once before it knows, and says `lost` after `afterMs`. */
async function slept(desk: Desk, lost: number, afterMs: number) {
	await tell(desk, [openContent(desk.papers), choice('one', 'a'), heartbeat]);
	desk.clock.epoch += 600_000;
	await tell(desk, [heartbeat]);
	await desk.clock.advance(afterMs);
	const data = { reason: 'wake' as const, gapMs: lost, monotonicLostMs: lost };
	await tell(desk, [{ kind: 'resume', data }, choice('one', 'b'), submit]);
	return judge(desk).numbers;
}

test('D4: a device that asks the edge before it says how long it slept has no clock break', async () => {
	expect((await slept(await makeDesk(), 600_000, 5_000)).clockBreakMs).toBe(0);
});

test('D4: a jump that is made up for too late, or not wholly, or by nothing, is a clock break where it was', async () => {
	const late = await slept(await makeDesk(), 600_000, 20_000);
	expect(late).toMatchObject({ clockBreakMs: 600_000, clockBreakAfterSeq: 4 });
	const half = await slept(await makeDesk(), 300_000, 5_000);
	expect(half).toMatchObject({ clockBreakMs: 300_000, clockBreakAfterSeq: 4 });
	const none = await slept(await makeDesk(), 0, 5_000);
	expect(none).toMatchObject({ clockBreakMs: 600_000, clockBreakAfterSeq: 4 });
	const back = await slept(await makeDesk(), 1_200_000, 5_000);
	expect(back.clockBreakMs).toBe(1_200_000);
});

test('D5: confirmed by the deadline is on time', async () => {
	const desk = await makeDesk();
	await tell(desk, [openContent(desk.papers), choice('one', 'a'), submit]);
	expect(judge(desk)).toMatchObject({ judgement: 'on_time', reasons: [] });
});

test('D5: synced a day later, without gap and clock break, is late and verified', async () => {
	const desk = await makeDesk();
	await alone(desk, [openContent(desk.papers), choice('one', 'a'), ...beats(5), submit]);
	await desk.clock.advance(24 * HOUR);
	await exchange(desk);
	expect(judge(desk)).toMatchObject({
		judgement: 'late_verified',
		numbers: { longestGapMs: 10_000 }
	});
});

test('D5: synced late with a gap, with a set clock or beyond grace is held, with the numbers', async () => {
	const gap = await makeDesk();
	await alone(gap, [openContent(gap.papers), heartbeat, choice('one', 'a'), submit], 60_000);
	await gap.clock.advance(24 * HOUR);
	await exchange(gap);
	expect(judge(gap)).toMatchObject({
		judgement: 'held',
		reasons: ['gap'],
		numbers: { longestGapMs: 60_000 }
	});

	const set = await makeDesk();
	await alone(set, [openContent(set.papers), heartbeat]);
	set.clock.epoch -= HOUR;
	await alone(set, [choice('one', 'a'), submit]);
	set.clock.epoch += HOUR;
	await set.clock.advance(24 * HOUR);
	await exchange(set);
	expect(judge(set)).toMatchObject({
		reasons: ['clock_break'],
		numbers: { clockBreakMs: HOUR, clockBreakAfterSeq: 1 }
	});

	const late = await makeDesk();
	await alone(late, [openContent(late.papers), choice('one', 'a'), submit]);
	await late.clock.advance(24 * HOUR * 5);
	await exchange(late);
	expect(judge(late).reasons).toEqual(['beyond_grace']);
});

test('D5: never submitted, or after its time, is held', async () => {
	const open = await makeDesk();
	await tell(open, [openContent(open.papers), choice('one', 'a')]);
	expect(judge(open).reasons).toEqual(['not_submitted']);
	const over = await makeDesk();
	await tell(over, [openContent(over.papers)]);
	await over.clock.advance(2 * HOUR);
	await tell(over, [choice('one', 'a'), submit]);
	expect(judge(over)).toMatchObject({ judgement: 'held', reasons: ['over_time'] });
});

test('D5: handed in by the clock when the app was next opened, with its last answer confirmed in time, is on time', async () => {
	const desk = await makeDesk();
	await tell(desk, [openContent(desk.papers), choice('one', 'a')]);
	await desk.clock.advance(24 * HOUR);
	await tell(desk, [{ kind: 'submit', data: { total: 1, by: 'clock' } }]);
	expect(judge(desk)).toMatchObject({ judgement: 'on_time', reasons: [] });
	const student = await makeDesk();
	await tell(student, [openContent(student.papers), choice('one', 'a')]);
	await student.clock.advance(24 * HOUR);
	await tell(student, [submit]);
	expect(judge(student).reasons).toEqual(['over_time']);
});

test('D5: attack: a second device gets what is left of the duration, not all of it again', async () => {
	const first = await makeDesk();
	await tell(first, [openContent(first.papers), choice('one', 'a')]);
	const startedAt = first.clock.now();
	const second = await makeDesk();
	second.clock.epoch += 50 * 60_000;
	await tell(second, [openContent(second.papers), choice('one', 'b')]);
	await second.clock.advance(50 * 60_000);
	await tell(second, [choice('one', 'c'), submit]);
	expect(judge(second).judgement).toBe('on_time');
	expect(judge(second, startedAt)).toMatchObject({ judgement: 'held' });
	expect(judge(second, startedAt).reasons).toContain('over_time');
	const soon = await makeDesk();
	soon.clock.epoch += 50 * 60_000;
	await tell(soon, [openContent(soon.papers), choice('one', 'b'), submit]);
	expect(judge(soon, startedAt).judgement).toBe('on_time');
});

test('D5: a clock set back after the exam was opened does not move the deadline', async () => {
	const desk = await makeDesk();
	let back = 0;
	desk.log = SessionLog.create({ ...desk.options, now: () => desk.clock.now() - back });
	await tell(desk, [openContent(desk.papers), heartbeat]);
	const { deadlineAt } = judge(desk).numbers;
	back = HOUR;
	await tell(desk, [choice('one', 'a'), heartbeat, submit]);
	expect(judge(desk).numbers.offset?.least).toBeGreaterThan(HOUR - 5_000);
	expect(judge(desk).numbers.deadlineAt - deadlineAt).toBeLessThan(2_000);
});

test('D3: receipts bracket the clock: an hour wrong shows as an hour', async () => {
	const wrong = await makeDesk();

	wrong.log = SessionLog.create({ ...wrong.options, now: () => wrong.clock.now() - HOUR });
	await tell(wrong, [openContent(wrong.papers), choice('one', 'a'), choice('one', 'b'), submit]);
	const { offset } = judge(wrong).numbers;
	expect(offset?.most).toBe(HOUR);
	expect(offset?.least).toBeGreaterThan(HOUR - 2_000);
});

const withBreaks = (breaksMs: number) => ({
	accommodation: { breaksMs, largerText: false, reader: false, off: [] }
});
const pause = (action: 'begin' | 'end'): EntryContent => ({ kind: 'break', data: { action } });
const byClock: EntryContent = { kind: 'submit', data: { total: 1, by: 'clock' } };
const TEN = 600_000;
const extend = (desk: Desk) =>
	desk.room.say({ kind: 'extend', data: { by: desk.papers.ticket.student, addMs: TEN } });
const applied = (desk: Desk): EntryContent => ({
	kind: 'command',
	data: { control: desk.room.control.length - 1, outcome: 'applied' }
});

async function deskWith(ticket: Parameters<typeof makePapers>[0] = {}): Promise<Desk> {
	return makeDesk(
		await makePapers({ ...ticket, ticket: { formHash: testFormHash, ...ticket.ticket } })
	);
}

test('K3: a break is given back to the duration, and its silence is no gap', async () => {
	const desk = await deskWith({ ticket: withBreaks(TEN) });
	await alone(desk, [openContent(desk.papers), pause('begin')]);
	await desk.clock.advance(TEN - 20_000);
	await alone(desk, [pause('end'), choice('one', 'a')]);
	for (let minute = 0; minute < 59 * 3; minute++) await alone(desk, [heartbeat], 20_000);
	await alone(desk, [choice('one', 'b'), submit]);
	await desk.clock.advance(HOUR * 24);
	await exchange(desk);
	expect(judge(desk)).toMatchObject({
		judgement: 'late_verified',
		numbers: { allowedMs: HOUR + TEN - 10_000 }
	});
});

test('K2: a break longer than the allowance gives back the allowance and no more', async () => {
	const desk = await deskWith({ ticket: withBreaks(60_000) });
	await tell(desk, [openContent(desk.papers), pause('begin')]);
	await desk.clock.advance(HOUR / 2);
	await tell(desk, [pause('end'), choice('one', 'a')]);
	expect(judge(desk).numbers.allowedMs).toBe(HOUR + 60_000);
	await expect(desk.log.append(pause('begin'))).rejects.toThrow('wrong_break');
});

test('K1, K4: no break without allowance, none in another, no end without a beginning, no answer during one', async () => {
	const none = await deskWith();
	await tell(none, [openContent(none.papers)]);
	await expect(none.log.append(pause('begin'))).rejects.toThrow('wrong_break');
	const desk = await deskWith({ ticket: withBreaks(TEN) });
	await tell(desk, [openContent(desk.papers)]);
	await expect(desk.log.append(pause('end'))).rejects.toThrow('wrong_break');
	await tell(desk, [pause('begin')]);
	await expect(desk.log.append(pause('begin'))).rejects.toThrow('wrong_break');
	const answer: Entry = {
		// The room's next: the device may have written down its receipt already.
		...{ seq: desk.room.state.next, t: desk.log.t, wall: desk.clock.now(), boot: 0 },
		...{ kind: 'response', data: { item: 'one', value: { type: 'single_choice', choice: 'a' } } }
	};
	const refused = (t: number) => followLog(desk.room.state, { ...answer, t });
	expect(refused(answer.t)).toMatchObject({ ok: false, refusal: { code: 'wrong_break' } });
	// What is left of it is used up, and nobody said so: the answer counts.
	expect(refused(answer.t + TEN).ok).toBe(true);
	// An honest device ends the break with the answer; none is lost.
	await tell(desk, [choice('one', 'a'), submit]);
	expect(desk.room.entries.map(({ kind }) => kind)).toContain('response');
	await expect(desk.log.append(pause('begin'))).rejects.toThrow('after_submit');
});

test('K2: a clock set back or ahead during a break changes nothing that it gives back', async () => {
	for (const step of [-HOUR, HOUR]) {
		const desk = await deskWith({ ticket: withBreaks(TEN) });
		await tell(desk, [openContent(desk.papers), pause('begin')]);
		desk.clock.epoch += step;
		await desk.clock.advance(300_000);
		await tell(desk, [pause('end'), choice('one', 'a'), submit]);
		expect(judge(desk).numbers.allowedMs).toBe(HOUR + 300_900);
		expect(judge(desk).numbers.clockBreakMs).toBe(HOUR);
	}
});

test('D7: ten minutes that came after the clock had handed in are worked in, and on time', async () => {
	const desk = await deskWith();
	await tell(desk, [openContent(desk.papers), choice('one', 'a')]);
	await desk.clock.advance(HOUR);
	await alone(desk, [byClock], 0);
	const frame = await extend(desk);
	const control = desk.room.control.length - 1;
	await desk.clock.advance(HOUR);
	await hand(desk.log, frame);
	await exchange(desk);
	expect(judge(desk).judgement).toBe('on_time');
	await tell(desk, [{ kind: 'reopen', data: { control } }]);
	expect(judge(desk).reasons).toContain('not_submitted');
	await desk.clock.advance(TEN - 10_000);
	await tell(desk, [choice('one', 'b'), submit]);
	expect(judge(desk)).toMatchObject({ judgement: 'on_time', reasons: [] });
});

test('D6: going on does not make timely what was late before, and gives no more than was given', async () => {
	const late = await deskWith();
	await tell(late, [openContent(late.papers)]);
	await late.clock.advance(HOUR + 120_000);
	await tell(late, [choice('one', 'a'), byClock]);
	await hand(late.log, await extend(late));
	await tell(late, [{ kind: 'reopen', data: { control: 3 } }, submit]);
	expect(judge(late).reasons).toContain('over_time');

	const nothing = await deskWith();
	await tell(nothing, [openContent(nothing.papers), choice('one', 'a')]);
	await hand(nothing.log, await extend(nothing));
	await tell(nothing, [applied(nothing)]);
	await nothing.clock.advance(HOUR + TEN);
	await tell(nothing, [byClock, { kind: 'reopen', data: { control: 2 } }]);
	await nothing.clock.advance(60_000);
	await tell(nothing, [choice('one', 'b'), submit]);
	expect(judge(nothing).reasons).toContain('over_time');
});

test('D7: attack: handing in by the clock and going on again, with nothing given, after an end, or by no such word', async () => {
	const again = await deskWith();
	await tell(again, [openContent(again.papers), choice('one', 'a')]);
	await again.clock.advance(HOUR / 2);
	await tell(again, [byClock, { kind: 'reopen', data: { control: 0 } }]);
	await again.clock.advance(20_000);
	await tell(again, [choice('one', 'b'), submit]);
	expect(judge(again).reasons).toContain('over_time');

	const ended = await deskWith();
	await tell(ended, [openContent(ended.papers), choice('one', 'a')]);
	await ended.clock.advance(HOUR);
	await tell(ended, [byClock]);
	const by = ended.papers.ticket.student;
	await hand(ended.log, await ended.room.say({ kind: 'end', data: { by } }));
	await hand(ended.log, await extend(ended));
	const control = ended.room.control.length - 1;
	await tell(ended, [{ kind: 'reopen', data: { control } }, choice('one', 'b'), submit]);
	expect(judge(ended).reasons).toContain('over_time');
});

test('D7: who goes on after the closing time is held for a person', async () => {
	const desk = await deskWith();
	await tell(desk, [openContent(desk.papers), choice('one', 'a')]);
	await desk.clock.advance(HOUR);
	await tell(desk, [byClock]);
	await hand(desk.log, await extend(desk));
	await desk.clock.advance(3 * HOUR);
	await tell(desk, [{ kind: 'reopen', data: { control: 3 } }, choice('one', 'b'), submit]);
	expect(judge(desk)).toMatchObject({ judgement: 'held', reasons: ['went_on_late'] });
});

test('D7: who handed in themselves, or was ended, cannot go on', async () => {
	for (const by of ['student', 'control'] as const) {
		const desk = await deskWith();
		await tell(desk, [openContent(desk.papers), { kind: 'submit', data: { total: 1, by } }]);
		await expect(desk.log.append({ kind: 'reopen', data: { control: 0 } })).rejects.toThrow(
			'wrong_reopen'
		);
	}
});

/** The wall clock is set an hour ahead while nobody could say so, and counted as sleep. */
async function takenForSleep(desk: Desk) {
	desk.clock.epoch += HOUR;
	const data = { reason: 'wake' as const, gapMs: HOUR, monotonicLostMs: HOUR };
	await desk.log.append({ kind: 'resume', data });
}

/** The edge's clock is right, whatever is done to the device's. */
function withOwnClock(desk: Desk): number {
	const { epoch, elapsed } = desk.clock;
	desk.room = new TestRoom(desk.papers, () => epoch + desk.clock.elapsed);
	return epoch + elapsed;
}

/** A device an hour slow: its clock is put right by `takenForSleep`, and the edge's was right all along. */
async function slowDesk(ticket: Parameters<typeof makePapers>[0] = {}): Promise<Desk> {
	const desk = await deskWith(ticket);
	withOwnClock(desk);
	desk.clock.epoch -= HOUR;
	return desk;
}

test('D5: a clock that was put right and taken for sleep accuses nobody whose work the edge had in time', async () => {
	const desk = await slowDesk();
	await tell(desk, [openContent(desk.papers), choice('one', 'a')]);
	await desk.clock.advance(10 * 60_000);
	await takenForSleep(desk);
	await desk.clock.advance(49 * 60_000);
	await tell(desk, [choice('one', 'b'), submit]);
	expect(judge(desk).numbers.usedMs).toBeGreaterThan(HOUR + 59 * 60_000);
	expect(judge(desk)).toMatchObject({ judgement: 'on_time', reasons: [] });
});

test('D5: attack: a clock set ahead and taken for sleep gives no time', async () => {
	const longer = await slowDesk();
	await tell(longer, [openContent(longer.papers), choice('one', 'a')]);
	await takenForSleep(longer);
	await longer.clock.advance(HOUR + 60_000);
	await tell(longer, [choice('one', 'b'), submit]);
	expect(judge(longer).reasons).toContain('over_time');

	// Begun and worked without a network for two hours; then set back, so that it seems to have begun when it was first heard of.
	const alone = await deskWith();
	const real = withOwnClock(alone);
	await alone.log.append(openContent(alone.papers));
	await alone.clock.advance(2 * HOUR);
	alone.clock.epoch -= 2 * HOUR;
	await tell(alone, [heartbeat, choice('one', 'b'), heartbeat, submit]);
	expect(judge(alone).numbers.deadlineAt).toBeGreaterThan(real + 2 * HOUR);
	expect(judge(alone).reasons).toContain('over_time');

	// In a break the hour would give the break's time back to whoever takes none.
	const rested = await slowDesk({ ticket: withBreaks(TEN) });
	await tell(rested, [openContent(rested.papers), choice('one', 'a'), pause('begin'), heartbeat]);
	await takenForSleep(rested);
	await tell(rested, [pause('end')]);
	await rested.clock.advance(HOUR + 60_000);
	await tell(rested, [choice('one', 'b'), submit]);
	expect(judge(rested).numbers.allowedMs).toBe(HOUR + TEN);
	expect(judge(rested).reasons).toContain('over_time');
});
