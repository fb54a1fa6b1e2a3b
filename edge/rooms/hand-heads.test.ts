import { expect, test } from 'vitest';
import { TestClock } from '#sync/testing/clock.ts';
import { uuid } from '#sync/testing/fixture.ts';
import { memorySql } from '../../tests/support/memory-sql.ts';
import { HandHeads } from './hand-heads.ts';
import { LogLeaves } from './log-leaves.ts';
import { SessionHeads } from './session-heads.ts';

const attempt = uuid(1);
const head = (seq: number, session = uuid(2)) => ({
	session,
	seq,
	head: seq.toString(16).padStart(64, '0'),
	control: { seq, head: 'c'.repeat(64) }
});

function world() {
	const [roomSql, logSql] = [memorySql(), memorySql()];
	const heads = new SessionHeads(roomSql);
	const leaves = new LogLeaves(logSql);
	const clock = new TestClock();
	let asked = 0;
	/** What the log does: before and after it has written. */
	const log: { before: () => Promise<void>; after: () => Promise<void>; code: string | null } = {
		before: async () => undefined,
		after: async () => undefined,
		code: null
	};
	const hand = new HandHeads({
		heads,
		log: () => ({
			add: async (entries) => {
				asked++;
				await log.before();
				if (log.code !== null) return { code: log.code, indices: [] };
				const indices = leaves.add(
					entries.map((entry) => Uint8Array.from(Buffer.from(entry, 'hex')))
				);
				await log.after();
				return { code: null, indices };
			}
		}),
		transaction: (work) => roomSql.transaction(work),
		schedule: clock.schedule,
		random: () => 1
	});
	return { heads, leaves, clock, log, hand, asked: () => asked };
}

test('G10: heads are handed over once, behind the receipt, and nothing more is asked when none waits', async () => {
	const { heads, leaves, clock, hand, asked } = world();
	heads.note(attempt, head(1));
	hand.note();
	hand.note();
	expect(asked()).toBe(0);
	await clock.advance(60_000);
	expect([asked(), leaves.count(), heads.areWaiting()]).toEqual([1, 1, false]);
});

test('G10: the log throws, refuses or never answers: noting a head waits for none of it, and afterwards it is there once', async () => {
	const { heads, leaves, clock, log, hand, asked } = world();
	heads.note(attempt, head(1));
	log.before = () => Promise.reject(new Error('away'));
	hand.note();
	await clock.advance(100_000);
	const tries = asked();
	expect(tries).toBeGreaterThan(2);
	expect([leaves.count(), heads.areWaiting()]).toEqual([0, true]);

	log.before = async () => undefined;
	log.code = 'log_behind';
	await clock.advance(100_000);
	expect(asked()).toBeGreaterThan(tries);
	expect([leaves.count(), heads.areWaiting()]).toEqual([0, true]);

	let answer: () => void = () => undefined;
	log.code = null;
	log.before = () => new Promise((done) => (answer = done));
	await clock.advance(100_000);
	heads.note(attempt, head(2));
	hand.note();
	log.before = async () => undefined;
	answer();
	await clock.advance(100_000);
	expect([leaves.count(), heads.areWaiting()]).toEqual([2, false]);
});

test('G11: an answer that is lost makes no second entry', async () => {
	const { heads, leaves, clock, log, hand } = world();
	heads.note(attempt, head(1));
	log.after = () => Promise.reject(new Error('the answer was lost'));
	hand.note();
	await clock.advance(20_000);
	expect([leaves.count(), heads.areWaiting()]).toEqual([1, true]);
	log.after = async () => undefined;
	await clock.advance(100_000);
	expect([leaves.count(), heads.areWaiting(), heads.newest()?.index]).toEqual([1, false, 0]);
});
