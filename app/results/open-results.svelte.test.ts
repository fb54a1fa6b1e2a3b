import { expect, test, vi } from 'vitest';
import { ApiError } from '#app/api/api-error.ts';
import { browserProfile } from '#app/account/profile.ts';
import type { ReleasedResults } from '#sync/schema/release.ts';
import { browserResults } from './kept-results.ts';
import { OpenResults } from './open-results.svelte.ts';

const person = '0d2f6a52-90f4-4d0e-9a43-7f0c6c0c5a01';
const attempt = '0d2f6a52-90f4-4d0e-9a43-7f0c6c0c5a02';
const results: ReleasedResults = {
	attempt,
	title: 'An exam',
	shows: { marks: true, answers: false, feedback: false, responses: false, comments: false },
	releasedAt: 1,
	points: 3,
	maximum: 4,
	percent: 75,
	passed: true,
	passPercent: 50,
	items: [],
	changes: [],
	requestsUntil: null,
	requests: []
};

/** As a browser's: what it keeps are its own enumerable keys. */
function storage(most = Infinity): Storage {
	const held = {
		getItem: (key: string) => (Object.hasOwn(held, key) ? String(Reflect.get(held, key)) : null),
		setItem(key: string, value: string) {
			if (value.length > most) throw new DOMException('full', 'QuotaExceededError');
			Reflect.set(held, key, value);
		},
		removeItem: (key: string) => void Reflect.deleteProperty(held, key)
	};
	for (const name of ['getItem', 'setItem', 'removeItem'])
		Object.defineProperty(held, name, { enumerable: false });
	return held as unknown as Storage;
}

function open(kept: Storage, of: () => Promise<ReleasedResults>, who = person) {
	return new OpenResults({
		person: who,
		attempt,
		api: { of },
		kept: browserResults(kept),
		now: () => 100
	});
}
const offline = () => Promise.reject(new ApiError('unreachable', 'no network'));

test('what was seen once is there without a network', async () => {
	const disk = storage();
	await open(disk, async () => results).refresh();
	const again = open(disk, offline);
	expect([again.results?.points, again.asOf]).toEqual([3, 100]);
	await again.refresh();
	expect([again.results?.points, again.problem]).toEqual([3, 'unreachable']);
});

test('another student on the same device sees none of it, and signing out takes it away', async () => {
	const disk = storage();
	await open(disk, async () => results).refresh();
	expect(open(disk, offline, '0d2f6a52-90f4-4d0e-9a43-7f0c6c0c5a03').results).toBeNull();
	disk.setItem('invigil-exam-list', 'stays');
	const nothing = async () => undefined;
	browserProfile(disk, async () => ({ keep: nothing, read: nothing, forget: nothing })).clear();
	expect(open(disk, offline).results).toBeNull();
	expect(disk.getItem('invigil-exam-list')).toBe('stays');
});

test('hidden again: the copy on the device goes too', async () => {
	const disk = storage();
	await open(disk, async () => results).refresh();
	const hidden = open(disk, () =>
		Promise.reject(new ApiError('not_open_yet', 'hidden', { evidence: { from: 900 } }))
	);
	await hidden.refresh();
	expect([hidden.results, hidden.from]).toEqual([null, 900]);
	expect(open(disk, offline).results).toBeNull();
});

test('a device that is full shows them all the same, and keeps no older ones', async () => {
	const warned = vi.spyOn(console, 'warn').mockImplementation(() => {});
	const full = open(storage(10), async () => results);
	await full.refresh();
	expect(full.results?.points).toBe(3);
	expect(warned).toHaveBeenCalled();
	warned.mockRestore();
});
