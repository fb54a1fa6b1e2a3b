/** A session told through the real SessionLog and a room in memory, and the bundle of it. */
import { toBundleSegment } from '../bundle.ts';
import { essayChanges } from '../responses.ts';
import type { Bundle } from '../schema/bundle.ts';
import type { EntryContent } from '../schema/entry.ts';
import { SessionLog } from '../session-log.ts';
import { LOG_CLIENT, LOG_ROOT, encodeItems, readFrame, updateFrame } from '../yjs-wire.ts';
import { TestClock, settle } from './clock.ts';
import { choice, heartbeat, makePapers, openContent, submit } from './fixture.ts';
import type { Papers } from './fixture.ts';
import { testForm, testFormHash } from './forms.ts';
import { TestRoom } from './room.ts';
import { MemoryStore } from './store.ts';

export type Desk = {
	papers: Papers;
	clock: TestClock;
	store: MemoryStore;
	room: TestRoom;
	log: SessionLog;
	options: Parameters<typeof SessionLog.create>[0];
};

export async function makeDesk(papers?: Papers): Promise<Desk> {
	const own = papers ?? (await makePapers({ ticket: { formHash: testFormHash } }));
	const clock = new TestClock();
	const store = new MemoryStore();
	const room = new TestRoom(own, clock.now);
	const options = {
		session: own.session,
		ticket: own.signed,
		sign: own.device.sign,
		store,
		now: clock.now,
		monotonic: clock.monotonic,
		schedule: clock.schedule
	};
	return { papers: own, clock, store, room, options, log: SessionLog.create(options) };
}

/** Hands the room what it lacks, and the log the room's answers. */
export async function exchange({ log, room }: Pick<Desk, 'log' | 'room'>): Promise<void> {
	for (;;) {
		await settle();
		const from = room.log.length;
		const items = log.document.logItems(from);
		if (items.length === 0) return;
		const update = encodeItems({ client: LOG_CLIENT, root: LOG_ROOT, from, items });
		const answer = await room.receive(updateFrame(update));
		if (!Array.isArray(answer)) throw new Error(JSON.stringify(answer));
		for (const frame of answer) await hand(log, frame);
	}
}

/** Gives the log a frame of the room. */
export async function hand(log: SessionLog, bytes: Uint8Array): Promise<void> {
	const read = readFrame(bytes);
	if (!read.ok || read.frame.type !== 'update') throw new Error('not an update');
	const admitted = await log.admitUpdate(read.frame.update);
	if (!admitted.ok) throw new Error(JSON.stringify(admitted.refusal));
}

/** Writes, lets time pass and syncs after each. */
export async function tell(desk: Desk, contents: readonly EntryContent[]): Promise<void> {
	for (const content of contents) {
		await desk.clock.advance(900);
		const written = desk.log.append(content, { urgent: true });
		await written;
		await exchange(desk);
	}
}

/** Opened, answered, warned, submitted and confirmed: every claim about it can be shown. `between`: what else happens in it. */
export async function tellWhole(
	desk: Desk,
	between: () => Promise<void> = async () => undefined
): Promise<void> {
	await tell(desk, [openContent(desk.papers), choice('one', 'a'), heartbeat]);
	await between();
	const [first, ...changes] = [
		...essayChanges('six', null, 'Ein Anfang'),
		...essayChanges('six', 'Ein Anfang', 'Ein Anfang und 😀 ein Ende')
	].map((data): EntryContent => ({ kind: 'response', data }));
	if (first) await tell(desk, [first, ...changes]);
	const by = desk.papers.ticket.student;
	const { room, log } = desk;
	await hand(log, await room.say({ kind: 'warning', data: { by, text: 'Eyes on your own' } }));
	const control = room.control.length - 1;
	await tell(desk, [
		{ kind: 'command', data: { control, outcome: 'shown' } },
		choice('one', 'b'),
		heartbeat,
		submit
	]);
}

export function bundleOf(desk: Desk): Bundle {
	const { papers, room } = desk;
	return {
		format: 'invigil-bundle/1',
		exportedAt: desk.clock.now(),
		attempt: papers.ticket.attempt,
		studentName: papers.ticket.studentName,
		edgeKeys: [papers.edge.key],
		form: testForm,
		sessions: [
			{
				session: papers.session,
				ticket: papers.signed,
				log: room.log.map((bytes) => toBundleSegment(bytes)),
				control: room.control.map((bytes) => toBundleSegment(bytes))
			}
		]
	};
}
