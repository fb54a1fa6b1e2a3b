/** The sender before an edge that answers as told: what is tried again, what is given up, and that time alone brings it on. */
import { beforeAll, beforeEach, expect, test } from 'vitest';
import { issueFileReceipt } from '#sync/file-receipt.ts';
import { sha256Hex } from '#sync/hash.ts';
import type { Signed } from '#sync/schema/signed.ts';
import { TestClock } from '#sync/testing/clock.ts';
import { BEGIN, makeEdge, uuid, type Edge } from '#sync/testing/fixture.ts';
import { PART_BYTES } from '#sync/upload.ts';
import type { KeptAttempt, KeptSession } from '../../device/device-rows.ts';
import { FileSender } from './file-sender.ts';
import { MemoryShelf } from './memory-shelf.ts';

const attempt = uuid(1);
const bytes = new Uint8Array(PART_BYTES + 10).fill(7);
const hash = sha256Hex(bytes);
const ticket: Signed = { key: 'k', bytes: 'b', signature: 's' };

let edge: Edge;
let clock: TestClock;
let shelf: MemoryShelf;
let asked: string[];
let told: string[];
let sessionState: KeptSession['state'];
/** What the edge answers now. */
let answer: (method: string, part: number) => Promise<Response>;
let parts: Set<number>;

beforeAll(async () => {
	edge = await makeEdge();
});
beforeEach(async () => {
	clock = new TestClock();
	shelf = new MemoryShelf();
	asked = [];
	told = [];
	parts = new Set();
	sessionState = 'open';
	answer = whole;
	const named = { attempt, hash, name: 'a.jpg', contentType: 'image/jpeg', addedAt: 1 };
	await shelf.put(named, bytes);
});

const json = (body: unknown, status = 200) => new Response(JSON.stringify(body), { status });
const refuse = (code: string, status: number) =>
	json({ type: '/', title: '', status, detail: '', code }, status);
const receiptBy = (signer = edge.signer) =>
	issueFileReceipt(
		{ version: 1, attempt, hash, bytes: bytes.length, contentType: 'image/jpeg', at: BEGIN },
		signer
	);
const whole = async (method: string, part: number, signer = edge.signer) => {
	if (method === 'PUT') parts.add(part);
	return json(
		parts.size === 2
			? { receipt: await receiptBy(signer), parts: [] }
			: { receipt: null, parts: [...parts] }
	);
};

function sender(): FileSender {
	const made = new FileSender({
		shelf,
		store: {
			attempt: async () => ({ edgeKeys: [edge.key] }) as unknown as KeptAttempt,
			sessionsOf: async () => [{ ticket, state: sessionState } as KeptSession]
		},
		fetch: async (url, init) => {
			const method = init.method ?? '';
			const part = Number(url.split('/').at(-1));
			asked.push(method === 'PUT' ? `PUT ${part}` : method);
			return answer(method, part);
		},
		schedule: clock.schedule,
		random: () => 1,
		tell: (file) => void told.push(file.hash)
	});
	made.nudge();
	return made;
}
const row = () => shelf.rows.get(hash);

test('U4: a file is received only under the edge’s own receipt', async () => {
	answer = async (method, part) => whole(method, part, (await makeEdge()).signer);
	sender();
	await clock.advance(100);
	expect(row()?.receipt).toBeNull();
	answer = whole;
	await clock.advance(5_000);
	// Its signature is checked by the real cryptography, which knows no clock of a test.
	await expect.poll(() => row()?.receipt ?? null).not.toBeNull();
	await expect.poll(() => told).toEqual([hash]);
});

test('U3: what is there already is not sent again', async () => {
	parts.add(0);
	sender();
	await clock.advance(100);
	expect(asked).toEqual(['GET', 'PUT 1']);
});

test('U3: all there and no receipt, the last part is sent again', async () => {
	parts = new Set([0, 1]);
	answer = async (method) =>
		method === 'GET' ? json({ receipt: null, parts: [0, 1] }) : whole('GET', 0);
	sender();
	await clock.advance(100);
	expect(asked).toEqual(['GET', 'PUT 1']);
	await expect.poll(() => row()?.receipt ?? null).not.toBeNull();
});

test('U6: it goes on trying for hours, never more than a minute apart, and at once when there is a network', async () => {
	answer = () => Promise.reject(new TypeError('no network'));
	const made = sender();
	await clock.advance(3_600_000);
	const tries = asked.length;
	expect(tries).toBeGreaterThanOrEqual(60);
	answer = whole;
	made.nudge();
	await clock.advance(10);
	await expect.poll(() => row()?.receipt ?? null).not.toBeNull();
	await clock.advance(600_000);
	expect(asked).toHaveLength(tries + 3);
});

test('a log that has not arrived yet is no refusal; one that has, and names it not, is', async () => {
	answer = async () => refuse('not_found', 404);
	sender();
	await clock.advance(60_000);
	expect(row()).toMatchObject({ receipt: null, refused: null });
	sessionState = 'done';
	await clock.advance(120_000);
	expect(row()?.refused).toBe('not_named');
});

test('what the edge will not take is not sent for ever, and stays on the device', async () => {
	answer = async () => refuse('too_large', 413);
	sender();
	await clock.advance(600_000);
	expect(asked).toHaveLength(1);
	expect(row()?.refused).toBe('too_large');
	expect(shelf.kept.has(hash)).toBe(true);
});

test('attack: an answer that is no JSON, or a receipt for another file, changes nothing', async () => {
	answer = async () => new Response('<html>sign in to this network</html>');
	sender();
	await clock.advance(1_000);
	const other = await issueFileReceipt(
		{ version: 1, attempt, hash: '0'.repeat(64), bytes: 1, contentType: 'image/jpeg', at: BEGIN },
		edge.signer
	);
	answer = async () => json({ receipt: other, parts: [] });
	await clock.advance(10_000);
	expect(row()).toMatchObject({ receipt: null, refused: null });
});
