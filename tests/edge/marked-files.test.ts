/** Files that were handed in, as a marker meets them: by script, and without a word of whose they are. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { utf8 } from '#sync/bytes.ts';
import type { Bytes } from '#sync/bytes.ts';
import { sha256Hex } from '#sync/hash.ts';
import { fileState } from '#sync/schema/files.ts';
import { answerPage, markingSittings, markOutcomes } from '#sync/schema/marking.ts';
import { ticketHeader } from '#sync/ticket.ts';
import { EdgeClient, signedIn } from '../support/edge-client.ts';
import { EdgeDevice, fetchPapersOf } from '../support/edge-device.ts';
import type { DevicePapers } from '../support/edge-device.ts';
import { startEdge, type EdgeStack } from '../support/edge-stack.ts';
import { addTeacher, untilMarked } from '../support/marked-sitting.ts';
import { png } from '../support/small-files.ts';
import { scheduleUploads } from '../support/upload-exam.ts';

let stack: EdgeStack;
let teacher: EdgeClient;
let marker: EdgeClient;
let elsewhere: EdgeClient;
let sitting: string;
let otherSitting: string;
let script: string;
let otherScript: string;
const papers: DevicePapers[] = [];

const page = png(40, 30);
const takenBack = png(41, 30);
const others = png(42, 30);
const text = utf8('<script>alert(1)</script> is what I wrote.');
const named = (bytes: Bytes, contentType = 'image/png', name = 'page.png') => ({
	hash: sha256Hex(bytes),
	name,
	contentType,
	bytes: bytes.length
});

/** The answer names `files` last; before, it named what was taken back. All of them arrive. */
async function handIn(email: string, id: string, item: string, ...files: Bytes[]) {
	const own = await fetchPapersOf(stack.origin, email, id);
	const device = EdgeDevice.create(own).connect();
	await device.open();
	const kept = files.map((bytes) =>
		bytes === text ? named(bytes, 'text/plain', 'words.txt') : named(bytes)
	);
	const write = (said: ReturnType<typeof named>[]) =>
		device.write({ kind: 'response', data: { item, value: { type: 'upload', files: said } } });
	const first = await write([named(takenBack), ...kept.slice(0, 1)]);
	await device.untilReceipted(first.seq);
	await bring(own, takenBack);
	await write(kept);
	const { seq } = await device.write({ kind: 'submit', data: { total: 1, by: 'student' } });
	await device.untilReceipted(seq);
	for (const bytes of files) await bring(own, bytes);
	device.disconnect();
	papers.push(own);
}

async function bring(own: DevicePapers, bytes: Bytes): Promise<void> {
	const path = `/attempts/${own.attempt.id}/files/${sha256Hex(bytes)}/parts/0`;
	const headers = { authorization: ticketHeader(own.signed) };
	const { body } = await new EdgeClient(stack.origin).ask('PUT', path, { body: bytes, headers });
	expect(fileState.parse(body).receipt).not.toBeNull();
}

const answersOf = async (client: EdgeClient, id: string) =>
	answerPage.parse((await client.ask('GET', `/marking/sittings/${id}/answers`)).body).answers;
/** What a file is called while names are hidden, by sitting and hash. */
const called = new Map<string, string>();
async function fetchMarked(client: EdgeClient, asked: string): Promise<Uint8Array> {
	const response = await fetch(`${stack.origin}/api/v1${asked}`, {
		headers: { cookie: client.cookie, origin: stack.origin }
	});
	return new Uint8Array(await response.arrayBuffer());
}
/** As a marker finds it: by looking at the files. */
async function scriptWith(id: string, bytes: Bytes): Promise<string> {
	for (const { script: by, response } of await answersOf(teacher, id))
		for (const { hash } of response?.type === 'upload' ? response.files : []) {
			const seen = await fetchMarked(teacher, `/marking/sittings/${id}/files/${hash}?script=${by}`);
			if (sha256Hex(seen) !== sha256Hex(bytes)) continue;
			called.set(`${id} ${sha256Hex(bytes)}`, hash);
			return by;
		}
	return '';
}
const path = (bytes: Bytes, { of = sitting, by = script } = {}) =>
	`/marking/sittings/${of}/files/${called.get(`${of} ${sha256Hex(bytes)}`) ?? sha256Hex(bytes)}?script=${by}`;
const statusOf = async (client: EdgeClient, asked: string) =>
	(await client.ask('GET', asked)).status;

beforeAll(async () => {
	stack = await startEdge();
	await addTeacher(stack, [
		{ email: 'marker@demo.test', name: 'A Marker' },
		{ email: 'stranger@elsewhere.test', name: 'A Stranger', elsewhere: true }
	]);
	teacher = await signedIn(stack.origin, 'teacher@demo.test');
	marker = await signedIn(stack.origin, 'marker@demo.test');
	elsewhere = await signedIn(stack.origin, 'stranger@elsewhere.test');
	const change = { accept: ['image' as const, 'text' as const] };
	const students = ['student1@demo.test', 'student2@demo.test'];
	const one = await scheduleUploads(teacher, 'Photographed', students, change);
	const two = await scheduleUploads(teacher, 'Another', students, change);
	[sitting, otherSitting] = [one.id, two.id];
	await handIn('student1@demo.test', sitting, one.item, page, text);
	await handIn('student2@demo.test', sitting, one.item, others);
	await handIn('student1@demo.test', otherSitting, two.item, page);
	await untilMarked(teacher, sitting, 2);
	await untilMarked(teacher, otherSitting, 1);
	script = await scriptWith(sitting, page);
	otherScript = await scriptWith(sitting, others);
	await scriptWith(sitting, text);
	// Of one exam alone.
	const { sittings } = markingSittings.parse((await teacher.ask('GET', '/marking/sittings')).body);
	const exam = sittings.find(({ id }) => id === sitting)?.exam;
	const body = { email: 'marker@demo.test', permissions: ['mark'] };
	expect((await teacher.ask('PUT', `/teacher/exams/${exam}/permissions`, { body })).status).toBe(
		200
	);
});
afterAll(() => stack?.dispose());

test('whoever marks the answer sees its file, and learns neither a name nor the attempt', async () => {
	const [listed] = (await answersOf(marker, sitting)).filter((one) => one.script === script);
	expect(listed).toMatchObject({ attempt: null, studentName: null });
	const { response: written } = listed ?? {};
	const files = written?.type === 'upload' ? written.files : [];
	expect(files.map(({ name }) => name)).toEqual(['file-1.png', 'file-2.txt']);
	const response = await fetch(`${stack.origin}/api/v1${path(page)}`, {
		headers: { cookie: marker.cookie, origin: stack.origin }
	});
	expect(new Uint8Array(await response.arrayBuffer())).toEqual(new Uint8Array(page));
	const headers = JSON.stringify([...response.headers]);
	for (const own of papers) {
		expect(headers).not.toContain(own.attempt.id);
		expect(headers).not.toContain(own.ticket.student);
		expect(headers).not.toContain(own.ticket.studentName);
	}
});

test('attack: the hash of a file, which stands beside a name elsewhere, is not in what a marker gets, and opens nothing', async () => {
	const { body } = await marker.ask('GET', `/marking/sittings/${sitting}/answers`);
	for (const bytes of [page, text, others])
		expect(JSON.stringify(body)).not.toContain(sha256Hex(bytes));
	const byHash = `/marking/sittings/${sitting}/files/${sha256Hex(page)}?script=${script}`;
	expect(await statusOf(marker, byHash)).toBe(404);
});

test('what a marker draws on a file is kept under its hash, for when names are known, and comes back as it was sent', async () => {
	const file = called.get(`${sitting} ${sha256Hex(page)}`);
	const item = (await answersOf(marker, sitting))[0]?.item;
	const annotations = [{ kind: 'note', file, x: 0.5, y: 0.5, text: 'Here' }];
	const mark = { points: null, comment: '', scores: [], annotations, done: false };
	const saves = [{ save: crypto.randomUUID(), script, item, as: 'marker', revision: 0, mark }];
	const to = `/marking/sittings/${sitting}/marks`;
	const { body } = await marker.ask('POST', to, { body: { saves } });
	expect(markOutcomes.parse(body).outcomes[0]?.mine?.annotations).toEqual(annotations);
	const listed = (await answersOf(marker, sitting)).find((one) => one.script === script);
	expect(listed?.mine?.annotations).toEqual(annotations);
	const [kept] = await stack.database((query) =>
		query("select annotations -> 0 ->> 'file' as file from marks where script_id = $1", [script])
	);
	expect(kept?.['file']).toBe(sha256Hex(page));
});

test('attack: a picture is typed by its bytes, everything else is only bytes; none gets a page to run in', async () => {
	const picture = await marker.ask('GET', path(page));
	expect(picture.headers.get('content-type')).toBe('image/png');
	const written = await marker.ask('GET', path(text));
	expect([written.status, written.headers.get('content-type')]).toEqual([
		200,
		'application/octet-stream'
	]);
	for (const { headers } of [picture, written]) {
		expect(headers.get('content-disposition')).toMatch(/^attachment/);
		expect(headers.get('content-security-policy')).toContain('sandbox');
		expect(headers.get('x-content-type-options')).toBe('nosniff');
		expect(headers.get('cache-control')).toBe('private, no-store');
	}
});

test('attack: a file of another answer, one that was taken back, and one that is nowhere', async () => {
	expect(await statusOf(marker, path(others, { by: otherScript }))).toBe(200);
	expect(await statusOf(marker, path(others))).toBe(404);
	expect(await statusOf(marker, path(page, { by: otherScript }))).toBe(404);
	expect(await statusOf(marker, path(takenBack))).toBe(404);
	expect(await statusOf(marker, path(png(43, 30)))).toBe(404);
	expect(await statusOf(marker, path(page, { by: crypto.randomUUID() }))).toBe(404);
	expect(await statusOf(marker, path(page, { by: 'nothing' }))).toBe(400);
});

test('attack: nobody else sees it: another institution, its student, a marker of another sitting', async () => {
	const student = await signedIn(stack.origin, 'student1@demo.test');
	const proctor = await signedIn(stack.origin, 'proctor@demo.test');
	for (const client of [elsewhere, student, proctor])
		expect(await statusOf(client, path(page))).toBe(404);
	expect(await statusOf(new EdgeClient(stack.origin), path(page))).toBe(401);
	const foreignScript = await scriptWith(otherSitting, page);
	const there = path(page, { of: otherSitting, by: foreignScript });
	expect(await statusOf(teacher, there)).toBe(200);
	expect(await statusOf(marker, there)).toBe(404);
	// Under the sitting that one may mark, too.
	expect(await statusOf(marker, path(page, { by: foreignScript }))).toBe(404);
});
