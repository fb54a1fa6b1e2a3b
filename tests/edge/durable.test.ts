/** No receipted entry is ever missing: killed, restarted, without Postgres, on another connection. */
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { health, attemptResults } from '#sync/schema/api.ts';
import { bundle as bundleSchema } from '#sync/schema/bundle.ts';
import type { Bundle } from '#sync/schema/bundle.ts';
import { verifyBundle } from '#sync/verify/verify-bundle.ts';
import { signedIn, type EdgeClient } from '../support/edge-client.ts';
import { EdgeDevice, fetchPapers, until } from '../support/edge-device.ts';
import { countOf } from '../support/edge-sittings.ts';
import { onServer, startEdge, type EdgeStack } from '../support/edge-stack.ts';

let stack: EdgeStack;
beforeAll(async () => {
	stack = await startEdge();
});
afterAll(() => stack.dispose());

const choose = (item: string, choice: string) =>
	({ kind: 'response', data: { item, value: { type: 'single_choice', choice } } }) as const;
const exportBundle = async (teacher: EdgeClient, attempt: string): Promise<Bundle> => {
	const answer = await teacher.ask('GET', `/attempts/${attempt}/bundle`);
	expect([answer.status, JSON.stringify(answer.body).slice(0, 200)]).toEqual([
		200,
		expect.stringContaining('invigil-bundle/1')
	]);
	return bundleSchema.parse(answer.body);
};
const entriesIn = ({ sessions }: Bundle, session: string) =>
	sessions
		.find((one) => one.session === session)
		?.log.flatMap((segment) =>
			segment.entries.map(({ text }) => JSON.parse(text) as { seq: number })
		) ?? [];

test('a log is admitted, receipted, drained, marked and exported; the verifier finds nothing wrong', async () => {
	const papers = await fetchPapers(stack.origin, 'student1@demo.test');
	const device = EdgeDevice.create(papers).connect();
	await device.open();
	await device.write(choose('wettest-month', 'wettest-month-1'));
	await device.write(choose('wettest-month', 'wettest-month-2'));
	const observation = { id: 0, check: 'face_absent', peak: 0, confidence: 0.9 } as const;
	await device.write({
		kind: 'observation',
		data: { ...observation, phase: 'begin', from: 10, to: 900 }
	});
	const { seq } = await device.write({ kind: 'submit', data: { total: 1, by: 'student' } });
	await device.untilReceipted(seq);
	device.disconnect();

	const teacher = await signedIn(stack.origin, 'teacher@demo.test');
	const exported = await exportBundle(teacher, papers.attempt.id);
	const seqs = entriesIn(exported, device.session).map((entry) => entry.seq);
	expect(seqs).toEqual(seqs.map((_, index) => index));
	expect(seqs.length).toBeGreaterThan(seq);
	const verdict = await verifyBundle(exported, { trusted: papers.keys });
	expect(verdict.claims.filter(({ status }) => status === 'fail')).toEqual([]);
	expect(verdict.unbroken).toBe(true);

	const answer = await teacher.ask('GET', `/attempts/${papers.attempt.id}/results`);
	const results = attemptResults.parse(answer.body);
	expect(results.state).toBe('accepted');
	expect(results.items).toHaveLength(20);
	// August is right, and was chosen last.
	expect(results.items.find(({ item }) => item === 'wettest-month')).toEqual({
		item: 'wettest-month',
		points: 2,
		maximum: 2,
		by: 'edge',
		reason: 'correct'
	});
	await stack.database(async (query) => {
		const rows = await query('select item, value, revisions from responses where session_id = $1', [
			device.session
		]);
		expect(rows).toEqual([
			{
				item: 'wettest-month',
				value: { type: 'single_choice', choice: 'wettest-month-2' },
				revisions: 2
			}
		]);
		const events = await query('select check_name, phase from monitoring_events');
		expect(events).toEqual([{ check_name: 'face_absent', phase: 'begin' }]);
	});
});

test('SIGKILL in the middle of writing, three times: nothing receipted is missing, and the rest comes again', async () => {
	const papers = await fetchPapers(stack.origin, 'student2@demo.test');
	const device = EdgeDevice.create(papers).connect();
	await device.open();
	let written = 0;
	let writing = true;
	const typing = (async () => {
		while (writing) {
			({ seq: written } = await device.write(choose('wettest-month', `c${written}`)));
			await sleep(5);
		}
	})();
	const promised: number[] = [];
	for (let round = 0; round < 3; round++) {
		const before = device.receipted;
		await until(
			() => device.receipted > before + 20,
			40_000,
			() => `at ${device.receipted}`
		);
		promised.push(device.receipted);
		await stack.kill();
		await sleep(200);
		await stack.start();
		device.connection?.nudge();
	}
	writing = false;
	await typing;
	await device.untilReceipted(written, 100_000);
	device.disconnect();

	const teacher = await signedIn(stack.origin, 'teacher@demo.test');
	const exported = await exportBundle(teacher, papers.attempt.id);
	const seqs = entriesIn(exported, device.session).map((entry) => entry.seq);
	expect(seqs.length).toBeGreaterThan(Math.max(...promised));
	// Exactly once, in order.
	expect(seqs).toEqual(seqs.map((_, index) => index));
	expect((await verifyBundle(exported, { trusted: papers.keys })).unbroken).toBe(true);
	expect(device.refused).toEqual([]);
}, 240_000);

test('a device closed and opened again goes on where it was, and after a restart its record is as before', async () => {
	const papers = await fetchPapers(stack.origin, 'student3@demo.test');
	const device = EdgeDevice.create(papers).connect();
	await device.open();
	await device.write(choose('wettest-month', 'wettest-month-1'));
	await device.untilReceipted(1);
	const again = (await device.reopen()).connect();
	const { seq } = await again.write(choose('wettest-month', 'wettest-month-2'));
	await again.untilReceipted(seq);
	again.disconnect();
	const teacher = await signedIn(stack.origin, 'teacher@demo.test');
	const before = await exportBundle(teacher, papers.attempt.id);
	await stack.stop();
	await stack.start();
	// The cookie is good after a restart too: the installation's keys are kept.
	const after = await exportBundle(teacher, papers.attempt.id);
	expect(after.sessions).toEqual(before.sessions);
	expect(after.edgeKeys).toEqual(before.edgeKeys);
	const texts = JSON.stringify(after.sessions);
	expect(texts).toContain('resume');
});

describe.runIf(onServer)('Postgres away', () => {
	test('the room goes on and receipts, health and the hall say so, and afterwards all of it is there once', async () => {
		const papers = await fetchPapers(stack.origin, 'student3@demo.test');
		const teacher = await signedIn(stack.origin, 'teacher@demo.test');
		const device = EdgeDevice.create(papers).connect();
		await device.open();
		await device.untilReceipted(0);
		await stack.server?.stop();
		const state = await teacher.ask('GET', '/health');
		expect([state.status, health.parse(state.body).postgres]).toEqual([503, 'away']);

		let last = 0;
		for (let n = 0; n < 50; n++)
			({ seq: last } = await device.write(choose('wettest-month', `x${n}`)));
		await device.untilReceipted(last);
		const refused = await teacher.ask('GET', `/attempts/${papers.attempt.id}/bundle`);
		expect([refused.status, (refused.body as { code: string }).code]).toEqual([503, 'unavailable']);

		await stack.server?.start();
		await until(async () => (await teacher.ask('GET', '/health')).status === 200, 20_000);
		const count = () =>
			stack.database(async (query) =>
				countOf(
					await query(
						"select count(*) as n from log_segments where session_id = $1 and log = 'log'",
						[device.session]
					)
				)
			);
		await until(
			async () => (await count()) >= 51,
			70_000,
			() => 'drained'
		);
		device.disconnect();
		const exported = await exportBundle(teacher, papers.attempt.id);
		const seqs = entriesIn(exported, device.session).map((entry) => entry.seq);
		expect(seqs).toEqual(seqs.map((_, index) => index));
		expect(seqs.length).toBeGreaterThan(last);
	}, 180_000);

	test('connections that the database ends in the middle lose nothing and double nothing', async () => {
		const papers = await fetchPapers(stack.origin, 'student3@demo.test');
		const device = EdgeDevice.create(papers).connect();
		await device.open();
		let last = 0;
		for (let round = 0; round < 10; round++) {
			for (let n = 0; n < 10; n++)
				({ seq: last } = await device.write(choose('wettest-month', `y${n}`)));
			await stack.database((query) =>
				query(
					"select pg_terminate_backend(pid) from pg_stat_activity where usename = 'invigil' and pid <> pg_backend_pid()"
				)
			);
		}
		await device.untilReceipted(last);
		device.disconnect();
		const teacher = await signedIn(stack.origin, 'teacher@demo.test');
		const exported = await exportBundle(teacher, papers.attempt.id);
		const seqs = entriesIn(exported, device.session).map((entry) => entry.seq);
		expect(seqs).toEqual(seqs.map((_, index) => index));
		expect((await verifyBundle(exported, { trusted: papers.keys })).unbroken).toBe(true);
	}, 180_000);
});
