/** Files as answers at the edge: brought in parts under a ticket, held against the log, shown to few, gone with their student. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Bytes } from '#sync/bytes.ts';
import { openFileReceipt } from '#sync/file-receipt.ts';
import { sha256Hex } from '#sync/hash.ts';
import { bundle as bundleSchema } from '#sync/schema/bundle.ts';
import { fileList, fileState } from '#sync/schema/files.ts';
import { ticketHeader } from '#sync/ticket.ts';
import { MOST_ATTEMPT_BYTES, MOST_EVER_BYTES, PART_BYTES, partsOf } from '#sync/upload.ts';
import { verifyBundle } from '#sync/verify/verify-bundle.ts';
import { EdgeClient, signedIn } from '../support/edge-client.ts';
import type { Answer } from '../support/edge-client.ts';
import { EdgeDevice, fetchPapersOf } from '../support/edge-device.ts';
import type { DevicePapers } from '../support/edge-device.ts';
import { startEdge, type EdgeStack } from '../support/edge-stack.ts';
import { someFile } from '../support/on-disk.ts';
import { html, png } from '../support/small-files.ts';
import { PASSWORD } from '../support/student.ts';
import { scheduleUploads } from '../support/upload-exam.ts';

let stack: EdgeStack;
let teacher: EdgeClient;
let papers: DevicePapers;
let other: DevicePapers;
let device: EdgeDevice;
/** Name of the question. */
let asked: string;

const page = png(40, 30);
const large = png(800, 700, { noise: true });
const named = (bytes: Bytes, contentType = 'image/png', name = 'page.png') => ({
	hash: sha256Hex(bytes),
	name,
	contentType,
	bytes: bytes.length
});

beforeAll(async () => {
	stack = await startEdge();
	teacher = await signedIn(stack.origin, 'teacher@demo.test');
	const { id, item } = await scheduleUploads(
		teacher,
		'Photographed',
		['student1@demo.test', 'student2@demo.test'],
		{ mostBytes: 3_000_000 }
	);
	asked = item;
	papers = await fetchPapersOf(stack.origin, 'student1@demo.test', id);
	other = await fetchPapersOf(stack.origin, 'student2@demo.test', id);
	device = EdgeDevice.create(papers).connect();
	await device.open();
});
afterAll(async () => {
	device?.disconnect();
	await stack?.dispose();
});

/** The log says so, and the edge has signed for it. */
async function answer(...files: ReturnType<typeof named>[]): Promise<void> {
	const { seq } = await device.write({
		kind: 'response',
		data: { item: asked, value: { type: 'upload', files } }
	});
	await device.untilReceipted(seq);
}

const path = (hash: string, of = papers) => `/attempts/${of.attempt.id}/files/${hash}`;
const under = (of: DevicePapers) => ({ authorization: ticketHeader(of.signed) });
/** Without a sign-in: an exam in progress never asks for a password. */
const stranger = () => new EdgeClient(stack.origin);

function put(bytes: Bytes, part = 0, { as = papers, to = papers, hash = sha256Hex(bytes) } = {}) {
	const body = bytes.slice(part * PART_BYTES, (part + 1) * PART_BYTES);
	return stranger().ask('PUT', `${path(hash, to)}/parts/${part}`, { body, headers: under(as) });
}
const state = async (hash: string) => {
	const { body } = await stranger().ask('GET', `${path(hash)}/parts`, { headers: under(papers) });
	return fileState.parse(body);
};
const code = ({ body }: Answer) => (body as { code?: string }).code;

describe('U3, U4: a file', () => {
	test('attack: one that the log does not name is not taken', async () => {
		await answer();
		expect(await put(page)).toMatchObject({ status: 404, body: { code: 'not_found' } });
	});

	test('that the log names is taken, signed for and told again as often as it is asked', async () => {
		await answer(named(page));
		const taken = fileState.parse((await put(page)).body);
		const opened = await openFileReceipt(taken.receipt, papers.keys);
		expect(opened.ok && opened.statement).toMatchObject({
			attempt: papers.attempt.id,
			hash: sha256Hex(page),
			bytes: page.length,
			contentType: 'image/png'
		});
		expect(fileState.parse((await put(page)).body)).toEqual(taken);
		expect(await state(sha256Hex(page))).toEqual(taken);
	});

	test('of several parts comes in any order and goes on where it was broken off', async () => {
		await answer(named(page), named(large));
		expect(partsOf(large.length)).toBe(2);
		expect(fileState.parse((await put(large, 1)).body)).toEqual({ receipt: null, parts: [1] });
		expect(await state(sha256Hex(large))).toEqual({ receipt: null, parts: [1] });
		expect(fileState.parse((await put(large, 0)).body).receipt).not.toBeNull();
	});

	test('attack: a part that is longer than a part can be is refused', async () => {
		const long = new Uint8Array(PART_BYTES + 1);
		const answered = await stranger().ask('PUT', `${path(sha256Hex(page))}/parts/0`, {
			body: long,
			headers: under(papers)
		});
		expect(code(answered)).toBe('too_large');
	});
});

describe('U4, U5: refused', () => {
	test('attack: with another student’s ticket nothing can be brought, and nothing learned', async () => {
		expect(code(await put(page, 0, { as: other }))).toBe('ticket_invalid');
		expect(code(await put(page, 0, { as: other, to: other }))).toBe('not_found');
		expect(
			code(await stranger().ask('PUT', `${path(sha256Hex(page))}/parts/0`, { body: page }))
		).toBe('ticket_invalid');
	});

	test('attack: bytes that do not have the hash of the log are thrown away', async () => {
		const said = png(41, 30);
		const lie = said.slice();
		lie[lie.length - 20] = (lie[lie.length - 20] ?? 0) ^ 1;
		await answer(named(page), named(said));
		const refused = await put(lie, 0, { hash: sha256Hex(said) });
		expect(refused).toMatchObject({ status: 400, body: { evidence: { field: 'hash' } } });
		expect(await state(sha256Hex(said))).toEqual({ receipt: null, parts: [] });
		expect((await put(said)).status).toBe(200);
	});

	test('attack: a page of HTML that is called a picture is none', async () => {
		await answer(named(page), named(html, 'image/png', 'page.png'));
		expect(await put(html)).toMatchObject({ status: 400, body: { evidence: { field: 'type' } } });
		expect((await teacher.ask('GET', path(sha256Hex(html)))).status).toBe(404);
	});

	test('attack: a type that the item does not accept is refused before it is stored', async () => {
		await answer(named(page), named(html, 'text/plain', 'page.txt'));
		expect(await put(html)).toMatchObject({
			status: 400,
			body: { evidence: { field: 'contentType' } }
		});
	});

	test('attack: a file larger than the item allows is refused with its first part', async () => {
		const huge = { ...named(large), hash: '9'.repeat(64), bytes: 3_000_001 };
		await answer(named(page), huge);
		expect(await put(large, 0, { hash: huge.hash })).toMatchObject({
			status: 413,
			body: { code: 'too_large', evidence: { limit: 3_000_000 } }
		});
	});
});

describe('all files of an attempt together', () => {
	const [first, second, third] = [png(50, 30), png(51, 30), png(52, 30)] as const;
	/** As if it were that large. */
	const enlarge = (bytes: number) =>
		stack.database((query) =>
			query('update attempt_files set bytes = $2 where attempt_id = $1 and hash = $3', [
				papers.attempt.id,
				bytes,
				sha256Hex(first)
			])
		);

	afterAll(() => enlarge(first.length));

	test('U5: what was taken back leaves its room to others', async () => {
		await answer(named(first));
		expect((await put(first)).status).toBe(200);
		await enlarge(MOST_ATTEMPT_BYTES);
		await answer(named(first), named(second));
		expect(await put(second)).toMatchObject({
			status: 413,
			body: { code: 'too_large', evidence: { limit: MOST_ATTEMPT_BYTES, because: 'together' } }
		});
		await answer(named(second));
		expect(fileState.parse((await put(second)).body).receipt).not.toBeNull();
	});

	test('attack: taking back and bringing again does not go on for ever', async () => {
		await enlarge(MOST_EVER_BYTES);
		await answer(named(third));
		expect(await put(third)).toMatchObject({
			status: 413,
			body: { code: 'too_large', evidence: { limit: MOST_EVER_BYTES, because: 'ever' } }
		});
	});
});

describe('looked at', () => {
	test('by the student and the staff of the sitting, and by nobody else', async () => {
		await answer(named(page), named(large));
		const seenBy = async (email: string) => {
			const client = await signedIn(stack.origin, email);
			const listed = await client.ask('GET', `/attempts/${papers.attempt.id}/files`);
			return [listed.status, (await client.ask('GET', path(sha256Hex(page)))).status];
		};
		expect(await seenBy('student1@demo.test')).toEqual([200, 200]);
		expect(await seenBy('teacher@demo.test')).toEqual([200, 200]);
		expect(await seenBy('student2@demo.test')).toEqual([404, 404]);
		expect(await seenBy('proctor@demo.test')).toEqual([404, 404]);
		expect(await seenBy('admin@demo.test')).toEqual([404, 404]);
		expect((await stranger().ask('GET', path(sha256Hex(page)))).status).toBe(401);
	});

	test('attack: opened by itself it is saved, typed by its bytes, and has no page to run in', async () => {
		const { headers } = await teacher.ask('GET', path(sha256Hex(page)));
		expect(headers.get('content-type')).toBe('image/png');
		expect(headers.get('content-disposition')).toMatch(/^attachment/);
		expect(headers.get('content-security-policy')).toContain('sandbox');
		expect(headers.get('x-content-type-options')).toBe('nosniff');
	});

	test('V13: the record says which are there, and which are not yet', async () => {
		const missing = png(42, 30);
		await answer(named(page), named(large), named(missing));
		const verdict = async () => {
			const { body } = await teacher.ask('GET', `/attempts/${papers.attempt.id}/bundle`);
			const { claims } = await verifyBundle(body, { trusted: papers.keys });
			return claims.find(({ id }) => id === 'files_received');
		};
		expect(await verdict()).toMatchObject({ status: 'not_provable', detail: { missing: 1 } });
		await put(missing);
		expect(await verdict()).toMatchObject({ status: 'pass', detail: { named: 3, missing: 0 } });
	});
});

const onDisk = (hash: string): boolean =>
	someFile(stack.data, (bytes) => sha256Hex(bytes) === hash);

test('erased with their student: the files are nowhere, and none comes in any more', async () => {
	await stack.database(async (query) => {
		await query(
			"update sittings set closes_at = now() - interval '100 days', opens_at = now() - interval '101 days'"
		);
		await query("update exam_sessions set last_entry_at = now() - interval '100 days'");
	});
	device.disconnect();
	expect(onDisk(sha256Hex(large))).toBe(true);
	const gone = await papers.client.ask('POST', '/auth/data/erase', {
		body: { email: 'student1@demo.test', proof: { password: PASSWORD } }
	});
	expect([gone.status, gone.body]).toEqual([204, '']);
	expect(onDisk(sha256Hex(large))).toBe(false);
	expect(code(await put(page))).toBe('not_found');
	const again = await signedIn(stack.origin, 'teacher@demo.test');
	expect((await again.ask('GET', path(sha256Hex(page)))).status).toBe(404);
	const listed = await again.ask('GET', `/attempts/${papers.attempt.id}/files`);
	expect(fileList.parse(listed.body).files).toEqual([]);
	const { body } = await again.ask('GET', `/attempts/${papers.attempt.id}/bundle`);
	expect(bundleSchema.parse(body).files).toBeUndefined();
});
