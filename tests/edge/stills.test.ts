/** Stills at the edge: brought over a line that breaks, held against the log, unreadable where they lie, and gone when it was promised. */
import { readdirSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { unzipSync } from 'fflate';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Bytes } from '#sync/bytes.ts';
import { openFileReceipt } from '#sync/file-receipt.ts';
import { sha256Hex } from '#sync/hash.ts';
import { sittingDetail } from '#sync/schema/api.ts';
import { auditCheck } from '#sync/schema/administration.ts';
import { bundle as bundleSchema } from '#sync/schema/bundle.ts';
import { fileState } from '#sync/schema/files.ts';
import { stillList } from '#sync/schema/stills.ts';
import {
	MOST_STILL_BYTES,
	STILL_PART_BYTES,
	stillParts,
	STILLS_PER_OBSERVATION
} from '#sync/stills.ts';
import { TestClock } from '#sync/testing/clock.ts';
import { ticketHeader } from '#sync/ticket.ts';
import { reportLines } from '#sync/verify/report.ts';
import { verifyBundle } from '#sync/verify/verify-bundle.ts';
import type { KeptAttempt, KeptSession } from '../../app/device/device-rows.ts';
import type { NewStill } from '../../app/device/still-shelf.ts';
import { StillSender } from '../../app/proctor/stills/still-sender.ts';
import { lockStills } from '../../edge/db/attempt-stills.ts';
import { EdgeClient, signedIn } from '../support/edge-client.ts';
import type { Answer } from '../support/edge-client.ts';
import { EdgeDevice, fetchPapersOf } from '../support/edge-device.ts';
import type { DevicePapers } from '../support/edge-device.ts';
import { copySitting } from '../support/edge-sittings.ts';
import { startEdge, type EdgeStack, type Query } from '../support/edge-stack.ts';
import { someFile } from '../support/on-disk.ts';
import { html, png, webp } from '../support/small-files.ts';
import { PASSWORD } from '../support/student.ts';

const DAY = 24 * 60;
const KEPT_DAYS = 30;
const patience = { timeout: 30_000 };
let stack: EdgeStack;
let teacher: EdgeClient;
let sitting: string;
let elsewhere: string;
let blobsBefore: number;
let papers: DevicePapers;
let other: DevicePapers;
let device: EdgeDevice;
let otherDevice: EdgeDevice;

const picture = webp(MOST_STILL_BYTES - 100);
const small = webp(9_000, 2);
/** Named with the others, brought after them. */
const later = webp(400, 30);
const half = webp(2 * STILL_PART_BYTES, 3);

beforeAll(async () => {
	stack = await startEdge();
	const before = blobs();
	[sitting, elsewhere] = await stack.database(async (query) => [
		await sittingWithStills(query),
		await sittingWithStills(query)
	]);
	blobsBefore = before;
	teacher = await signedIn(stack.origin, 'teacher@demo.test');
	papers = await fetchPapersOf(stack.origin, 'student1@demo.test', sitting);
	other = await fetchPapersOf(stack.origin, 'student2@demo.test', elsewhere);
	device = await opened(papers);
	otherDevice = await opened(other);
});
afterAll(async () => {
	device?.disconnect();
	otherDevice?.disconnect();
	await stack?.dispose();
});

const staff = (query: Query, copy: string) =>
	query(
		`insert into sitting_staff (sitting_id, user_id, institution_id, role)
		select distinct $1::uuid, user_id, institution_id, role from sitting_staff on conflict do nothing`,
		[copy]
	);

async function sittingWithStills(query: Query): Promise<string> {
	const id = await copySitting(query, { opens: -30, closes: 600 });
	await staff(query, id);
	await query('update sittings set policy = policy || $2::jsonb where id = $1', [
		id,
		JSON.stringify({ camera: true, stills: 'on_flag', retentionDays: KEPT_DAYS })
	]);
	return id;
}

async function opened(of: DevicePapers): Promise<EdgeDevice> {
	const made = EdgeDevice.create(of).connect();
	await made.open();
	return made;
}

type Named = { hash: string; contentType: string; bytes: number };
const named = (bytes: Bytes, contentType = 'image/webp'): Named => ({
	hash: sha256Hex(bytes),
	contentType,
	bytes: bytes.length
});
let observations = 0;
/** The log says so, and the edge has signed for it. */
async function note(stills: Named[], { on = device, observation = observations++ } = {}) {
	for (const still of stills) {
		const data = { ...still, observation, moment: 'start' as const };
		const { seq } = await on.write({ kind: 'media', data });
		await on.untilReceipted(seq);
	}
}

const path = (hash: string, of = papers) => `/attempts/${of.attempt.id}/stills/${hash}`;
const under = (of: DevicePapers) => ({ authorization: ticketHeader(of.signed) });
/** Without a sign-in: an exam in progress never asks for a password. */
const stranger = () => new EdgeClient(stack.origin);
function put(bytes: Bytes, part = 0, { as = papers, to = papers, hash = sha256Hex(bytes) } = {}) {
	const body = bytes.slice(part * STILL_PART_BYTES, (part + 1) * STILL_PART_BYTES);
	return stranger().ask('PUT', `${path(hash, to)}/parts/${part}`, { body, headers: under(as) });
}
const code = ({ body }: Answer) => (body as { code?: string }).code;
const list = async (attempt = papers.attempt.id) =>
	stillList.parse((await teacher.ask('GET', `/attempts/${attempt}/stills`)).body);
const inDatabase = (sql: string, values: unknown[] = []) =>
	stack.database((query) => query(sql, values));
const audited = async (action: string, subject: string) =>
	(
		await inDatabase(
			'select count(*)::int as n from audit_logs where action = $1 and subject = $2',
			[action, subject]
		)
	)[0]?.['n'];

/** Whoever looks into the folders themselves: which of these bytes lie somewhere as they are, whole or a stretch of them. */
const onDisk = (bytes: Bytes): boolean => {
	const needle = Buffer.from(bytes.slice(64, 128));
	return someFile(stack.data, (held) => held.includes(needle));
};

/** How many objects lie in the storage, whatever they are called. */
const blobs = (): number =>
	readdirSync(join(stack.data, 'workerd/v3/r2/invigil-blobs/blobs')).length;

/** The app's own sender, with one still on its shelf. */
function deviceWith(bytes: Bytes, fetch: typeof globalThis.fetch) {
	const still: NewStill = {
		attempt: papers.attempt.id,
		hash: sha256Hex(bytes),
		contentType: 'image/webp',
		addedAt: 1,
		keepUntil: Date.now() + 1e9
	};
	const shelf = new Map([[still.hash, still]]);
	const clock = new TestClock();
	const sender = new StillSender({
		shelf: {
			waiting: async () => [...shelf.values()],
			picture: async () => bytes,
			remove: async (_attempt, hash) => void shelf.delete(hash),
			removeExpired: async () => undefined
		},
		store: {
			attempt: async () => ({ edgeKeys: papers.keys }) as unknown as KeptAttempt,
			sessionsOf: async () => [{ ticket: papers.signed, state: 'open' } as KeptSession]
		},
		fetch: (url, init) => fetch(stack.origin + url, init),
		schedule: clock.schedule,
		random: Math.random,
		now: Date.now
	});
	return { sender, shelf, clock };
}

/** As much of a request as got out before the line broke. */
function cutShort(url: URL, init: RequestInit): Promise<never> {
	const body = init.body as Bytes;
	const { authorization } = init.headers as { authorization: string };
	const head = `PUT ${url.pathname} HTTP/1.1\r\nHost: ${url.host}\r\nAuthorization: ${authorization}\r\nContent-Length: ${body.length}\r\n\r\n`;
	return new Promise((_resolve, reject) => {
		const socket = connect(Number(url.port), url.hostname, () => {
			socket.write(head);
			socket.write(body.slice(0, body.length / 2), () => {
				socket.destroy();
				reject(new TypeError('the line broke'));
			});
		});
		socket.on('error', reject);
	});
}

describe('P4: over a line that breaks', () => {
	test('interrupted five times, a still arrives whole and once', async () => {
		await note([named(picture)]);
		const parts = stillParts(picture.length);
		expect(parts).toBe(6);
		let breaks = 0;
		const sent: number[] = [];
		const { sender, shelf } = deviceWith(picture, async (address, init = {}) => {
			const url = new URL(String(address));
			const isPut = init.method === 'PUT';
			// Each time one part gets through; then, in turn: nothing leaves, half a part leaves, the answer is lost.
			if (isPut && sent.length > breaks && breaks < 5) {
				const how = breaks++ % 3;
				if (how === 0) throw new TypeError('no network');
				if (how === 1) return cutShort(url, init);
				await fetch(url, init);
				sent.push(Number(url.pathname.split('/').at(-1)));
				throw new TypeError('the answer is lost');
			}
			const answer = await fetch(url, init);
			if (isPut) sent.push(Number(url.pathname.split('/').at(-1)));
			return answer;
		});
		await expect
			.poll(() => {
				sender.nudge();
				return shelf.size;
			}, patience)
			.toBe(0);
		sender.stop();
		expect(breaks).toBe(5);
		// What was there already was not sent again.
		expect([...sent].sort()).toEqual([0, 1, 2, 3, 4, 5]);
		const shown = await fetch(`${stack.origin}/api/v1${path(sha256Hex(picture))}`, {
			headers: { cookie: teacher.cookie }
		});
		expect(sha256Hex(new Uint8Array(await shown.arrayBuffer()))).toBe(sha256Hex(picture));
		expect((await list()).stills).toHaveLength(1);
		const [row] = await inDatabase(
			'select count(*)::int as n from attempt_stills where attempt_id = $1',
			[papers.attempt.id]
		);
		expect(row?.['n']).toBe(1);
	});

	test('P5: it lies nowhere as it is, nor does a part of one that is not whole', async () => {
		await note([named(half)]);
		expect(fileState.parse((await put(half, 0)).body)).toEqual({ receipt: null, parts: [0] });
		expect([picture, half].map(onDisk)).toEqual([false, false]);
	});

	test('what arrived is signed for, and told again as often as it is asked', async () => {
		await note([named(small), named(later)]);
		const taken = fileState.parse((await put(small)).body);
		const receipt = await openFileReceipt(taken.receipt, papers.keys);
		expect(receipt.ok && receipt.statement).toMatchObject({
			attempt: papers.attempt.id,
			...named(small)
		});
		expect(fileState.parse((await put(small)).body)).toEqual(taken);
	});
});

describe('P4: refused', () => {
	test('attack: one that the log does not name', async () => {
		expect(code(await put(webp(500, 9)))).toBe('not_found');
	});

	test('attack: with another student’s ticket nothing can be brought, and nothing learned', async () => {
		expect(code(await put(small, 0, { as: other }))).toBe('ticket_invalid');
		expect(code(await put(small, 0, { as: other, to: other }))).toBe('not_found');
		const bare = await stranger().ask('PUT', `${path(sha256Hex(small))}/parts/0`, { body: small });
		expect(code(bare)).toBe('ticket_invalid');
	});

	test('attack: bytes that do not have the hash of the log, or are no picture, are thrown away', async () => {
		const said = webp(700, 10);
		const lie = said.slice();
		lie[600] = (lie[600] ?? 0) ^ 1;
		const drawn = png(20, 20);
		await note([named(said), named(html)]);
		await note([named(drawn, 'image/png')]);
		expect(await put(lie, 0, { hash: sha256Hex(said) })).toMatchObject({
			status: 400,
			body: { evidence: { field: 'hash' } }
		});
		for (const wrong of [html, drawn])
			expect(await put(wrong)).toMatchObject({
				status: 400,
				body: { evidence: { field: 'type' } }
			});
		const { body } = await stranger().ask('GET', `${path(sha256Hex(said))}/parts`, {
			headers: under(papers)
		});
		expect(body).toEqual({ receipt: null, parts: [] });
		expect((await put(said)).status).toBe(200);
	});

	test('attack: a third still of one observation, and one that is too large', async () => {
		const three = [webp(600, 20), webp(600, 21), webp(600, 22)] as const;
		await note(three.map((one) => named(one)));
		expect((await put(three[1])).status).toBe(200);
		expect(await put(three[2])).toMatchObject({
			status: 413,
			body: { evidence: { limit: STILLS_PER_OBSERVATION, because: 'observation' } }
		});
		const huge = { hash: '7'.repeat(64), contentType: 'image/webp', bytes: MOST_STILL_BYTES + 1 };
		await note([huge]);
		expect(await put(picture, 0, { hash: huge.hash })).toMatchObject({
			status: 413,
			body: { evidence: { limit: MOST_STILL_BYTES, because: 'bytes' } }
		});
	});

	test('attack: more of an attempt than there may be', async () => {
		const many = Array.from({ length: 61 }, (_, at) => webp(300, 100 + at));
		await Promise.all(
			many.map((one, at) =>
				otherDevice.write(
					{ kind: 'media', data: { ...named(one), observation: at, moment: 'start' } },
					at === 60
				)
			)
		);
		await otherDevice.untilReceipted(61);
		const of = { as: other, to: other };
		expect((await put(many[59] as Bytes, 0, of)).status).toBe(200);
		expect(await put(many[60] as Bytes, 0, of)).toMatchObject({
			status: 413,
			body: { evidence: { because: 'attempt' } }
		});
	});

	test('where the policy lets no picture leave the device, none is taken', async () => {
		const quiet = await fetchPapersOf(stack.origin, 'student1@demo.test', null);
		expect(quiet.ticket.policy.stills).toBe('never');
		expect(await put(small, 0, { as: quiet, to: quiet })).toMatchObject({
			status: 403,
			body: { code: 'not_allowed' }
		});
	});
});

describe('P6: looked at', () => {
	test('by the student and the staff of the sitting, and by nobody else', async () => {
		const seenBy = async (email: string) =>
			(await (await signedIn(stack.origin, email)).ask('GET', path(sha256Hex(small)))).status;
		expect(await seenBy('student1@demo.test')).toBe(200);
		expect(await seenBy('teacher@demo.test')).toBe(200);
		expect(await seenBy('student2@demo.test')).toBe(404);
		expect(await seenBy('admin@demo.test')).toBe(404);
		expect((await stranger().ask('GET', path(sha256Hex(small)))).status).toBe(401);
	});

	test('they are in what the student gets of their own data, each with its address', async () => {
		const answer = await fetch(`${stack.origin}/api/v1/auth/data`, {
			headers: { cookie: papers.client.cookie, 'x-invigil': '1' }
		});
		const file = unzipSync(new Uint8Array(await answer.arrayBuffer()))['stills.json'];
		const own = JSON.parse(new TextDecoder().decode(file)) as unknown[];
		expect(own).toHaveLength((await list()).stills.length);
		const hash = sha256Hex(small);
		expect(own).toContainEqual({
			attempt_id: papers.attempt.id,
			hash,
			bytes: small.length,
			arrived_at: expect.any(String),
			address: `/api/v1${path(hash)}`
		});
	});

	test('each look of the staff is written down, the second one too; a student’s own is not', async () => {
		const before = Number(await audited('still_viewed', papers.attempt.id));
		await teacher.ask('GET', path(sha256Hex(small)));
		await teacher.ask('GET', path(sha256Hex(small)));
		await papers.client.ask('GET', path(sha256Hex(small)));
		expect(await audited('still_viewed', papers.attempt.id)).toBe(before + 2);
	});

	test('attack: opened by itself it is saved, typed by its bytes, and kept by no cache', async () => {
		const { headers } = await teacher.ask('GET', path(sha256Hex(small)));
		expect(headers.get('content-type')).toBe('image/webp');
		expect(headers.get('content-disposition')).toMatch(/^attachment/);
		expect(headers.get('content-security-policy')).toContain('sandbox');
		expect(headers.get('cache-control')).toContain('no-store');
	});
});

const verdict = async () => {
	const client = await signedIn(stack.origin, 'teacher@demo.test');
	const { body } = await client.ask('GET', `/attempts/${papers.attempt.id}/bundle`);
	return verifyBundle(bundleSchema.parse(body), { trusted: papers.keys });
};
const mediaOf = ({ claims }: Awaited<ReturnType<typeof verdict>>) =>
	claims.find(({ id }) => id === 'media_present');

describe('P7: retention', () => {
	/**
	 * The clock goes forward: everything is as much longer ago. Then a hall wakes up that has nothing to do with it, and stills of its own
	 * that are due say when it has looked.
	 */
	async function after(days: number): Promise<void> {
		const { woken, due } = await stack.database(async (query: Query) => {
			await query('update sittings set opens_at = $2, closes_at = $3 where id = $1', [
				sitting,
				new Date(Date.now() - (days + 1) * DAY * 60_000),
				new Date(Date.now() - days * DAY * 60_000)
			]);
			// The ticket's own promise is a row's, so it goes with the clock too.
			await query(
				`update still_keys set keep_until = now() + make_interval(days => $2) where swept_at is null
					and attempt_id = $1`,
				[papers.attempt.id, KEPT_DAYS - days]
			);
			return dueElsewhere(query);
		});
		teacher = await signedIn(stack.origin, 'teacher@demo.test');
		await teacher.ask('GET', `/sittings/${woken}`);
		await expect.poll(async () => (await list(due)).deletedAt, patience).not.toBeNull();
	}
	async function dueElsewhere(query: Query) {
		const id = await copySitting(query, { opens: -11 * DAY, closes: -10 * DAY });
		await staff(query, id);
		const [key] = await query(
			`insert into still_keys (attempt_id, institution_id, sealed, keep_until) select a.id, a.institution_id, 'x', now()
				from exam_attempts a join users u on u.id = a.student_id
				where a.sitting_id = $1 and u.email = 'student3@demo.test' returning attempt_id`,
			[id]
		);
		return { woken: id, due: String(key?.['attempt_id']) };
	}
	const kept = async () => {
		const [row] = await inDatabase(
			`select sealed is not null as key, destroyed_at is not null as destroyed, swept_at is not null as swept
			from still_keys where attempt_id = $1`,
			[papers.attempt.id]
		);
		return row;
	};

	test('the day is counted from the student’s own ticket, wherever the sitting is moved', async () => {
		const [row] = await inDatabase(
			'select (extract(epoch from keep_until) * 1000)::float8 as at from still_keys where attempt_id = $1',
			[papers.attempt.id]
		);
		expect(row?.['at']).toBe(papers.ticket.closesAt + KEPT_DAYS * DAY * 60_000);
	});

	test('time that a proctor gives during the exam puts the day off as much', async () => {
		const GIVEN_MS = 15 * 60_000;
		const proctor = await signedIn(stack.origin, 'proctor@demo.test');
		const { attempt, ticket } = papers;
		const rowOf = async () => {
			const { body } = await proctor.ask('GET', `/sittings/${sitting}`);
			return sittingDetail.parse(body).rows.find((row) => row.attempt === attempt.id);
		};
		const ends = (await rowOf())?.time?.endsAt ?? 0;
		const sent = await proctor.ask('POST', `/sittings/${sitting}/control`, {
			body: {
				id: crypto.randomUUID(),
				to: [attempt.id],
				act: { act: 'extend', addMs: GIVEN_MS }
			}
		});
		expect(sent.status).toBe(200);
		await expect
			.poll(async () => {
				const row = await rowOf();
				return row?.waitingForDatabase === 0 && (row.time?.endsAt ?? 0) - ends;
			}, patience)
			.toBe(GIVEN_MS);
		const [row] = await inDatabase(
			'select (extract(epoch from keep_until) * 1000)::float8 as at from still_keys where attempt_id = $1',
			[attempt.id]
		);
		expect(row?.['at']).toBe(ticket.closesAt + GIVEN_MS + KEPT_DAYS * DAY * 60_000);
	});

	test('the hall is told of each still that arrives, not only of the first, and then looks', async () => {
		const { due } = await stack.database(dueElsewhere);
		expect((await list(due)).deletedAt).toBeNull();
		expect((await put(later)).status).toBe(200);
		await expect.poll(async () => (await list(due)).deletedAt, patience).not.toBeNull();
	});

	test('a day too early nothing is deleted', async () => {
		device.disconnect();
		otherDevice.disconnect();
		expect(mediaOf(await verdict())).toMatchObject({ status: 'not_provable' });
		await after(KEPT_DAYS - 1);
		expect(await kept()).toEqual({ key: true, destroyed: false, swept: false });
		expect((await teacher.ask('GET', path(sha256Hex(picture)))).status).toBe(200);
	});

	test('a legal hold keeps them', async () => {
		await inDatabase(
			"update users set legal_hold = 'an appeal' where email = 'student1@demo.test'"
		);
		await after(KEPT_DAYS + 1);
		expect(await kept()).toMatchObject({ key: true });
		// Also one that is set after they were found to be due. In one go, because each look may stop the stack.
		const [held, lifted] = await stack.database(async (query) => {
			const locked = () =>
				lockStills((sql, values) => query(sql, [...(values ?? [])]), papers.attempt.id, Date.now());
			const before = await locked();
			await query("update users set legal_hold = null where email = 'student1@demo.test'");
			return [before, await locked()];
		});
		expect(held).toBeNull();
		expect(lifted).toBeGreaterThan(0);
	});

	test('then object and key are gone, nothing more comes in, and it is written down once', async () => {
		const ofOther = 1;
		expect(blobs() - ofOther).toBeGreaterThan(blobsBefore);
		await after(KEPT_DAYS + 2);
		await expect.poll(async () => (await list()).deletedAt, patience).not.toBeNull();
		for (const bytes of [picture, small])
			expect((await teacher.ask('GET', path(sha256Hex(bytes)))).status).toBe(404);
		expect(await list()).toEqual({ stills: [], deletedAt: expect.any(Number) });
		const late = await put(half, 1);
		expect(code(late)).toBe('closed');
		await expect.poll(() => blobs() - ofOther, patience).toBe(blobsBefore);
		expect(await kept()).toEqual({ key: false, destroyed: true, swept: true });
		await after(KEPT_DAYS + 3);
		expect(await audited('stills_deleted', papers.attempt.id)).toBe(1);
	});

	test('V14: the record still verifies; by its ticket, which no clock of the database moves, they went too early', async () => {
		const judged = await verdict();
		const wrong = judged.claims.filter(({ status }) => status === 'fail');
		expect(wrong.map(({ id }) => id)).toEqual(['media_present']);
		expect(judged.unbroken).toBe(true);
		expect(mediaOf(judged)).toMatchObject({
			detail: {
				because: 'too_early',
				goneAt: expect.any(Number),
				promisedAt: papers.ticket.closesAt + KEPT_DAYS * DAY * 60_000
			}
		});
		expect(reportLines(judged).join('\n')).toMatch(/deleted on 2\d\d\d-/);
		const admin = await signedIn(stack.origin, 'admin@demo.test');
		const checked = auditCheck.parse((await admin.ask('GET', '/admin/audit-logs/check')).body);
		expect(checked).toMatchObject({ brokenAt: null });
	});
});

test('erased with their student: key, rows and objects are nowhere', async () => {
	await stack.database(async (query) => {
		await query(
			"update sittings set closes_at = now() - interval '100 days', opens_at = now() - interval '101 days'"
		);
		await query("update exam_sessions set last_entry_at = now() - interval '100 days'");
	});
	const left = async () => {
		const [row] = await inDatabase(
			`select (select count(*)::int from attempt_stills where attempt_id = $1) as stills,
				(select count(*)::int from still_keys where attempt_id = $1) as keys`,
			[other.attempt.id]
		);
		return { ...row, objects: blobs() - blobsBefore };
	};
	expect(await left()).toEqual({ stills: 1, keys: 1, objects: 1 });
	const client = await signedIn(stack.origin, 'student2@demo.test');
	const gone = await client.ask('POST', '/auth/data/erase', {
		body: { email: 'student2@demo.test', proof: { password: PASSWORD } }
	});
	expect([gone.status, gone.body]).toEqual([204, '']);
	expect(await left()).toEqual({ stills: 0, keys: 0, objects: 0 });
	const back = await put(webp(300, 159), 0, { as: other, to: other });
	expect(code(back)).toBe('not_found');
});
