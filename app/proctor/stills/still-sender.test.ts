/** The sender before an edge that answers as told: what leaves the device, and what is tried again. Over a real edge: tests/edge. */
import { beforeAll, beforeEach, expect, test } from 'vitest';
import { issueFileReceipt } from '#sync/file-receipt.ts';
import { sha256Hex } from '#sync/hash.ts';
import { STILL_PART_BYTES } from '#sync/stills.ts';
import { TestClock } from '#sync/testing/clock.ts';
import { BEGIN, makeEdge, uuid, type Edge } from '#sync/testing/fixture.ts';
import type { KeptAttempt, KeptSession } from '../../device/device-rows.ts';
import type { NewStill } from '../../device/still-shelf.ts';
import { StillSender } from './still-sender.ts';

const attempt = uuid(1);
const bytes = new Uint8Array(STILL_PART_BYTES + 10).fill(7);
const hash = sha256Hex(bytes);
let edge: Edge;
let clock: TestClock;
let shelf: Map<string, NewStill>;
let expiredAt: number[];
let asked: string[];
let known: boolean;
let state: KeptSession['state'];
let answer: (method: string, part: number) => Promise<Response>;
let parts: Set<number>;

beforeAll(async () => {
	edge = await makeEdge();
});
beforeEach(() => {
	clock = new TestClock();
	const still = { attempt, hash, contentType: 'image/webp', addedAt: 1, keepUntil: BEGIN };
	shelf = new Map([[hash, still]]);
	expiredAt = [];
	asked = [];
	known = true;
	state = 'open';
	parts = new Set();
	answer = whole;
});

const json = (body: unknown, status = 200) => new Response(JSON.stringify(body), { status });
const refuse = (code: string, status: number) =>
	json({ type: '/', title: '', status, detail: '', code }, status);
const whole = async (method: string, part: number, signer = edge.signer) => {
	if (method === 'PUT') parts.add(part);
	const statement = {
		version: 1 as const,
		attempt,
		hash,
		bytes: bytes.length,
		contentType: 'image/webp' as const,
		at: BEGIN
	};
	return json(
		parts.size === 2
			? { receipt: await issueFileReceipt(statement, signer), parts: [] }
			: { receipt: null, parts: [...parts] }
	);
};
function send(): StillSender {
	const sender = new StillSender({
		shelf: {
			waiting: async () => [...shelf.values()],
			picture: async () => bytes,
			remove: async (_attempt, removed) => void shelf.delete(removed),
			removeExpired: async (now) => void expiredAt.push(now)
		},
		store: {
			attempt: async () =>
				known ? ({ edgeKeys: [edge.key] } as unknown as KeptAttempt) : undefined,
			sessionsOf: async () => [
				{ ticket: { key: 'k', bytes: 'b', signature: 's' }, state } as KeptSession
			]
		},
		fetch: async (url, init) => {
			const part = Number(url.split('/').at(-1));
			asked.push(init.method === 'PUT' ? `PUT ${part}` : String(init.method));
			return answer(init.method ?? '', part);
		},
		schedule: clock.schedule,
		random: () => 1,
		now: clock.now
	});
	sender.nudge();
	return sender;
}

test('P4: it leaves the device only under the edge’s own receipt', async () => {
	const { signer } = await makeEdge();
	answer = (method, part) => whole(method, part, signer);
	const inTime = async () => {
		await clock.advance(1_000);
		return shelf.size;
	};
	send();
	await expect.poll(async () => [await inTime(), asked.includes('PUT 1')]).toEqual([1, true]);
	for (let round = 0; round < 5; round++) expect(await inTime()).toBe(1);
	answer = whole;
	await expect.poll(inTime).toBe(0);
});

test('P4: what is there already is not sent again', async () => {
	parts.add(0);
	send();
	await clock.advance(100);
	expect(asked).toEqual(['GET', 'PUT 1']);
});

test('a log that has not arrived yet is waited for; one that has, and names it not, is not', async () => {
	answer = async () => refuse('not_found', 404);
	send();
	await clock.advance(60_000);
	expect(shelf.size).toBe(1);
	state = 'done';
	await clock.advance(120_000);
	expect(shelf.size).toBe(0);
});

test('what the edge will never take leaves the device at once', async () => {
	for (const [code, status] of [
		['too_large', 413],
		['closed', 409],
		['not_allowed', 403]
	] as const) {
		shelf.set(hash, { attempt, hash, contentType: 'image/webp', addedAt: 1, keepUntil: BEGIN });
		answer = async () => refuse(code, status);
		send();
		await clock.advance(100);
		expect([code, shelf.size]).toEqual([code, 0]);
	}
});

test('P8: each round begins with throwing away what was promised to be gone', async () => {
	answer = () => Promise.reject(new TypeError('no network'));
	send();
	await clock.advance(3_000);
	expect(expiredAt.length).toBeGreaterThan(1);
	expect(expiredAt.at(-1)).toBeGreaterThanOrEqual(clock.epoch);
});

test('of a student who was forgotten on this device nothing is left', async () => {
	known = false;
	send();
	await clock.advance(100);
	expect([shelf.size, asked]).toEqual([0, []]);
});
