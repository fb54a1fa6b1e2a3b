import { expect, test } from 'vitest';
import type { EntryContent } from '../schema/entry.ts';
import { choice, heartbeat, makePapers, openContent, submit, uuid } from '../testing/fixture.ts';
import { testFormHash } from '../testing/forms.ts';
import { heldOf } from '../testing/held.ts';
import { exchange, hand, makeDesk, tell } from '../testing/story.ts';
import type { Desk } from '../testing/story.ts';
import { briefDoubts, cutsOf, doubtsOf, factsOf } from './doubts.ts';
import type { HeldSession } from './doubts.ts';

const HOUR = 3_600_000;

/** Without a network. */
async function alone(desk: Desk, contents: readonly EntryContent[], everyMs = 10_000) {
	for (const content of contents) {
		await desk.clock.advance(everyMs);
		await desk.log.append(content, { urgent: true });
	}
}

const judged = (held: readonly HeldSession[], startedAt = Number.POSITIVE_INFINITY) => {
	const facts = held.map((one) => factsOf(one, startedAt));
	return { facts, doubts: doubtsOf(held, facts), cuts: cutsOf(held, facts) };
};
const codes = (doubts: readonly { code: string }[]) => doubts.map(({ code }) => code);

test('what came a day late, with a gap, is said with the numbers, and can be cut before each', async () => {
	const desk = await makeDesk();
	await tell(desk, [openContent(desk.papers), choice('one', 'a'), heartbeat]);
	await alone(desk, [heartbeat]);
	await alone(desk, [choice('one', 'b')], 60_000);
	await alone(desk, [submit]);
	await desk.clock.advance(24 * HOUR);
	await exchange(desk);
	const held = await heldOf(desk);
	const { facts, doubts, cuts } = judged([held]);
	const [of] = facts;
	const changed = held.entries.findLast(({ kind }) => kind === 'response')?.seq ?? -1;
	expect(of).toMatchObject({
		judgement: 'held',
		reasons: ['gap'],
		lastWork: changed,
		submitted: true
	});
	expect(of?.lateMs).toBeGreaterThan(22 * HOUR);
	expect(of?.receiptsInTime).toBeGreaterThan(1);
	expect(of?.receiptsLate).toBeGreaterThan(0);
	expect(of?.gaps).toMatchObject([{ ms: 60_000 }]);
	expect(doubts).toMatchObject([
		{ code: 'late', entry: changed },
		{ code: 'gap', ms: 60_000, entry: of?.gaps[0]?.afterSeq }
	]);
	expect(cuts.map(({ kind, stands }) => [kind, stands[0]?.upTo])).toEqual([
		['received_in_time', of?.lastInTime],
		['before_gap', of?.gaps[0]?.afterSeq]
	]);
	expect(of?.lastInTime).toBeLessThan(changed);
});

test('a clock that was set is named with how far and which way', async () => {
	const desk = await makeDesk();
	await alone(desk, [openContent(desk.papers), heartbeat]);
	desk.clock.epoch -= HOUR;
	await alone(desk, [choice('one', 'a'), submit]);
	desk.clock.epoch += HOUR;
	await desk.clock.advance(24 * HOUR);
	await exchange(desk);
	const { facts, doubts, cuts } = judged([await heldOf(desk)]);
	expect(facts[0]?.clockBreaks).toEqual([{ afterSeq: 1, ms: -HOUR }]);
	expect(doubts.find(({ code }) => code === 'clock_break')).toMatchObject({ ms: -HOUR, entry: 1 });
	expect(cuts.find(({ kind }) => kind === 'before_clock_break')?.stands[0]?.upTo).toBe(1);
});

test('an answer after the end that was heard is named, and the cut is before it', async () => {
	const desk = await makeDesk();
	await tell(desk, [openContent(desk.papers), choice('one', 'a')]);
	await hand(desk.log, await desk.room.say({ kind: 'end', data: { by: uuid(3) } }));
	const control = desk.room.control.length - 1;
	await tell(desk, [{ kind: 'command', data: { control, outcome: 'applied' } }]);
	await desk.clock.advance(60_000);
	await tell(desk, [choice('one', 'b'), submit]);
	const { facts, doubts, cuts } = judged([await heldOf(desk)]);
	expect(codes(doubts)).toEqual(['after_end']);
	expect(doubts[0]?.entry).toBe(facts[0]?.afterEnd);
	expect(cuts).toMatchObject([
		{ kind: 'before_end', stands: [{ upTo: (facts[0]?.afterEnd ?? 0) - 1 }] }
	]);
});

test('two devices that both handed in are named, and each can be taken by itself', async () => {
	const one = await makeDesk();
	await tell(one, [openContent(one.papers), choice('one', 'a')]);
	const first = await heldOf(one);
	const previous = { session: one.papers.session, seq: 1, head: first.heads[1] ?? '' };
	const papers = await makePapers({
		edge: one.papers.edge,
		session: uuid(101),
		ticket: { formHash: testFormHash, previous }
	});
	const two = await makeDesk(papers);
	await tell(two, [openContent(papers), choice('one', 'b'), submit]);
	await tell(one, [choice('one', 'c'), submit]);
	const [before, after] = [await heldOf(one), await heldOf(two)];
	const { doubts, cuts } = judged([before, after]);
	expect(codes(doubts)).toEqual(['handed_in_twice', 'worked_elsewhere']);
	const devices = cuts.filter(({ kind }) => kind === 'one_device');
	expect(devices.map(({ stands }) => stands)).toEqual([
		[
			// As far as it was handed over.
			{ session: one.papers.session, upTo: 1 },
			{ session: uuid(101), upTo: after.entries.length - 1 }
		],
		[{ session: one.papers.session, upTo: before.entries.length - 1 }]
	]);
});

test('where nothing is odd it was kept back; an honest attempt has nothing to cut', async () => {
	const desk = await makeDesk();
	await tell(desk, [openContent(desk.papers), choice('one', 'a'), submit]);
	const { doubts, cuts } = judged([await heldOf(desk)]);
	expect(codes(doubts)).toEqual(['kept_back']);
	expect(cuts).toEqual([]);
	expect(briefDoubts({ reasons: [], lateMs: 0 }, false)).toEqual(['kept_back']);
	expect(briefDoubts({ reasons: ['gap'], lateMs: 60_000 }, true)).toEqual([
		'late',
		'gap',
		'forked'
	]);
	expect(briefDoubts({ reasons: ['gap'], lateMs: 29_000 }, false)).toEqual(['gap']);
});

test('a device that was left and whose clock handed in what had been handed over has not handed in twice', async () => {
	const one = await makeDesk();
	await tell(one, [openContent(one.papers), choice('one', 'a')]);
	const first = await heldOf(one);
	const seq = first.entries.length - 1;
	const previous = { session: one.papers.session, seq, head: first.heads[seq] ?? '' };
	const papers = await makePapers({
		edge: one.papers.edge,
		session: uuid(101),
		ticket: { formHash: testFormHash, previous }
	});
	const two = await makeDesk(papers);
	await tell(two, [openContent(papers), choice('one', 'b'), submit]);
	await tell(one, [{ kind: 'submit', data: { total: 1, by: 'clock' } }]);
	expect(codes(judged([await heldOf(one), await heldOf(two)]).doubts)).toEqual(['kept_back']);
});
