import { afterEach, beforeEach, expect, test } from 'vitest';
import * as Y from 'yjs';
import { DraftChanges } from '#app/device/draft-changes.ts';
import { ExamApi } from '../exam-api.ts';
import { OpenExam } from './open-exam.svelte.ts';
import { refusedTexts } from './refused-texts.ts';

const own = globalThis.WebSocket;
const id = '4e1b7f0a-0f6e-4c38-9d0b-0c9a4b3e2a10';
let person = '';
let sockets: Room[] = [];
const open: OpenExam[] = [];
/** What the room does with a change; null: it takes it. */
let refuses: number | null = null;

const isUpdate = (frame: Uint8Array) => frame[0] === 0 && frame[1] === 2;

/** A room that answers nothing, and closes as it is told to. */
class Room {
	static readonly OPEN = 1;
	readonly OPEN = 1;
	binaryType = '';
	readyState = 0;
	updates = 0;
	onopen: (() => void) | null = null;
	onclose: ((event: { code: number; reason: string }) => void) | null = null;

	constructor() {
		sockets.push(this);
		setTimeout(() => {
			this.readyState = 1;
			this.onopen?.();
		});
	}

	send(frame: Uint8Array): void {
		if (!isUpdate(frame)) return;
		this.updates++;
		if (refuses !== null) this.end(refuses);
	}

	end(code: number): void {
		setTimeout(() => this.onclose?.({ code, reason: '' }));
	}

	close(): void {
		this.readyState = 3;
	}
}

beforeEach(() => {
	person = crypto.randomUUID();
	sockets = [];
	refuses = null;
	Object.assign(globalThis, { WebSocket: Room });
});
afterEach(() => {
	for (const each of open.splice(0)) each.leave();
	Object.assign(globalThis, { WebSocket: own });
});

async function visit(store = () => new DraftChanges(person, id)) {
	const api = new ExamApi(
		() => undefined,
		async (url) =>
			Response.json(
				url.endsWith('/draft')
					? { exam: id, draft: null, problems: [], versions: [], mayEdit: true }
					: { exams: [] }
			)
	);
	const exam = new OpenExam(api, id, {
		name: 'Ada',
		store
	});
	open.push(exam);
	await exam.load();
	await expect.poll(() => sockets.at(-1)?.readyState).toBe(1);
	return exam;
}

test.each([
	[4413, 'too_large'],
	[4400, 'malformed']
] as const)(
	'what the room refuses with %i is kept apart, readable, and not offered again, here or at another visit',
	async (code, because) => {
		const exam = await visit();
		refuses = code;
		exam.desk?.draft.setHead('title', 'Far too much');
		await expect.poll(() => exam.aside?.because).toBe(because);
		await expect.poll(() => exam.desk !== null && sockets.length).toBe(2);
		expect([exam.mayEdit, exam.ended, exam.unsent]).toEqual([true, false, false]);
		expect(refusedTexts(new Y.Doc(), exam.aside?.updates ?? [])).toEqual(['Far too much']);
		exam.leave();

		refuses = null;
		const later = await visit();
		expect(later.aside?.because).toBe(because);
		expect(later.desk?.merged).toBe(false);
		expect(sockets.slice(1).map(({ updates }) => updates)).toEqual([0, 0]);
		await later.dropAside();
		later.leave();
		expect((await visit()).aside).toBeNull();
	}
);

test('attack: a room that refuses everything is not asked for ever', async () => {
	const exam = await visit();
	sockets[0]?.end(4400);
	await expect.poll(() => sockets.length).toBe(2);
	sockets[1]?.end(4400);
	await expect.poll(() => exam.error).not.toBeNull();
	expect(sockets.length).toBe(2);
});

test('attack: typing while what was refused is being set aside; nothing of it goes into what is opened next', async () => {
	const { promise: may, resolve: go } = Promise.withResolvers<null>();
	class Slow extends DraftChanges {
		override async setAside(...given: Parameters<DraftChanges['setAside']>): Promise<void> {
			await may;
			return super.setAside(...given);
		}
	}
	const exam = await visit(() => new Slow(person, id));
	const before = exam.desk;
	refuses = 4413;
	before?.draft.setHead('title', 'Far too much');
	// Before anything is on the device the page has nothing left to type into.
	await expect.poll(() => exam.desk).toBeNull();
	expect(exam.aside).toBeNull();
	// A key stroke that was under way all the same.
	before?.draft.setHead('title', 'Far too much, and more');
	refuses = null;
	go(null);
	await expect.poll(() => exam.desk !== null && sockets.length).toBe(2);
	expect(exam.desk).not.toBe(before);
	expect(exam.desk?.draft.draft?.title ?? '').not.toContain('much');
	expect(sockets.map(({ updates }) => updates)).toEqual([1, 0]);
	expect(refusedTexts(new Y.Doc(), exam.aside?.updates ?? [])).toEqual(['Far too much']);
	exam.leave();
	const later = await visit();
	expect([later.desk?.merged, sockets.at(-1)?.updates]).toEqual([false, 0]);
});
