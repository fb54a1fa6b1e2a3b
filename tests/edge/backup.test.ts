/** An older backup is put back: of the database, whose rooms bring again what it lost, and of the rooms, which sign nothing smaller. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { broughtAgain } from '#sync/schema/administration.ts';
import { bundle as bundleSchema } from '#sync/schema/bundle.ts';
import { verifyBundle } from '#sync/verify/verify-bundle.ts';
import { copyFolder } from '../support/copy-folder.ts';
import { signedIn } from '../support/edge-client.ts';
import { EdgeDevice, fetchPapers, until, type DevicePapers } from '../support/edge-device.ts';
import { onServer, startEdge, type EdgeStack } from '../support/edge-stack.ts';

const folder = mkdtempSync(join(tmpdir(), 'invigil-backup-'));
let stack: EdgeStack;
beforeAll(async () => {
	stack = await startEdge();
});
afterAll(async () => {
	await stack.dispose();
	rmSync(folder, { recursive: true, force: true });
});

const choose = (item: string, choice: string) =>
	({ kind: 'response', data: { item, value: { type: 'single_choice', choice } } }) as const;

async function begun(email: string): Promise<{ papers: DevicePapers; device: EdgeDevice }> {
	const papers = await fetchPapers(stack.origin, email);
	const device = EdgeDevice.create(papers).connect();
	await device.open();
	return { papers, device };
}
/** Answers with the entry's number, once it is receipted. */
async function answered(device: EdgeDevice, choice: string): Promise<number> {
	const { seq } = await device.write(choose('wettest-month', `wettest-month-${choice}`));
	await device.untilReceipted(seq);
	return seq;
}
async function handedIn(device: EdgeDevice): Promise<number> {
	const { seq } = await device.write({ kind: 'submit', data: { total: 1, by: 'student' } });
	await device.untilReceipted(seq);
	device.disconnect();
	return seq;
}
/** Of the session in the database: segments of both logs, and what stands as the answer. */
const held = (session: string) =>
	stack.database(async (query) => {
		const [row] = await query(
			`select s.next_seq::int as next, s.segments::int, s.control_segments::int as control, s.head,
				(select count(*)::int from log_segments l where l.session_id = s.id) as rows,
				(select r.value->>'choice' from responses r where r.session_id = s.id) as choice,
				(select count(*)::int from results where attempt_id = s.attempt_id) as marked
			from exam_sessions s where s.id = $1`,
			[session]
		);
		return row ?? null;
	});
const hasUpTo = async ({ session }: EdgeDevice, seq: number) =>
	Number((await held(session))?.['next']) > seq;
const untilHeld = (device: EdgeDevice, seq: number) =>
	until(
		() => hasUpTo(device, seq),
		90_000,
		() => `entry ${seq} in the database`
	);
async function verified({ papers }: { papers: DevicePapers }): Promise<void> {
	const teacher = await signedIn(stack.origin, 'teacher@demo.test');
	const answer = await teacher.ask('GET', `/attempts/${papers.attempt.id}/bundle`);
	const verdict = await verifyBundle(bundleSchema.parse(answer.body), { trusted: papers.keys });
	expect(verdict.claims.filter(({ status }) => status === 'fail')).toEqual([]);
	expect(verdict.unbroken).toBe(true);
}

test('R8: rooms are put back to an older state: they sign nothing for a log that is longer, and the answers come again in a session of its own', async () => {
	const { device } = await begun('student3@demo.test');
	await untilHeld(device, await answered(device, '1'));
	device.disconnect();
	await stack.stop();
	copyFolder(stack.data, join(folder, 'older'));
	await stack.start();
	const on = await device.reopen();
	on.connect(stack.origin);
	await answered(on, '2');
	on.disconnect();
	await stack.stop();
	rmSync(stack.data, { recursive: true });
	copyFolder(join(folder, 'older'), stack.data);
	await stack.start();

	const back = await on.reopen();
	back.connect(stack.origin);
	await until(() => back.refused.length > 0, 15_000);
	expect(back.refused[0]).toMatchObject({ refusal: { code: 'edge_behind' }, by: 'edge' });
	back.disconnect();
	// What the device does then: another session, with every answer. The one before goes on nowhere.
	const { device: anew } = await begun('student3@demo.test');
	await untilHeld(anew, await answered(anew, '2'));
	anew.disconnect();
	expect(await held(anew.session)).toMatchObject({ choice: 'wettest-month-2' });
}, 240_000);

test.runIf(onServer)(
	'an older dump of the database is put back: who goes on writing is brought again by that, who is long done when an admin asks, and every record verifies',
	async () => {
		const { server } = stack;
		if (!server) throw new Error('no server');
		const [going, done, later] = await Promise.all(
			['student1', 'student2', 'student3'].map((name) => begun(`${name}@demo.test`))
		);
		if (!going || !done || !later) throw new Error('nobody');
		for (const { device } of [going, done]) await untilHeld(device, await answered(device, '1'));
		const older = server.dump();

		await answered(going.device, '2');
		await answered(done.device, '2');
		await answered(later.device, '2');
		const ends = [await handedIn(done.device), await handedIn(later.device)] as const;
		await untilHeld(done.device, ends[0]);
		await untilHeld(later.device, ends[1]);
		const before = await held(done.device.session);
		expect(before).toMatchObject({ choice: 'wettest-month-2' });
		expect(before?.['marked']).toBeGreaterThan(0);

		server.restore(older);
		expect(await held(done.device.session)).toMatchObject({ choice: 'wettest-month-1', marked: 0 });
		await answered(going.device, '1');
		await untilHeld(going.device, await handedIn(going.device));
		expect(await hasUpTo(done.device, ends[0])).toBe(false);

		const admin = await signedIn(stack.origin, 'admin@demo.test');
		const bring = async () => {
			const body = { since: 0, after: null };
			const answer = await admin.ask('POST', '/admin/rooms/bring-again', { body });
			return broughtAgain.parse(answer.body);
		};
		expect(await bring()).toMatchObject({ silent: 0, other: 0, next: null });
		await untilHeld(done.device, ends[0]);
		await untilHeld(later.device, ends[1]);
		expect(await held(done.device.session)).toEqual(before);
		for (const each of [going, done, later]) await verified(each);
		// Nothing is missing any more, so nothing waits.
		expect(await bring()).toMatchObject({ behind: 0, other: 0 });
	},
	240_000
);
