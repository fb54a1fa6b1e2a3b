/** The public log on the real edge: what is receipted gets in, holds, and stays, whoever is ended, put back or broken. */
import { cpSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { toHex } from '#sync/bytes.ts';
import { bundle as bundleSchema } from '#sync/schema/bundle.ts';
import { edgeKeys } from '#sync/schema/api.ts';
import { logProofAnswer } from '#sync/schema/public-log.ts';
import { ticketHeader } from '#sync/ticket.ts';
import { judgeConsistency } from '#sync/transparency/checkpoint.ts';
import { leafEntry } from '#sync/transparency/leaf.ts';
import { openProof } from '#sync/transparency/log-proof.ts';
import { consistencyProof } from '#sync/transparency/tile-reader.ts';
import { verifyBundle } from '#sync/verify/verify-bundle.ts';
import { EdgeClient, signedIn } from '../support/edge-client.ts';
import { EdgeDevice, fetchPapers, fetchPapersOf, until } from '../support/edge-device.ts';
import type { DevicePapers } from '../support/edge-device.ts';
import { addStudents, copySitting } from '../support/edge-sittings.ts';
import { startEdge, type EdgeStack } from '../support/edge-stack.ts';
import { LogReader } from '../support/public-log.ts';

/** Longer than any waiting here takes, and no measure of anything. */
const PATIENCE_MS = 60_000;
const METRICS_TOKEN = 'of-this-test-alone';
const choose = (choice: string) =>
	({
		kind: 'response',
		data: { item: 'wettest-month', value: { type: 'single_choice', choice } }
	}) as const;

let stack: EdgeStack;
let log: LogReader;
let nobody: EdgeClient;
let students = 0;
let papers: DevicePapers;
let device: EdgeDevice;

beforeAll(async () => {
	stack = await startEdge({ METRICS_TOKEN });
	await stack.database((query) => addStudents(query, 12));
	nobody = new EdgeClient(stack.origin);
	const { keys } = edgeKeys.parse((await nobody.ask('GET', '/keys')).body);
	log = new LogReader(stack.origin, keys);
});
afterAll(() => stack.dispose());
beforeEach(async () => {
	papers = await fetchPapers(stack.origin, `extra${++students}@demo.test`);
	device = EdgeDevice.create(papers).connect();
	await device.open();
});

async function write(choice: string): Promise<number> {
	const { seq } = await device.write(choose(choice));
	await device.untilReceipted(seq);
	return device.receipted;
}

/** null: not in the log yet. */
async function proofOf(of = device): Promise<string | null> {
	const { papers, session } = of;
	const headers = { Authorization: ticketHeader(papers.signed) };
	const path = `/attempts/${papers.attempt.id}/sessions/${session}/log-proof`;
	const answer = await nobody.ask('GET', path, { headers });
	expect(answer.status).toBe(200);
	return logProofAnswer.parse(answer.body).proof;
}

async function opened(proof: string | null) {
	const read = await openProof(proof ?? '', papers.keys);
	if (!read.ok) throw new Error(read.code);
	return read;
}

async function untilLogged(seq: number, of = device): Promise<string> {
	let proof: string | null = null;
	await until(
		async () => {
			proof = await proofOf(of);
			return proof !== null && (await opened(proof)).opening.seq >= seq;
		},
		PATIENCE_MS,
		() => `entry ${seq} in the log`
	);
	return proof ?? '';
}

describe('what is receipted', () => {
	test('G10: gets into the log by itself, and the receipt with its proof needs nobody any more', async () => {
		const seq = await write('wettest-month-1');
		const read = await opened(await untilLogged(seq));
		const { receipt } = device.log.lastReceipt ?? {};
		expect(read.opening).toMatchObject({
			session: device.session,
			seq: receipt?.seq,
			head: receipt?.head
		});
		expect(read.checkpoint.origin).toMatch(/^invigil-log\/[0-9a-f]{16}$/);
		expect((await log.entries())[read.index]).toBe(toHex(leafEntry(read.opening)));
		device.disconnect();
	});

	test('V15: stands in the bundle with its proof, and the verifier finds it', async () => {
		await write('wettest-month-1');
		const { seq } = await device.write({ kind: 'submit', data: { total: 1, by: 'student' } });
		await device.untilReceipted(seq);
		await untilLogged(seq);
		device.disconnect();
		const teacher = await signedIn(stack.origin, 'teacher@demo.test');
		const exported = bundleSchema.parse(
			(await teacher.ask('GET', `/attempts/${papers.attempt.id}/bundle`)).body
		);
		expect(exported.logged).toHaveLength(1);
		const verdict = await verifyBundle(exported, { trusted: papers.keys });
		expect(verdict.claims.filter(({ status }) => status === 'fail')).toEqual([]);
		expect(verdict.claims.find(({ id }) => id === 'publicly_logged')).toMatchObject({
			status: 'pass',
			detail: { upTo: seq }
		});
	});

	test('G1: the log shows 32 bytes of each and nothing that is known of anybody', async () => {
		const seq = await write('wettest-month-2');
		await untilLogged(seq);
		device.disconnect();
		const entries = await log.entries();
		expect(entries.length).toBe(await log.size());
		const everything = entries.join(' ');
		for (const entry of entries) expect(entry).toMatch(/^[0-9a-f]{64}$/);
		expect(new Set(entries).size).toBe(entries.length);
		for (const secret of [
			device.session.replaceAll('-', ''),
			papers.attempt.id.replaceAll('-', ''),
			device.log.lastReceipt?.receipt.head ?? 'none'
		])
			expect(everything).not.toContain(secret);
	});
});

describe('who reads', () => {
	test('G4: a later checkpoint follows an earlier one, by tiles that anybody can fetch', async () => {
		await untilLogged(await write('wettest-month-1'));
		const older = await log.checkpoint();
		await untilLogged(await write('wettest-month-2'));
		device.disconnect();
		const newer = await log.checkpoint();
		if (!older || !newer) throw new Error('no checkpoint');
		expect(newer.size).toBeGreaterThan(older.size);
		const hashes = await consistencyProof(older.size, newer.size, log.tile);
		expect(judgeConsistency(older, newer, hashes ?? [])).toEqual({ ok: true });
	});

	test('gets tiles to keep for ever, a checkpoint for moments, and 404 with its code for what is no tile', async () => {
		const size = await log.size();
		const checkpoint = await nobody.ask('GET', '/log/checkpoint');
		expect(checkpoint.headers.get('content-type')).toBe('text/plain; charset=utf-8');
		expect(checkpoint.headers.get('cache-control')).toBe('public, max-age=2');
		const tile = await fetch(`${stack.origin}/api/v1/log/tile/0/000.p/${size}`);
		expect([
			tile.status,
			tile.headers.get('content-type'),
			tile.headers.get('cache-control')
		]).toEqual([200, 'application/octet-stream', 'public, max-age=31536000, immutable']);
		expect((await tile.arrayBuffer()).byteLength).toBe(size * 32);
		for (const name of [
			'0/999',
			'0/000.p/255',
			'0/000.p/256',
			'0/0',
			'9/000',
			'entries/x001',
			'..%2Fcheckpoint',
			'entries/000.p/0',
			'%00',
			'x'.repeat(2_000)
		]) {
			const answer = await nobody.ask('GET', `/log/tile/${name}`);
			expect([name.slice(0, 20), answer.status, (answer.body as { code?: string }).code]).toEqual([
				name.slice(0, 20),
				404,
				'not_found'
			]);
			expect(answer.headers.get('cache-control')).toBe('no-store');
		}
		device.disconnect();
	});

	test('attack: nobody writes into it, or gets somebody else’s proof', async () => {
		const before = await log.note();
		for (const method of ['PUT', 'POST', 'DELETE', 'PATCH'])
			for (const path of [
				'/log/checkpoint',
				'/log/tile/0/000',
				'/log/tile/entries/000',
				'/log',
				'/log/add'
			])
				expect([
					method,
					path,
					(await nobody.ask(method, path, { body: {}, headers: { 'X-Invigil': '1' } })).status
				]).toEqual([method, path, 404]);
		await untilLogged(await write('wettest-month-1'));
		const other = await fetchPapersOf(stack.origin, 'student1@demo.test', null);
		const path = `/attempts/${papers.attempt.id}/sessions/${device.session}/log-proof`;
		for (const headers of [
			{ Authorization: '' },
			{ Authorization: 'Ticket x.y.z' },
			{ Authorization: ticketHeader(other.signed) }
		])
			expect((await nobody.ask('GET', path, { headers })).status).toBe(401);
		const own = `/attempts/${other.attempt.id}/sessions/${device.session}/log-proof`;
		const foreign = await nobody.ask('GET', own, {
			headers: { Authorization: ticketHeader(other.signed) }
		});
		expect(foreign.body).toEqual({ proof: null });
		expect(before).toContain('invigil-log/');
		device.disconnect();
	});
});

/** The SQLite of the one object of that class. */
const objectFiles = () => {
	const folder = join(stack.data, 'workerd/v3/do/invigil-PublicLog');
	return {
		folder,
		file: readdirSync(folder).find((name) => /^[0-9a-f]{64}\.sqlite$/.test(name)) ?? ''
	};
};
/** Of the log and of all that is stored; not of rooms. */
const logAndStorage = () =>
	['do/invigil-PublicLog', 'r2'].map((name) => join(stack.data, 'workerd/v3', name));
function keep(to: string): void {
	for (const [at, folder] of logAndStorage().entries())
		cpSync(folder, join(to, String(at)), { recursive: true });
}
function putBackBoth(from: string): void {
	for (const [at, folder] of logAndStorage().entries()) {
		rmSync(folder, { recursive: true });
		cpSync(join(from, String(at)), folder, { recursive: true });
	}
}
async function metrics(): Promise<string> {
	const headers = { authorization: `Bearer ${METRICS_TOKEN}` };
	return (await fetch(`${stack.origin}/metrics`, { headers })).text();
}
function putBack(from: string): void {
	const { folder } = objectFiles();
	rmSync(folder, { recursive: true });
	cpSync(from, folder, { recursive: true });
}

describe('when something breaks', () => {
	test('G11: killed three times in the middle, the log has no gap, nothing twice, and only grew', async () => {
		const sizes = [await log.size()];
		for (let round = 0; round < 3; round++) {
			await write(`r${round}`);
			// At another moment each time: before the handing over, before the publishing, and after.
			await sleep(round * 4_500);
			await stack.kill();
			await stack.start();
			device.connection?.nudge();
			sizes.push(await log.size());
		}
		const seq = await write('last');
		const read = await opened(await untilLogged(seq));
		device.disconnect();
		const entries = await log.entries();
		expect(new Set(entries).size).toBe(entries.length);
		expect(entries[read.index]).toBe(toHex(leafEntry(read.opening)));
		expect(sizes).toEqual(sizes.toSorted((a, b) => a - b));
	}, 240_000);

	test('G10: a room that was killed with a head, and that nobody speaks to again, wakes up by itself and hands it over', async () => {
		const seq = await write('wettest-month-1');
		device.disconnect();
		await stack.kill();
		await stack.start();
		const size = await log.size();
		// The ticket's way to the proof would wake the room: only the log is looked at.
		await until(
			async () => (await log.size()) > size,
			2 * PATIENCE_MS,
			() => `beyond ${size}`
		);
		expect((await opened(await untilLogged(seq))).opening.seq).toBeGreaterThanOrEqual(seq);
	}, 240_000);

	test('G10: the log cannot be used at all: receipts come as ever, and afterwards the heads are in it', async () => {
		await untilLogged(await write('before'));
		await stack.stop();
		const { folder, file } = objectFiles();
		const rename = (from: string, to: string) => {
			const database = new DatabaseSync(join(folder, file));
			database.exec(`alter table ${from} rename to ${to}`);
			if (to === 'away') database.exec('create table leaves (other integer)');
			database.close();
		};
		rename('leaves', 'away');
		await stack.start();
		device.connection?.nudge();
		const size = await log.size();
		const seqs = [await write('x0')];
		// Long enough for heads to be handed over, and refused, more than once.
		await sleep(12_000);
		for (let n = 1; n < 20; n++) seqs.push(await write(`x${n}`));
		expect(seqs).toEqual(seqs.toSorted((a, b) => a - b));
		expect(await log.size()).toBe(size);
		await stack.stop();
		const database = new DatabaseSync(join(folder, file));
		database.exec('drop table leaves');
		database.close();
		rename('away', 'leaves');
		await stack.start();
		device.connection?.nudge();
		const read = await opened(await untilLogged(seqs.at(-1) ?? 0));
		device.disconnect();
		expect(read.checkpoint.size).toBeGreaterThan(size);
	}, 240_000);

	test('attack, G12: an older copy of the log is put back: it signs nothing smaller and nothing else, and goes on with the right one', async () => {
		await untilLogged(await write('one'));
		await stack.stop();
		const [older, newest] = ['older', 'newest'].map((name) => join(stack.data, name));
		if (!older || !newest) throw new Error('no names');
		cpSync(objectFiles().folder, older, { recursive: true });
		await stack.start();
		device.connection?.nudge();
		await untilLogged(await write('two'));
		const published = await log.note();
		await stack.stop();
		cpSync(objectFiles().folder, newest, { recursive: true });
		putBack(older);
		await stack.start();
		device.connection?.nudge();
		// Its head is noted, handed over, and refused.
		const seq = await write('three');
		await sleep(15_000);
		expect(await log.note()).toBe(published);
		expect((await opened(await proofOf())).opening.seq).toBeLessThan(seq);
		await stack.stop();
		putBack(newest);
		await stack.start();
		device.connection?.nudge();
		await untilLogged(seq);
		device.disconnect();
		const now = await log.checkpoint();
		const before = published?.split('\n')[1];
		expect(now?.size).toBeGreaterThan(Number(before));
	}, 240_000);

	test('attack, G12: log and storage are put back together: one room that remembers stops the log for a new room too', async () => {
		const sitting = await stack.database((query) => copySitting(query, { opens: -5, closes: 120 }));
		const [older, newest] = ['both-older', 'both-newest'].map((name) => join(stack.data, name));
		if (!older || !newest) throw new Error('no names');
		await untilLogged(await write('one'));
		await stack.stop();
		keep(older);
		await stack.start();
		device.connection?.nudge();
		await untilLogged(await write('two'));
		expect(await metrics()).toContain('invigil_public_log_up 1');
		await stack.stop();
		keep(newest);
		putBackBoth(older);
		await stack.start();
		const published = await log.note();
		device.connection?.nudge();
		const seq = await write('three');
		await until(
			async () => (await metrics()).includes('invigil_public_log_refuses{code="log_behind"} 1'),
			PATIENCE_MS,
			() => 'the log refuses'
		);
		const fresh = EdgeDevice.create(
			await fetchPapersOf(stack.origin, 'extra12@demo.test', sitting)
		).connect();
		await fresh.open();
		const own = await fresh.write(choose('new'));
		await fresh.untilReceipted(own.seq);
		// Its head is handed over, and would be published.
		await sleep(15_000);
		expect(await log.note()).toBe(published);
		await stack.stop();
		putBackBoth(newest);
		await stack.start();
		for (const one of [device, fresh]) one.connection?.nudge();
		await untilLogged(seq);
		await untilLogged(own.seq, fresh);
		for (const one of [device, fresh]) one.disconnect();
		expect(await metrics()).toContain('invigil_public_log_up 1');
	}, 360_000);
});
