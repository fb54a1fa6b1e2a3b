import { expect, test } from 'vitest';
import type { ControlEntry } from '#sync/schema/control-entry.ts';
import type { EntryContent } from '#sync/schema/entry.ts';
import type { Observation } from '#sync/schema/observation.ts';
import { answer, beat, logFixture, open, received, visit } from '../log-fixture.ts';
import { timelineOf, type TimelineInput } from './lanes.ts';
import type { RowId, Timeline } from './model.ts';

const uuid = '00000000-0000-4000-8000-000000000000';
const DEVICE = 1_000_000;

function timeline(
	log: readonly [number, EntryContent][],
	changes: Partial<TimelineInput> & { control?: ControlEntry[] } = {}
): Timeline {
	const { control = [], ...rest } = changes;
	const made = timelineOf({
		sessions: [{ entries: logFixture(DEVICE, log), control }],
		order: ['q1', 'q2'],
		durationMs: 3_600_000,
		closesAt: 9_000_000_000,
		readReceipt: ({ receipt }) => {
			const [at = '0', seq = '0'] = receipt.bytes.split('/');
			return {
				version: 1,
				attempt: uuid,
				session: uuid,
				seq: Number(seq),
				head: '',
				at: Number(at)
			};
		},
		...rest
	});
	if (!made) throw new Error('nothing was recorded');
	return made;
}

const marks = (made: Timeline, id: RowId) => made.rows.find((row) => row.id === id)?.marks ?? [];
const observed = (data: Partial<Observation>): EntryContent => ({
	kind: 'observation',
	data: {
		id: 0,
		check: 'face_absent',
		phase: 'begin',
		from: 0,
		to: 0,
		peak: 0,
		confidence: 1,
		...data
	}
});
const receipt = (seq: number, at: number, upTo: number): ControlEntry => ({
	seq,
	at,
	kind: 'receipt',
	data: { receipt: { bytes: `${at}/${upTo}`, key: '0'.repeat(16), signature: '' } }
});

test('nothing recorded is no timeline', () => {
	expect(
		timelineOf({
			sessions: [{ entries: [], control: [] }],
			order: [],
			durationMs: 1,
			closesAt: 1,
			readReceipt: () => null
		})
	).toBeNull();
});

test('a visit lasts until the next one and counts its own responses only', () => {
	const made = timeline([
		[0, open],
		[1000, visit('q1')],
		[2000, answer('q1')],
		[3000, answer('q1', 'b')],
		[5000, visit('q2')],
		[6000, answer('q1')],
		[9000, beat(true)]
	]);
	expect(marks(made, 'visits')).toMatchObject([
		{ from: 1000, to: 5000, open: false, fact: { item: 0, changes: 2 } },
		{ from: 5000, to: 9000, open: true, fact: { item: 1, changes: 0 } }
	]);
	expect([...made.answers.at]).toEqual([2000, 3000, 6000]);
	expect([...made.answers.item]).toEqual([0, 0, 0]);
});

test('the hand-in ends the last visit', () => {
	const made = timeline([
		[0, open],
		[1000, visit('q2')],
		[4000, { kind: 'submit', data: { total: 3, by: 'clock' } }],
		[8000, received(DEVICE + 8000)]
	]);
	expect(marks(made, 'visits')).toMatchObject([{ to: 4000, open: false }]);
});

test('an observation begins when the thing began, before its minimum had passed, and ends at its end', () => {
	const made = timeline([
		[0, open],
		[8000, observed({ from: 5000, to: 8000 })],
		[20_000, observed({ phase: 'end', from: 5000, to: 19_500, confidence: 0.9 })]
	]);
	expect(marks(made, 'face_absent')).toMatchObject([
		{ from: 5000, to: 19_500, open: false, entry: 1, fact: { confidence: 0.9 } }
	]);
});

test('an observation without an end is open until the record ends', () => {
	const made = timeline([
		[0, open],
		[8000, observed({ from: 5000, to: 8000 })],
		[30_000, beat(true)]
	]);
	expect(marks(made, 'face_absent')).toMatchObject([{ from: 5000, to: 30_000, open: true }]);
});

test('a moment has no length', () => {
	const made = timeline([
		[0, open],
		[8000, observed({ check: 'paste', phase: 'moment', from: 8000, to: 8000, peak: 12 })]
	]);
	expect(marks(made, 'paste')).toMatchObject([{ from: 8000, to: 8000, fact: { peak: 12 } }]);
});

test('offline lasts from the first heartbeat without contact to the first with it', () => {
	const made = timeline([
		[0, open],
		[10_000, beat(false)],
		[20_000, beat(false)],
		[30_000, beat(true)],
		[40_000, beat(false)]
	]);
	expect(marks(made, 'offline')).toMatchObject([
		{ from: 10_000, to: 30_000, open: false },
		{ from: 40_000, to: 40_000, open: true }
	]);
});

const gone = (data: Partial<Observation>) => observed({ check: 'network_gone', ...data });

test('a loss that browser and connection both noticed is one mark in one row', () => {
	const made = timeline([
		[0, open],
		[9000, gone({ from: 4000, to: 9000 })],
		[10_000, beat(false)],
		[19_600, gone({ phase: 'end', from: 4000, to: 19_500 })],
		[30_000, beat(true)],
		[60_000, gone({ id: 1, from: 52_000, to: 57_000 })],
		[60_500, gone({ id: 1, phase: 'end', from: 52_000, to: 60_000 })],
		[62_000, beat(false)],
		[70_000, beat(true)]
	]);
	expect(made.rows.filter(({ lane }) => lane === 'network')).toHaveLength(1);
	expect(marks(made, 'offline')).toMatchObject([
		{ key: '0:o0', from: 4000, to: 30_000, open: false, entry: 1, fact: { kind: 'offline' } },
		{ key: '0:o1', from: 52_000, to: 70_000, open: false, entry: 5 }
	]);
});

test('two losses stay two, and one that only the browser noticed stands in the same row', () => {
	const made = timeline([
		[0, open],
		[9000, gone({ from: 1000, to: 6000 })],
		[9500, gone({ phase: 'end', from: 1000, to: 7000 })],
		[15_000, gone({ id: 1, from: 9000, to: 15_000 })],
		[40_000, beat(true)],
		[80_000, beat(false)]
	]);
	expect(marks(made, 'network_gone')).toEqual([]);
	expect(marks(made, 'offline')).toMatchObject([
		{ from: 1000, to: 7000, open: false },
		{ from: 9000, to: 80_000, open: true }
	]);
});

test('half a minute without any entry is a silence; the time after the hand-in is not', () => {
	const made = timeline([
		[0, open],
		[10_000, beat(true)],
		[200_000, { kind: 'resume', data: { reason: 'reload', gapMs: 190_000, monotonicLostMs: 0 } }],
		[210_000, { kind: 'submit', data: { total: 4, by: 'student' } }],
		[900_000, received(DEVICE + 900_000)]
	]);
	expect(marks(made, 'silence')).toMatchObject([{ from: 10_000, to: 200_000 }]);
	expect(marks(made, 'app').map(({ fact }) => fact.kind)).toEqual([
		'opened',
		'resumed',
		'submitted'
	]);
});

test('a device clock an hour fast is put on edge time by its receipts', () => {
	const hour = 3_600_000;
	const made = timeline(
		[
			[0, open],
			[2000, received(DEVICE - hour + 1900)],
			[5000, received(DEVICE - hour + 4000)]
		],
		{
			control: [
				{ seq: 0, at: DEVICE - hour + 3000, kind: 'message', data: { by: uuid, text: 'Hello' } }
			]
		}
	);
	expect(made.startedAt).toBe(DEVICE - hour - 100);
	expect(marks(made, 'told')).toMatchObject([
		{ from: 3100, fact: { text: 'Hello', shownAt: null } }
	]);
});

test('a message tells when the device showed it', () => {
	const made = timeline(
		[
			[0, open],
			[7000, { kind: 'command', data: { control: 0, outcome: 'shown' } }]
		],
		{ control: [{ seq: 0, at: DEVICE + 3000, kind: 'warning', data: { by: uuid, text: 'Look' } }] }
	);
	expect(marks(made, 'told')).toMatchObject([
		{ fact: { kind: 'warning', shownAt: DEVICE + 7000 } }
	]);
});

test('a pause lasts until it is taken back, and both it and added time move the moment when time is up', () => {
	const made = timeline([[0, open]], {
		control: [
			{ seq: 0, at: DEVICE + 1000, kind: 'pause', data: { by: uuid } },
			{ seq: 1, at: DEVICE + 9000, kind: 'resume', data: { by: uuid } },
			{ seq: 2, at: DEVICE + 9500, kind: 'extend', data: { by: uuid, addMs: 60_000 } }
		]
	});
	expect(marks(made, 'told')).toMatchObject([
		{ from: 1000, to: 9000, fact: { kind: 'paused' } },
		{ from: 9500, fact: { kind: 'extended', addMs: 60_000 } }
	]);
	expect(made.timeUp).toBe(3_668_000);
});

test('the backlog grows while nothing is receipted, keeps its peak and falls with the receipt', () => {
	const log: [number, EntryContent][] = [[0, open]];
	for (let t = 1000; t <= 20_000; t += 1000) log.push([t, beat(false)]);
	const made = timeline(log, { control: [receipt(0, DEVICE + 12_500, 12)] });
	expect(made.backlog.every).toBe(2000);
	expect([...made.backlog.waiting]).toEqual([2, 4, 6, 8, 10, 12, 13, 3, 5, 8]);
	expect(made.backlog.most).toBe(13);
});

test('a receipt that covers everything leaves nothing waiting afterwards', () => {
	const made = timeline(
		[
			[0, open],
			[500, beat(true)],
			[20_000, { kind: 'submit', data: { total: 3, by: 'student' } }]
		],
		{ control: [receipt(0, DEVICE + 700, 1), receipt(1, DEVICE + 20_010, 2)] }
	);
	expect([...made.backlog.waiting.slice(1, 9)]).toEqual([0, 0, 0, 0, 0, 0, 0, 0]);
});

test('rows stand in the order of the lanes, whatever came first', () => {
	const made = timeline([
		[0, open],
		[1, observed({ id: 1, check: 'speech', phase: 'moment' })],
		[2, observed({ id: 2, check: 'paste', phase: 'moment' })],
		[3, observed({ id: 3, check: 'face_multiple', phase: 'moment' })],
		[4, observed({ id: 4, check: 'page_hidden', phase: 'moment' })],
		[5, { kind: 'navigation', data: { item: 'q1', action: 'mark' } }],
		[5, visit('q1')],
		[6, beat(false)]
	]);
	expect(made.rows.map(({ id }) => id)).toEqual([
		'visits',
		'review',
		'page_hidden',
		'paste',
		'face_multiple',
		'speech',
		'app',
		'offline'
	]);
});

test('readings become shares, and a sensor that said nothing stays unknown', () => {
	const face = { frames: 20, absent: 5, single: 15, multiple: 0, blocked: 0, analysisMsMedian: 9 };
	const made = timeline([
		[0, open],
		[10_000, { kind: 'readings', data: { from: 0, to: 10_000, face } }]
	]);
	expect(made.readings.oneFace[0]).toBe(0.75);
	expect(made.readings.speech[0]).toBeNaN();
});

test('an item that is not in the form has no place on the path and breaks nothing', () => {
	const made = timeline([
		[0, open],
		[1, visit('other')],
		[2, answer('other')]
	]);
	expect(marks(made, 'visits')).toEqual([]);
	expect(made.answers.at).toHaveLength(0);
});
