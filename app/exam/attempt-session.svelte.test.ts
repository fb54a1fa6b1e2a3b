import { flushSync } from 'svelte';
import { expect, test } from 'vitest';
import { TestClock } from '#sync/testing/clock.ts';
import type { ResponseValue } from '#sync/schema/response.ts';
import type { EntryContent } from '#sync/schema/entry.ts';
import { AttemptSession } from './attempt-session.svelte.ts';
import { form } from './exam-fixture.ts';
import { SavedList } from './lost/saved-list.ts';
import { Pocket } from './pocket.ts';
import type { SessionEvent, Snapshot } from './session-events.ts';
import { WorkerGoneError, type SessionPort } from './session-port.ts';

const HOUR = 3_600_000;
const choice = (id: string): ResponseValue => ({ type: 'single_choice', choice: id });
const essay = (text: string): ResponseValue => ({ type: 'essay', text });

type Call = {
	item: string;
	value: ResponseValue;
	done: (seq: number) => void;
	fail: (error: Error) => void;
};

function page(over: Partial<Snapshot> = {}) {
	const clock = new TestClock();
	const kept = new Map<string, string>();
	const storage = {
		getItem: (key: string) => kept.get(key) ?? null,
		setItem: (key: string, value: string) => void kept.set(key, value),
		removeItem: (key: string) => void kept.delete(key)
	};
	const snapshot: Snapshot = {
		form,
		order: { items: ['mass', 'why', 'boils'], options: {} },
		media: [],
		session: 's',
		ticket: {} as Snapshot['ticket'],
		responses: [],
		recordedAt: [],
		marked: [],
		item: 'mass',
		newestResponse: -1,
		receipted: -1,
		observations: 0,
		stills: 0,
		observed: [],
		notices: [],
		corrections: [],
		clock: { t: 0, at: clock.now(), remainingMs: HOUR, allowedMs: HOUR, paused: false, rest: null },
		handed: null,
		goesOnFrom: false,
		damaged: 'no',
		lost: null,
		...over
	};
	const calls: Call[] = [];
	const recorded: EntryContent[] = [];
	const handedIn: string[] = [];
	let tell: (event: SessionEvent) => void = () => undefined;
	let opened = 0;
	/** What is being prepared for an answer. */
	const files = {
		ready: Promise.withResolvers<true>(),
		anyWorking: false,
		held: false,
		settled: async () => void (files.anyWorking && (await files.ready.promise)),
		hold: () => void (files.held = true),
		release: () => void (files.held = false)
	};
	let restart: () => void = () => undefined;
	let give = () => undefined;
	const port: SessionPort = {
		open: async (_attempt, listener) => {
			opened++;
			tell = listener;
			return { kind: 'open', snapshot };
		},
		respond: (item, value) =>
			new Promise((resolve, fail) =>
				calls.push({ item, value, done: (seq) => resolve({ seq }), fail })
			),
		record: async (content) => ({ seq: recorded.push(content) }),
		handIn: async (by) => void handedIn.push(by),
		flush: async () => undefined,
		retryStore: async () => undefined,
		takeOver: async () => undefined,
		copy: async () => ({ ok: false, failure: 'nothing' }),
		facts: async () => null,
		close: async () => undefined
	};
	const make = () =>
		new AttemptSession({
			attempt: 'a',
			port: (told) => {
				restart = told.onRestart;
				give = () => void told.onGivenUp();
				return port;
			},
			pocket: new Pocket('a', storage),
			saved: new SavedList('a', storage, clock.now),
			files,
			schedule: clock.schedule,
			pageTime: clock.now
		});
	const session = make();
	const tick = (remainingMs: number, connected = true) =>
		tell({
			type: 'clock',
			connected,
			clock: {
				t: clock.elapsed,
				at: clock.now(),
				remainingMs,
				allowedMs: HOUR,
				paused: false,
				rest: null
			}
		});
	return {
		session,
		make,
		clock,
		calls,
		recorded,
		handedIn,
		files,
		port,
		snapshot,
		kept,
		tick,
		tell: (event: SessionEvent) => tell(event),
		restart: () => restart(),
		giveUp: () => give(),
		opens: () => opened,
		async open() {
			await session.open();
			await Promise.resolve();
			flushSync();
			return session;
		}
	};
}

const settle = () => new Promise((resolve) => setImmediate(resolve));

test('a choice is recorded at once, text when the typing pauses', async () => {
	const { open, calls, clock } = page();
	const session = await open();
	session.respond('boils', choice('a'));
	expect(calls).toHaveLength(1);
	for (const text of ['I', 'Ic', 'Ice']) {
		session.respond('why', essay(text));
		await clock.advance(399);
	}
	expect(calls).toHaveLength(1);
	await clock.advance(1);
	expect(calls[1]).toMatchObject({ item: 'why', value: essay('Ice') });
	expect(session.response('why')).toEqual(essay('Ice'));
});

test('leaving the field, another question and a hidden page do not wait for the pause', async () => {
	const { open, calls } = page();
	const session = await open();
	session.respond('why', essay('a'));
	session.settle();
	session.respond('why', essay('ab'));
	session.go(2);
	session.respond('why', essay('abc'));
	session.hide();
	expect(calls.map(({ value }) => value)).toEqual([essay('a'), essay('ab'), essay('abc')]);
});

test('saved is said when the newest answer is durable, not one before it', async () => {
	const { open, calls, tell } = page({ receipted: 0 });
	const session = await open();
	expect(session.save).toBe('received');
	session.respond('boils', choice('a'));
	session.respond('boils', choice('b'));
	calls[0]?.done(4);
	await settle();
	expect(session.save).toBe('saving');
	calls[1]?.done(5);
	await settle();
	expect(session.save).toBe('saved_on_device');
	tell({ type: 'receipted', seq: 4 });
	expect(session.save).toBe('saved_on_device');
	tell({ type: 'receipted', seq: 5 });
	expect(session.save).toBe('received');
});

test('typing is unsaved from the first stroke on', async () => {
	const { open, calls, clock } = page();
	const session = await open();
	expect(session.save).toBe('saved_on_device');
	session.respond('why', essay('x'));
	expect(session.save).toBe('saving');
	await clock.advance(400);
	calls[0]?.done(1);
	await settle();
	session.respond('why', essay('xy'));
	expect(session.save).toBe('saving');
});

test('a store that fails is shown above everything else', async () => {
	const { open, tell } = page({ receipted: 3, newestResponse: 3 });
	const session = await open();
	tell({ type: 'store_fault', fault: { reason: 'full', waiting: 2 } });
	expect(session.save).toBe('failing');
	tell({ type: 'store_fault', fault: null });
	expect(session.save).toBe('received');
});

test('an answer that could not be recorded is tried again until it is', async () => {
	const { open, calls, clock } = page();
	const session = await open();
	session.respond('boils', choice('a'));
	calls[0]?.fail(new Error('no session is open'));
	await clock.advance(2_000);
	expect(calls).toHaveLength(2);
	expect(session.save).toBe('saving');
	calls[1]?.done(2);
	await settle();
	expect(session.save).toBe('saved_on_device');
});

test('a worker that was replaced is given again what it has not stored, and the page does not turn', async () => {
	const { open, calls, restart, opens } = page({
		responses: [['mass', { type: 'numeric', text: '1' }]]
	});
	const session = await open();
	session.go(2);
	session.respond('boils', choice('a'));
	calls[0]?.fail(new WorkerGoneError());
	restart();
	await settle();
	expect(opens()).toBe(2);
	expect(calls[1]).toMatchObject({ item: 'boils', value: choice('a') });
	expect(session.index).toBe(2);
	expect(session.save).toBe('saving');
});

test('what was typed last before a reload is recorded on return', async () => {
	const { open, make, calls, kept } = page();
	const session = await open();
	session.respond('why', essay('the last words'));
	session.hide();
	expect(kept.has('invigil-pocket a')).toBe(true);
	const again = make();
	await again.open();
	expect(again.response('why')).toEqual(essay('the last words'));
	calls.at(-1)?.done(7);
	await settle();
	expect(kept.has('invigil-pocket a')).toBe(false);
});

test('an answer that was saved and is not in the record any more is named, until that was read', async () => {
	const { open, make, calls } = page();
	const session = await open();
	expect(session.lost).toBeNull();
	session.respond('boils', choice('a'));
	calls[0]?.done(7);
	await settle();
	// The same session as it is opened by a page whose store was put back: it has no answer yet.
	const again = make();
	await again.open();
	expect(again.lost).toMatchObject({ how: 'set_back', answers: [{ question: 3 }] });
	again.lostRead();
	expect(again.lost).toBeNull();
	const later = make();
	await later.open();
	expect(later.lost).toBeNull();
});

test('half a minute without contact is called working offline, and not before', async () => {
	const { open, clock, tick } = page();
	const session = await open();
	await clock.advance(29_000);
	tick(HOUR, false);
	expect(session.offline).toBe(false);
	await clock.advance(2_000);
	tick(HOUR, false);
	expect(session.offline).toBe(true);
	tick(HOUR, true);
	expect(session.offline).toBe(false);
});

test('the time left is said once at each threshold, and not for those that passed before', async () => {
	const { open, tick } = page();
	const session = await open();
	tick(9 * 60_000);
	expect(session.announced).toBe(10 * 60_000);
	const other = page({
		clock: { t: 0, at: 0, remainingMs: 9 * 60_000, allowedMs: HOUR, paused: false, rest: null }
	});
	const opened = await other.open();
	other.tick(8.9 * 60_000);
	expect(opened.announced).toBeNull();
});

test('L8: a pause comes before what is unread, which waits until it is over', async () => {
	const { open, tell } = page();
	const session = await open();
	const clock = { t: 0, at: 0, remainingMs: HOUR, allowedMs: HOUR, rest: null };
	const notice = { control: 3, kind: 'message', text: 'The room is B12.', at: 0 } as const;
	tell({ type: 'notice', notice });
	expect(session.notices).toEqual([notice]);
	expect(session.away).toBeNull();
	const pauseText = 'Leave the room.';
	tell({ type: 'clock', clock: { ...clock, paused: true, pauseText }, connected: true });
	expect(session.away).toBe('pause');
	expect(session.clock?.pauseText).toBe(pauseText);
	expect(session.notices).toEqual([]);
	tell({ type: 'clock', clock: { ...clock, paused: false }, connected: true });
	expect(session.away).toBeNull();
	expect(session.notices).toEqual([notice]);
});

test('L7: while the exam is paused no file joins an answer; after it, those that were being prepared do', async () => {
	const { open, tell, files } = page();
	await open();
	const clock = { t: 0, at: 0, remainingMs: HOUR, allowedMs: HOUR, rest: null };
	tell({ type: 'clock', clock: { ...clock, paused: true }, connected: true });
	expect(files.held).toBe(true);
	tell({ type: 'clock', clock: { ...clock, paused: false }, connected: true });
	expect(files.held).toBe(false);
});

test('at zero what stands in the fields is recorded before it is handed in', async () => {
	const { open, calls, tell, handedIn } = page();
	const session = await open();
	session.respond('why', essay('almost done'));
	tell({ type: 'time_up' });
	await settle();
	expect(calls[0]?.value).toEqual(essay('almost done'));
	expect(handedIn).toEqual(['clock']);
	expect(session.phase).toBe('submitted');
});

test('a break begins when no file is being prepared any more, and what a file brought is recorded before it', async () => {
	const { open, calls, recorded, files, clock } = page({
		clock: {
			t: 0,
			at: 0,
			remainingMs: HOUR,
			allowedMs: HOUR,
			paused: false,
			rest: { on: false, leftMs: 60_000 }
		}
	});
	const session = await open();
	files.anyWorking = true;
	const begun = session.rest('begin');
	// Pressed again, it begins once.
	await session.rest('begin');
	await clock.advance(5_000);
	expect(session.beginsRest).toBe(true);
	expect(recorded).toEqual([]);
	session.respond('boils', choice('a'));
	files.ready.resolve(true);
	await begun;
	expect(calls).toHaveLength(1);
	expect(recorded).toEqual([{ kind: 'break', data: { action: 'begin' } }]);
	expect(session.beginsRest).toBe(false);
	expect(session.clock?.rest?.on).toBe(true);
});

test('no break begins after what was handed in while it waited', async () => {
	const { open, tell, recorded, files } = page({
		clock: {
			t: 0,
			at: 0,
			remainingMs: 0,
			allowedMs: HOUR,
			paused: false,
			rest: { on: false, leftMs: 60_000 }
		}
	});
	const session = await open();
	files.anyWorking = true;
	const begun = session.rest('begin');
	tell({ type: 'submitted' });
	files.ready.resolve(true);
	await begun;
	expect(recorded).toEqual([]);
});

test('nothing is handed in by the student while a file is being prepared', async () => {
	const { open, handedIn, files } = page();
	const session = await open();
	files.anyWorking = true;
	await session.handIn('student');
	expect(session.phase).toBe('open');
	expect(handedIn).toEqual([]);
	files.anyWorking = false;
	await session.handIn('student');
	expect(handedIn).toEqual(['student']);
});

test('at zero what a file brings into an answer is recorded before it is handed in', async () => {
	const { open, calls, tell, handedIn, files } = page();
	const session = await open();
	files.anyWorking = true;
	tell({ type: 'time_up' });
	await settle();
	expect(handedIn).toEqual([]);
	session.respond('boils', choice('a'));
	files.ready.resolve(true);
	await settle();
	expect(calls).toHaveLength(1);
	expect(handedIn).toEqual(['clock']);
});

test('at zero a file that takes longer is not waited for, and joins no answer that was handed in', async () => {
	const { open, tell, handedIn, files, clock } = page();
	const session = await open();
	files.anyWorking = true;
	tell({ type: 'time_up' });
	await clock.advance(1_499);
	expect(handedIn).toEqual([]);
	await clock.advance(1);
	await settle();
	expect(handedIn).toEqual(['clock']);
	expect(files.held).toBe(true);
	expect(session.phase).toBe('submitted');
});

test('files join their answers again when handing in did not succeed', async () => {
	const { open, port, files } = page();
	const session = await open();
	port.handIn = () => Promise.reject(new WorkerGoneError());
	await session.handIn('student');
	expect(session.phase).toBe('open');
	expect(files.held).toBe(false);
});

test('marks and visits are recorded, and restored', async () => {
	const { open, recorded } = page({ marked: ['why'], item: 'why' });
	const session = await open();
	expect(session.index).toBe(1);
	session.toggleMark();
	session.go(0);
	session.toggleMark();
	expect(session.places.map(({ marked }) => marked)).toEqual([true, false, false]);
	expect(recorded.map(({ data }) => data)).toEqual([
		{ item: 'why', action: 'unmark' },
		{ item: 'mass', action: 'visit' },
		{ item: 'mass', action: 'mark' }
	]);
});

test('where there is no way back, one goes on item by item, and what was left stays left', async () => {
	const { open, recorded } = page({
		form: { ...form, navigation: 'forward' },
		item: 'why'
	});
	const session = await open();
	expect(session.forward).toBe(true);
	expect(session.places.map(({ reachable }) => reachable)).toEqual([false, true, true]);
	session.go(0);
	expect(session.index).toBe(1);
	session.go(2);
	session.go(1);
	expect(session.index).toBe(2);
	expect(recorded.map(({ data }) => data)).toEqual([
		{ item: session.places[2]?.id, action: 'visit' }
	]);
});

test('a message of a proctor is answered when it was read', async () => {
	const { open, tell, recorded } = page();
	const session = await open();
	tell({
		type: 'notice',
		notice: { control: 3, kind: 'message', text: 'Five more minutes', at: 1 }
	});
	const [notice] = session.notices;
	if (notice) session.shown(notice);
	expect(session.notices).toEqual([]);
	expect(recorded.at(-1)).toEqual({ kind: 'command', data: { control: 3, outcome: 'shown' } });
});

test('another history at the edge is answered with a new session once, any other refusal with a sentence', async () => {
	const { open, tell, opens } = page();
	const session = await open();
	tell({ type: 'refused', code: 'fork' });
	await settle();
	expect(opens()).toBe(2);
	expect(session.refused).toBe(false);
	tell({ type: 'refused', code: 'fork' });
	expect(session.refused).toBe(true);
	expect(opens()).toBe(2);
});

test('a worker that does not come up any more is a failure of its own', async () => {
	const { open, giveUp } = page();
	const session = await open();
	giveUp();
	expect(session.phase).toBe('worker_failed');
});

test('that it goes on elsewhere, heard while it is being opened or handed in, stays so and claims no hand-in', async () => {
	const opening = page();
	const { open } = opening.port;
	opening.port.open = async (attempt, listener) => {
		const opened = await open(attempt, listener);
		listener({ type: 'moved', sent: false, by: 'staff' });
		return opened;
	};
	expect((await opening.open()).phase).toBe('moved');

	const ending = page();
	const session = await ending.open();
	ending.port.handIn = async () => ending.tell({ type: 'moved', sent: false, by: 'student' });
	await session.handIn('student');
	expect(session.phase).toBe('moved');
	expect(ending.recorded.filter(({ kind }) => kind === 'submit')).toEqual([]);
});
