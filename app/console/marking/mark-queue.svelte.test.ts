import { expect, test, vi } from 'vitest';
import { ApiError } from '#app/api/api-error.ts';
import type { KeptFlag, KeptMark, MarkStore } from '#app/device/mark-store.ts';
import type { MarkContent, MarkSave } from '#sync/schema/marking.ts';
import type { Outcome } from './after-sending.ts';
import { keepSending } from './keep-sending.ts';
import { MarkQueue } from './mark-queue.svelte.ts';

const place = { script: 'script-a', item: 'essay', as: 'marker' } as const;
const mark = (points: number, comment = ''): MarkContent => ({
	points,
	comment,
	scores: [],
	annotations: [],
	done: true
});
const mine = (content: MarkContent, revision: number) => ({ ...content, revision, savedAt: 1 });

/** The device's store, as it is after everything was closed and opened again. */
class MemoryMarks implements MarkStore {
	rows = new Map<string, KeptMark>();
	all = new Map<string, KeptFlag>();
	full = false;
	async marks() {
		return [...this.rows.values()];
	}
	async put(row: KeptMark) {
		if (this.full) throw new Error('QuotaExceededError');
		this.rows.set(row.key, row);
	}
	async update(row: KeptMark) {
		const there = this.rows.get(row.key);
		if (there && there.save !== row.save) return there;
		await this.put(row);
		return row;
	}
	async remove(key: string, save: string) {
		if (this.rows.get(key)?.save === save) this.rows.delete(key);
	}
	async flags() {
		return [...this.all.keys()];
	}
	async setFlag(flag: KeptFlag, on: boolean) {
		if (on) this.all.set(flag.key, flag);
		else this.all.delete(flag.key);
	}
}

/** An edge that keeps revisions, and acts once on each save. */
class Edge {
	online = true;
	losesAnswers = false;
	revision = 0;
	content: MarkContent | null = null;
	seen: MarkSave[] = [];
	#answers = new Map<string, Outcome>();
	/** While a request is under way. */
	meanwhile: () => Promise<void> = async () => {};

	readonly send = async (_sitting: string, saves: MarkSave[]): Promise<Outcome[]> => {
		if (!this.online) throw new ApiError('unreachable', 'no network');
		this.seen.push(...saves);
		const outcomes = saves.map((save) => this.#take(save));
		await this.meanwhile();
		if (this.losesAnswers) throw new ApiError('unreachable', 'broke off');
		return outcomes;
	};

	#take(save: MarkSave): Outcome {
		const known = this.#answers.get(save.save);
		if (known) return known;
		const stale = save.revision !== this.revision;
		if (!stale) {
			this.content = save.mark;
			this.revision++;
		}
		const outcome: Outcome = {
			save: save.save,
			refused: stale ? 'stale' : null,
			state: 'marked',
			mine: this.content && mine(this.content, this.revision)
		};
		this.#answers.set(save.save, outcome);
		return outcome;
	}
}

function open(store: MemoryMarks, edge: Edge) {
	let ids = 0;
	return new MarkQueue({
		person: 'p',
		sitting: 's',
		store,
		send: edge.send,
		answered: () => {},
		now: () => 1,
		newId: () => `${store.rows.size}-${ids++}-${Math.random()}`
	});
}

test('a mark made without a network is on the device, and goes out when there is one', async () => {
	const [store, edge] = [new MemoryMarks(), new Edge()];
	edge.online = false;
	const queue = open(store, edge);
	await queue.keep(place, mark(3), 0, true);
	await queue.send();
	expect([...store.rows.values()].map(({ mark }) => mark.points)).toEqual([3]);
	expect(queue.problem).toBe('unreachable');
	const again = open(store, edge);
	await again.load();
	expect(again.of(place)?.mark.points).toBe(3);
	edge.online = true;
	await again.send();
	expect(edge.content?.points).toBe(3);
	expect([store.rows.size, again.waiting, again.problem]).toEqual([0, 0, null]);
});

test('an answer that was lost on the way is asked for with the same save, and acts once', async () => {
	const [store, edge] = [new MemoryMarks(), new Edge()];
	edge.losesAnswers = true;
	const queue = open(store, edge);
	await queue.keep(place, mark(2), 0, true);
	await queue.send();
	edge.losesAnswers = false;
	await queue.send();
	expect(new Set(edge.seen.map(({ save }) => save)).size).toBe(1);
	expect([edge.revision, store.rows.size]).toEqual([1, 0]);
});

test('what was typed while the mark was on its way is sent on top of it', async () => {
	const [store, edge] = [new MemoryMarks(), new Edge()];
	const queue = open(store, edge);
	edge.meanwhile = async () => {
		edge.meanwhile = async () => {};
		await queue.keep(place, mark(4), 0, true);
	};
	await queue.keep(place, mark(2), 0, true);
	await queue.send();
	await queue.send();
	expect([edge.content?.points, edge.revision]).toEqual([4, 2]);
	expect([store.rows.size, queue.inConflict.length]).toEqual([0, 0]);
});

test('saved in another window meanwhile: both values stand there, and either can be taken', async () => {
	for (const choice of ['mine', 'theirs'] as const) {
		const [store, edge] = [new MemoryMarks(), new Edge()];
		edge.content = mark(1, 'Another window');
		edge.revision = 5;
		const queue = open(store, edge);
		await queue.keep(place, mark(4, 'This window'), 4, true);
		await queue.send();
		const [row] = queue.inConflict;
		expect([row?.mark.points, row?.theirs?.points]).toEqual([4, 1]);
		expect([...store.rows.values()].map(({ state }) => state)).toEqual(['conflict']);
		if (row && choice === 'mine') await queue.keepMine(row);
		else if (row) await queue.takeTheirs(row);
		await queue.send();
		expect(edge.content.points).toBe(choice === 'mine' ? 4 : 1);
		expect(queue.of(place)).toBeNull();
	}
});

test('the same mark from another window is no conflict', async () => {
	const [store, edge] = [new MemoryMarks(), new Edge()];
	edge.content = mark(4);
	edge.revision = 1;
	const queue = open(store, edge);
	await queue.keep(place, mark(4), 0, true);
	await queue.send();
	expect([queue.inConflict.length, store.rows.size]).toEqual([0, 0]);
});

test('a mark refused for good stays on the device and is not sent over and over', async () => {
	const [store, edge] = [new MemoryMarks(), new Edge()];
	let requests = 0;
	const queue = new MarkQueue({
		person: 'p',
		sitting: 's',
		store,
		send: async (_, saves) => {
			requests++;
			return saves.map(({ save }) => ({ save, refused: 'closed', state: null, mine: null }));
		},
		answered: () => {},
		now: () => 1,
		newId: () => crypto.randomUUID()
	});
	await queue.keep(place, mark(3), 0, true);
	await queue.send();
	await queue.send();
	expect(requests).toBe(1);
	expect(queue.of(place)).toMatchObject({ state: 'refused', refused: 'closed' });
	expect(edge.revision).toBe(0);
});

const script = (index: number) => ({ ...place, script: `script-${index}` });
const refusing = (code: 'too_large' | 'invalid_request', is: (saves: MarkSave[]) => boolean) => {
	const requests: MarkSave[][] = [];
	const store = new MemoryMarks();
	const queue = new MarkQueue({
		person: 'p',
		sitting: 's',
		store,
		send: async (_, saves) => {
			requests.push(saves);
			if (is(saves)) throw new ApiError(code, 'refused');
			return saves.map(({ save, mark }) => ({
				save,
				refused: null,
				state: 'marked',
				mine: mine(mark, 1)
			}));
		},
		answered: () => {},
		now: () => 1,
		newId: () => crypto.randomUUID()
	});
	return { queue, store, requests };
};

test('one mark that cannot be sent does not hold up the others: it stays here with its reason, they go out', async () => {
	for (const code of ['too_large', 'invalid_request'] as const) {
		const { queue, store, requests } = refusing(code, (saves) =>
			saves.some(({ script }) => script === 'script-1')
		);
		for (const index of [0, 1, 2, 3]) await store.put(keptRow(index));
		await queue.load();
		await queue.send();
		expect([...store.rows.values()]).toMatchObject([
			{ script: 'script-1', state: 'refused', refused: code, mark: { points: 1 } }
		]);
		expect(queue.refused.map(({ script }) => script)).toEqual(['script-1']);
		expect([queue.waiting, queue.problem]).toEqual([0, null]);
		const before = requests.length;
		await queue.send();
		expect(requests.length).toBe(before);
		await queue.keep(script(4), mark(4), 0, true);
		await queue.send();
		expect(store.rows.size).toBe(1);
	}
});

test('a mark that was changed while it was refused is not refused with it', async () => {
	let changed = false;
	const { queue, store } = refusing('too_large', ([one]) => {
		if (changed || one?.mark.points !== 1) return false;
		changed = true;
		void queue.keep(place, mark(2), 0, true);
		return true;
	});
	await queue.keep(place, mark(1), 0, true);
	await queue.send();
	expect([queue.refused.length, store.rows.size, queue.waiting]).toEqual([0, 0, 0]);
});

test('many large marks go out in requests of a megabyte at most, none left behind', async () => {
	const { queue, store, requests } = refusing(
		'too_large',
		(saves) => JSON.stringify(saves).length > 1_100_000 && saves.length > 1
	);
	for (let index = 0; index < 60; index++)
		await store.put({ ...keptRow(index), mark: mark(1, 'x'.repeat(100_000)) });
	await queue.load();
	await queue.send();
	expect(store.rows.size).toBe(0);
	expect(requests.length).toBeLessThan(10);
	expect(requests.flat().map(({ script }) => script)).toHaveLength(60);
});

function keptRow(index: number): KeptMark {
	return {
		...script(index),
		version: 1,
		key: `p/script-${index}/essay/marker`,
		person: 'p',
		sitting: 's',
		save: `save-${index}`,
		revision: 0,
		mark: mark(index),
		savedAt: 1,
		state: 'waiting',
		refused: null,
		theirs: null
	};
}

test('a device that is full does not say that it saved, and the mark goes out all the same', async () => {
	const [store, edge] = [new MemoryMarks(), new Edge()];
	store.full = true;
	const queue = open(store, edge);
	await expect(queue.keep(place, mark(3), 0, true)).rejects.toThrow('Quota');
	expect(queue.unsaved).toBe(true);
	await queue.send();
	expect(edge.content?.points).toBe(3);
});

test('two queues of one person over one device: what was typed in one is not overwritten by an answer to the other', async () => {
	const [store, edge] = [new MemoryMarks(), new Edge()];
	edge.content = mark(1, 'Another device');
	edge.revision = 5;
	const [first, second] = [open(store, edge), open(store, edge)];
	await store.put({ ...keptRow(0), ...place, key: 'p/script-a/essay/marker' });
	await first.load();
	await second.load();
	edge.meanwhile = () => second.keep(place, mark(4, 'Typed there'), 0, false);
	await first.send();
	expect([...store.rows.values()].map(({ mark }) => mark.comment)).toEqual(['Typed there']);
	expect(first.of(place)?.mark.comment).toBe('Typed there');
});

test('marks left by a desk that was closed are counted, and sent from wherever the sitting is open', async () => {
	const [store, edge, network] = [new MemoryMarks(), new Edge(), new EventTarget()];
	vi.stubGlobal('addEventListener', network.addEventListener.bind(network));
	vi.stubGlobal('removeEventListener', network.removeEventListener.bind(network));
	vi.useFakeTimers();
	try {
		edge.online = false;
		await open(store, edge).keep(place, mark(3), 0, true);
		const queue = open(store, edge);
		const stop = keepSending(queue);
		await vi.advanceTimersByTimeAsync(0);
		expect([queue.here, queue.waiting, queue.problem]).toEqual([1, 1, 'unreachable']);
		edge.online = true;
		network.dispatchEvent(new Event('online'));
		await vi.advanceTimersByTimeAsync(0);
		expect([edge.content?.points, queue.here, store.rows.size]).toEqual([3, 0, 0]);
		await queue.keep(place, mark(4), 1, false);
		expect([queue.here, queue.waiting]).toEqual([1, 0]);
		stop();
		expect(vi.getTimerCount()).toBe(0);
	} finally {
		vi.useRealTimers();
		vi.unstubAllGlobals();
	}
});

test('a change not yet said to be done stays on this device', async () => {
	const [store, edge] = [new MemoryMarks(), new Edge()];
	const queue = open(store, edge);
	await queue.keep(place, mark(3), 0, false);
	await queue.send();
	expect([edge.seen.length, queue.of(place)?.state]).toEqual([0, 'kept']);
});
