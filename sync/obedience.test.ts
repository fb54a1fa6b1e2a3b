import { expect, test } from 'vitest';
import type { EntryContent } from './schema/entry.ts';
import { decodeControlEntry } from './entry.ts';
import { decodeSegment } from './segment.ts';
import { choice, heartbeat, openContent, submit } from './testing/fixture.ts';
import { bundleOf, exchange, hand, makeDesk, tell } from './testing/story.ts';
import type { Desk } from './testing/story.ts';
import { judgeTimeliness } from './timing.ts';
import { reportLines } from './verify/report.ts';
import { verifyBundle } from './verify/verify-bundle.ts';

type Word = 'end' | 'pause' | 'resume';
const answer = (control: number): EntryContent => ({
	kind: 'command',
	data: { control, outcome: 'applied' }
});

/** Answers the number of the control entry. */
async function say(desk: Desk, kind: Word): Promise<number> {
	const data = { by: desk.papers.ticket.student };
	await hand(desk.log, await desk.room.say({ kind, data }));
	return desk.room.control.length - 1;
}

function judge(desk: Desk) {
	const control = desk.room.control.flatMap((bytes) => {
		const decoded = decodeSegment(bytes);
		return decoded.ok ? decoded.segment.entries.map(decodeControlEntry) : [];
	});
	const said = control.flatMap((decoded) => (decoded.ok ? decoded.entry : []));
	const { judgement, reasons, numbers } = judgeTimeliness(
		desk.room.entries,
		said,
		desk.papers.ticket
	);
	const { afterEndSeq, whilePausedSeq } = numbers;
	return { judgement, reasons, afterEndSeq, whilePausedSeq };
}

async function begun(): Promise<Desk> {
	const desk = await makeDesk();
	await tell(desk, [openContent(desk.papers), choice('one', 'a')]);
	return desk;
}
const obeyed = { judgement: 'on_time', reasons: [], afterEndSeq: null, whilePausedSeq: null };

test('L7: what stood in a field when the end came is recorded, and held by nobody', async () => {
	const desk = await begun();
	await tell(desk, [answer(await say(desk, 'end')), choice('one', 'b'), submit]);
	expect(judge(desk)).toEqual(obeyed);
});

test('L7: a pause that was obeyed, and work after it, is held by nobody', async () => {
	const desk = await begun();
	await tell(desk, [answer(await say(desk, 'pause'))]);
	await desk.clock.advance(60_000);
	await tell(desk, [heartbeat, answer(await say(desk, 'resume')), choice('one', 'b'), submit]);
	expect(judge(desk)).toEqual(obeyed);
});

test('L7: who never heard of the end is not judged by it', async () => {
	const desk = await begun();
	await desk.clock.advance(20_000);
	await desk.log.append(choice('one', 'b'), { urgent: true });
	await desk.log.append(submit, { urgent: true });
	await say(desk, 'end');
	await desk.clock.advance(60_000);
	await exchange(desk);
	expect(judge(desk).reasons).toEqual([]);
});

test.each(['end', 'pause'] as const)(
	'L7: what stood in a field at the %s is nobody’s fault, though the network went at that moment',
	async (word) => {
		const desk = await begun();
		await tell(desk, [answer(await say(desk, word))]);
		await desk.clock.advance(1_000);
		await desk.log.append(choice('one', 'b'), { urgent: true });
		await desk.clock.advance(600_000);
		await exchange(desk);
		expect(judge(desk)).toMatchObject({ afterEndSeq: null, whilePausedSeq: null });
	}
);

test('attack: a modified app answers the end and goes on answering', async () => {
	const desk = await begun();
	await tell(desk, [answer(await say(desk, 'end'))]);
	await desk.clock.advance(20_000);
	await tell(desk, [heartbeat, choice('one', 'c'), submit]);
	const at = desk.room.entries.findLast(({ kind }) => kind === 'response')?.seq;
	expect(judge(desk)).toEqual({
		judgement: 'held',
		reasons: ['after_end'],
		afterEndSeq: at,
		whilePausedSeq: null
	});
	const verdict = await verifyBundle(bundleOf(desk), { trusted: [desk.papers.edge.key] });
	const claim = verdict.claims.find(({ id }) => id === 'in_time');
	expect(claim).toMatchObject({
		status: 'not_provable',
		detail: { reasons: 'after_end', afterEndSeq: at }
	});
	expect(reportLines(verdict).join('\n')).toContain(`first answer after the end, entry ${at}`);
});

test('attack: it never answers the end, but its log holds a receipt from behind it', async () => {
	const desk = await begun();
	await say(desk, 'end');
	await tell(desk, [heartbeat, heartbeat]);
	await desk.clock.advance(20_000);
	await tell(desk, [choice('one', 'c'), submit]);
	expect(judge(desk).reasons).toEqual(['after_end']);
});

test('attack: it lets its clock stand still after the end; the edge’s clock goes on', async () => {
	const desk = await begun();
	await tell(desk, [answer(await say(desk, 'end'))]);
	const { epoch } = desk.clock;
	await desk.clock.advance(60_000);
	desk.clock.epoch = epoch;
	const end = desk.room.entries.at(-1);
	desk.options.monotonic = () => end?.t ?? 0;
	await tell(desk, [heartbeat]);
	await tell(desk, [heartbeat]);
	await tell(desk, [choice('one', 'c'), submit]);
	expect(judge(desk).reasons).toContain('after_end');
});

test('attack: answers in a pause that the log confirms', async () => {
	const desk = await begun();
	await tell(desk, [answer(await say(desk, 'pause'))]);
	await desk.clock.advance(20_000);
	await tell(desk, [choice('one', 'd')]);
	const at = desk.room.entries.findLast(({ kind }) => kind === 'response')?.seq;
	await tell(desk, [answer(await say(desk, 'resume')), choice('one', 'b'), submit]);
	expect(judge(desk)).toMatchObject({ reasons: ['while_paused'], whilePausedSeq: at });
});
