/** Sealed copies: what a file brings, what it cannot, and what is said of each kind (SPEC X). */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { concat, toBase64url, utf8 } from '#sync/bytes.ts';
import type { Bytes } from '#sync/bytes.ts';
import { createKeyPair } from '#sync/copy/hpke.ts';
import { MOST_COPY_BYTES, sealCopy } from '#sync/copy/sealed-copy.ts';
import { problem, sittingDetail } from '#sync/schema/api.ts';
import { heldCase } from '#sync/schema/held.ts';
import { signedIn, type EdgeClient } from '../support/edge-client.ts';
import { EdgeDevice, fetchPapersOf, newDeviceKey, until } from '../support/edge-device.ts';
import type { DevicePapers } from '../support/edge-device.ts';
import { startEdge, type EdgeStack } from '../support/edge-stack.ts';
import { addTeacher, ESSAY, makeSitting } from '../support/marked-sitting.ts';
import { bring, copyOf, sealFor, sendCopy, sessionOf } from '../support/sealed-copies.ts';
import { verify } from '../support/verifier.ts';

const essay = (text: string) =>
	({ kind: 'response', data: { item: ESSAY, value: { type: 'essay', text } } }) as const;
const students = ['student1@demo.test', 'student2@demo.test', 'student3@demo.test'];

let stack: EdgeStack;
let teacher: EdgeClient;
let proctor: EdgeClient;
let sitting: string;
let other: string;
beforeAll(async () => {
	stack = await startEdge();
	teacher = await signedIn(stack.origin, 'teacher@demo.test');
	proctor = await signedIn(stack.origin, 'proctor@demo.test');
	const made = await makeSitting(teacher, students);
	sitting = made.sitting;
	other = (await makeSitting(teacher, students, made.exam)).sitting;
	await stack.database((query) =>
		query(
			`insert into sitting_staff (sitting_id, user_id, institution_id, role)
			select $1, u.id, u.institution_id, 'proctor' from users u where u.email = 'proctor@demo.test'`,
			[sitting]
		)
	);
});
afterAll(() => stack?.dispose());

const papersOf = (at: number, of = sitting): Promise<DevicePapers> =>
	fetchPapersOf(stack.origin, students[at] ?? '', of);
/** Never connected; entry 0 is `open`, then the answers. */
async function offline(papers: DevicePapers, answers: readonly string[]): Promise<EdgeDevice> {
	const device = EdgeDevice.create(papers);
	await device.open();
	for (const text of answers) await device.write(essay(text));
	return device;
}
const handIn = (device: EdgeDevice) =>
	device.write({ kind: 'submit', data: { total: 1, by: 'student' } });
const rowOf = async (attempt: string) =>
	sittingDetail
		.parse((await teacher.ask('GET', `/sittings/${sitting}`)).body)
		.rows.find((row) => row.attempt === attempt);
const auditOf = (subject: string) =>
	stack.database((query) =>
		query(
			`select actor_id, detail from audit_logs where action = 'copy_brought' and subject = $1 order by id`,
			[subject]
		)
	);

describe('the work of a device that never had a network', () => {
	let device: EdgeDevice;
	let first: Bytes;
	let last: Bytes;
	let attempt: string;
	beforeAll(async () => {
		device = await offline(await papersOf(0), ['One.']);
		attempt = device.papers.attempt.id;
		first = await copyOf(device);
		await device.write(essay('Two.'));
		await handIn(device);
		last = await copyOf(device);
	});

	test('X6: comes in with a file, is receipted and judged like anything late, and its record verifies', async () => {
		const report = await bring(teacher, sitting, last);
		expect(report).toMatchObject({ outcome: 'taken', entries: 4, attempt, number: 1 });
		expect(report.studentName).toBeTruthy();
		await until(async () => (await rowOf(attempt))?.state === report.state, 20_000);
		expect(['accepted', 'held']).toContain(report.state);
		const answer = await teacher.ask('GET', `/attempts/${attempt}/bundle`);
		expect(answer.status).toBe(200);
		const text = JSON.stringify(answer.body);
		expect(text).toContain('Two.');
		const { code, says } = verify(text);
		expect(says).not.toMatch(/^ *fail/m);
		expect(says).toMatch(/pass +chain of entries is unbroken/);
		expect(says).toMatch(/pass +segments are signed by the device/);
		expect(code).toBe(0);
	});

	test('X7: again, and older, it changes nothing and says so; and who brought it stands in the audit log', async () => {
		expect(await bring(proctor, sitting, last)).toMatchObject({ outcome: 'already', entries: 0 });
		expect(await bring(teacher, sitting, first)).toMatchObject({ outcome: 'older', entries: 0 });
		const rows = await auditOf(attempt);
		expect(rows.map(({ detail }) => (detail as { outcome: string }).outcome)).toEqual([
			'taken',
			'already',
			'older'
		]);
		expect(new Set(rows.map(({ actor_id }) => actor_id)).size).toBe(2);
	});

	test('a device that comes back afterwards finds its work received, and goes on as if it had sent it', async () => {
		device.connect();
		await device.untilReceipted(device.log.nextSeq - 1);
		expect(device.refused).toEqual([]);
		device.disconnect();
	});
});

test('X7: of several copies of one log, in any order, the newest brings what the others lacked', async () => {
	const device = await offline(await papersOf(1), ['One.']);
	const copies = [await copyOf(device)];
	for (const text of ['Two.', 'Three.']) {
		await device.write(essay(text));
		copies.push(await copyOf(device));
	}
	const [one, two, three] = copies as [Bytes, Bytes, Bytes];
	expect(await bring(teacher, sitting, two)).toMatchObject({ outcome: 'taken', entries: 3 });
	expect(await bring(teacher, sitting, one)).toMatchObject({ outcome: 'older' });
	const report = await bring(teacher, sitting, three);
	expect(report).toMatchObject({ outcome: 'taken', entries: 1, state: 'in_progress' });
});

test('X7: another history of the same device is a fork: both are kept, held, and shown once', async () => {
	const device = await offline(await papersOf(2), ['Shared.']);
	const twin = await device.copied();
	await device.write(essay('This way.'));
	await handIn(device);
	for (let at = 0; at < 12; at++) await twin.write(essay(`${at} ${'That way. '.repeat(4_000)}`));
	await handIn(twin);
	const attempt = device.papers.attempt.id;
	expect(await bring(teacher, sitting, await copyOf(device))).toMatchObject({ outcome: 'taken' });
	const branch = await copyOf(twin);
	expect(branch.length).toBeGreaterThan(400_000);
	for (let time = 0; time < 2; time++)
		expect(await bring(teacher, sitting, branch)).toMatchObject({
			outcome: 'forked',
			entries: 0,
			state: 'held'
		});
	await until(async () => {
		const { sessions } = heldCase.parse(
			(await teacher.ask('GET', `/attempts/${attempt}/held`)).body
		);
		const [only, ...more] = sessions[0]?.branches ?? [];
		// All of it, though no row of what is kept has room for it.
		return only?.entries === twin.log.nextSeq && more.length === 0;
	}, 20_000);
});

describe('with a device that is connected', () => {
	let device: EdgeDevice;
	beforeAll(async () => {
		device = EdgeDevice.create(await papersOf(0, other)).connect();
		await device.open();
		const { seq } = await device.write(essay('Sent.'));
		await device.untilReceipted(seq);
	});
	afterAll(() => device.disconnect());

	test('X8: a copy with more than it has sent takes no place from it', async () => {
		const twin = await device.copied();
		await twin.write(essay('Not sent.'));
		const report = await bring(teacher, other, await copyOf(twin));
		expect(report).toMatchObject({ outcome: 'connected', entries: 0 });
		const { seq } = await device.write(essay('Sent after.'));
		await device.untilReceipted(seq);
		expect(device.refused).toEqual([]);
	});

	test('a copy of what it has sent is told to be here', async () => {
		const report = await bring(teacher, other, await copyOf(device));
		expect(report.outcome).toBe('already');
	});
});

describe('files that bring nothing', () => {
	let papers: DevicePapers;
	let device: EdgeDevice;
	let file: Bytes;
	beforeAll(async () => {
		papers = await papersOf(1, other);
		device = await offline(papers, ['One.', 'Two.']);
		file = await copyOf(device);
	});
	const nothing = { entries: 0, attempt: null, studentName: null };

	test('of another sitting: said to be, and which one only to its staff', async () => {
		expect(await bring(teacher, sitting, file)).toMatchObject({
			...nothing,
			outcome: 'other_sitting',
			sitting: { id: other }
		});
		expect(await bring(proctor, sitting, file)).toMatchObject({
			...nothing,
			outcome: 'other_sitting',
			sitting: null
		});
	});

	test('damaged, cut off, of a later version, no copy at all, and empty', async () => {
		const flipped = file.slice();
		flipped[300] = (flipped[300] ?? 0) ^ 4;
		const later = file.slice();
		later[3] = 0x39;
		const said = async (bytes: Bytes) => (await bring(teacher, other, bytes)).outcome;
		expect(await said(flipped)).toBe('damaged');
		expect(await said(file.slice(0, -1))).toBe('damaged');
		expect(await said(file.slice(0, 40))).toBe('damaged');
		expect(await said(later)).toBe('newer_version');
		expect(await said(utf8('<!doctype html>'))).toBe('not_a_copy');
		expect(await said(new Uint8Array())).toBe('not_a_copy');
	});

	test('too large, and changed on the way to the edge', async () => {
		const large = await sendCopy(teacher, other, new Uint8Array(MOST_COPY_BYTES + 1));
		expect(large.status).toBe(413);
		expect(problem.parse(large.body).code).toBe('too_large');
		const changed = await sendCopy(teacher, other, file, '0'.repeat(64));
		expect(problem.parse(changed.body)).toMatchObject({
			code: 'invalid_request',
			evidence: { field: 'hash' }
		});
	});

	test('of an attempt that is not known here, and of a sitting no ticket was ever made for', async () => {
		const attempt = crypto.randomUUID();
		const unknown = await sealFor(papers, [await sessionOf(device)], { attempt });
		expect((await bring(teacher, other, unknown)).outcome).toBe('unknown_attempt');
		const { sitting: fresh } = await makeSitting(teacher, []);
		const key = toBase64url((await createKeyPair()).raw);
		const early = await sealCopy({ sitting: fresh, attempt }, [await sessionOf(device)], key);
		expect((await bring(teacher, fresh, early)).outcome).toBe('no_key');
	});

	test('attack: sealed by a student under another’s name, or with a ticket of nobody, it is refused', async () => {
		const theirs = await papersOf(2, other);
		const named = { attempt: theirs.attempt.id };
		const borrowed = await sealFor(papers, [await sessionOf(device)], named);
		expect(await bring(teacher, other, borrowed)).toMatchObject({
			outcome: 'refused',
			code: 'ticket_invalid'
		});
		const session = await sessionOf(device);
		const forged = { ...session, ticket: { ...session.ticket, signature: 'A'.repeat(86) } };
		expect(await bring(teacher, other, await sealFor(papers, [forged]))).toMatchObject({
			outcome: 'refused',
			code: 'ticket_invalid'
		});
		// Segments that another device signed, under one's own ticket.
		const mine = await offline({ ...theirs, key: await newDeviceKey() }, ['Mine.']);
		expect(await bring(teacher, other, await copyOf(mine))).toMatchObject({
			outcome: 'refused',
			entries: 0,
			code: 'wrong_signature'
		});
	});

	test('X6: what stands before the first segment that does not hold is taken, and nothing behind it', async () => {
		const { segments, ...rest } = await sessionOf(device);
		const broken = segments.map((segment, at) => {
			if (at !== 2) return segment;
			const copy = segment.slice();
			copy[copy.length - 1] = (copy.at(-1) ?? 0) ^ 1;
			return copy;
		});
		const report = await bring(
			teacher,
			other,
			await sealFor(papers, [{ ...rest, segments: broken }])
		);
		expect(report).toMatchObject({ outcome: 'refused', entries: 2, code: 'wrong_signature' });
		// The whole file brings the rest: nobody is accused of the damage.
		expect(await bring(teacher, other, file)).toMatchObject({ outcome: 'taken', entries: 1 });
	});

	test('a hole in the log, and the segments of somebody else’s session, enter nowhere', async () => {
		const fresh = await offline(await papersOf(2, other), ['One.', 'Two.']);
		const session = await sessionOf(fresh);
		const holed = { ...session, segments: session.segments.filter((_, at) => at !== 1) };
		expect(await bring(teacher, other, await sealFor(fresh.papers, [holed]))).toMatchObject({
			outcome: 'refused',
			entries: 1,
			code: 'wrong_sequence'
		});
		const renamed = { ...session, session: crypto.randomUUID() };
		expect(await bring(teacher, other, await sealFor(fresh.papers, [renamed]))).toMatchObject({
			outcome: 'refused',
			entries: 0,
			code: 'wrong_session'
		});
	});
});

test('nobody but the staff of the sitting brings anything in, and a wrong guess looks like no sitting', async () => {
	await addTeacher(stack, [{ email: 'colleague@demo.test', name: 'A Colleague' }]);
	const papers = await papersOf(1, other);
	const file = concat(utf8('IVC1'), new Uint8Array(200));
	const colleague = await signedIn(stack.origin, 'colleague@demo.test');
	for (const client of [papers.client, colleague])
		expect((await sendCopy(client, other, file)).status).toBe(404);
	expect((await sendCopy(teacher, crypto.randomUUID(), file)).status).toBe(404);
});

test('X1: every ticket of a sitting names one key, another sitting’s another, and the private half is kept sealed', async () => {
	const keyOf = async (at: number, of: string) => (await papersOf(at, of)).ticket.copyKey;
	const keys = [await keyOf(0, other), await keyOf(1, other), await keyOf(2, other)];
	expect(new Set(keys).size).toBe(1);
	expect(await keyOf(1, sitting)).not.toBe(keys[0]);
	const rows = await stack.database((query) =>
		query('select public_key, sealed from sitting_copy_keys')
	);
	expect(rows.map(({ public_key }) => public_key)).toContain(keys[0]);
	// PKCS #8 always begins alike.
	for (const { sealed } of rows) expect(String(sealed)).not.toMatch(/^MIG/);
});

test('of somebody who was erased nothing is taken', async () => {
	const papers = await papersOf(2, other);
	const device = await offline(papers, ['Gone.']);
	const file = await copyOf(device);
	await stack.database((query) =>
		query(
			`update users set erased_at = now() where id = (select student_id from exam_attempts where id = $1)`,
			[papers.attempt.id]
		)
	);
	expect(await bring(teacher, other, file)).toMatchObject({ outcome: 'erased', entries: 0 });
});
