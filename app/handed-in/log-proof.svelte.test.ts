import { expect, test } from 'vitest';
import { flushSync } from 'svelte';
import { TestClock } from '#sync/testing/clock.ts';
import { makeEdge, uuid } from '#sync/testing/fixture.ts';
import { proofFor } from '#sync/testing/logged.ts';
import { LogProofWatch } from './log-proof.svelte.ts';

const proofAt = async (seq: number) =>
	proofFor(
		{
			session: uuid(1),
			seq,
			head: 'a'.repeat(64),
			control: { seq, head: 'b'.repeat(64) },
			salt: 'c'.repeat(64)
		},
		await makeEdge()
	);

function world() {
	const clock = new TestClock();
	const kept: string[] = [];
	let asked = 0;
	const edge = { answer: async (): Promise<string | null> => null };
	const watch = (seq: number, before: string | null = null) =>
		new LogProofWatch(
			{
				ask: () => {
					asked++;
					return edge.answer();
				},
				keep: async (proof) => void kept.push(proof),
				schedule: clock.schedule
			},
			{ seq, kept: before }
		);
	return { clock, kept, edge, watch, asked: () => asked };
}

test('it is asked for until it is there, over failures and answers that are too early, and then kept', async () => {
	const { clock, kept, edge, watch, asked } = world();
	edge.answer = () => Promise.reject(new Error('no network'));
	const watched = watch(7);
	await clock.advance(5_000);
	edge.answer = async () => null;
	await clock.advance(5_000);
	const early = await proofAt(5);
	edge.answer = async () => early;
	await clock.advance(5_000);
	expect([watched.proof, kept]).toEqual([null, []]);
	const own = await proofAt(7);
	edge.answer = async () => own;
	await clock.advance(70_000);
	flushSync();
	expect([watched.proof, kept]).toEqual([own, [own]]);
	const until = asked();
	await clock.advance(600_000);
	expect(asked()).toBe(until);
});

test('one that is on the device is not asked for again, one of an earlier receipt is', async () => {
	const { watch, asked } = world();
	const own = await proofAt(7);
	expect(watch(7, own).proof).toBe(own);
	expect(asked()).toBe(0);
	const watched = watch(8, own);
	expect([watched.proof, asked()]).toEqual([null, 1]);
	watched.close();
});

test('after the page is left nothing is asked', async () => {
	const { clock, watch, asked } = world();
	const watched = watch(7);
	await clock.advance(5_000);
	watched.close();
	const until = asked();
	await clock.advance(600_000);
	expect(asked()).toBe(until);
});

test('a proof of a later entry takes the place of the receipt’s for good: it is said, and nothing more is asked', async () => {
	const { clock, edge, watch, asked } = world();
	const later = await proofAt(9);
	edge.answer = async () => later;
	const watched = watch(7);
	await clock.advance(600_000);
	expect([watched.proof, watched.state, asked()]).toEqual([null, 'later', 1]);
});

test('a log that stays away is asked less and less, and in the end not at all', async () => {
	const { clock, watch, asked } = world();
	const watched = watch(7);
	await clock.advance(600_000);
	expect(watched.state).toBe('waiting');
	await clock.advance(24 * 3_600_000);
	expect([watched.state, asked()]).toEqual(['unseen', 38]);
});
