/** What the classes of real browsers are judged by: an answer that is nowhere, and of which nobody speaks, is a loss. */
import { expect, test } from 'vitest';
import { readFileSync } from 'node:fs';
import { bundle as bundleSchema } from '#sync/schema/bundle.ts';
import { Tally } from '../each-seed.ts';
import { entriesIn, holdAgainst, textsIn } from './held-against.ts';
import type { Claim, Report } from './seat.ts';

const file = new URL('../../../sync/vectors/v1/bundle.json', import.meta.url);
const bundle = bundleSchema.parse(JSON.parse(readFileSync(file, 'utf8')));
const [there = ''] = textsIn(bundle);
const claim = (text: string, said: Claim['said']): Claim => ({ question: 3, text, said });
const report = (over: Partial<Report> = {}): Report => ({
	isThere: true,
	questions: new Set(),
	unknown: false,
	unopened: false,
	noRecord: false,
	text: 'said',
	...over
});
const held = (claims: Claim[], said: Report | null) => {
	const tally = new Tally();
	holdAgainst(bundle, claims, said, tally);
	return tally;
};

test('what is in the record needs no word', () => {
	expect(there).not.toBe('');
	const { entries, lost } = held([claim(there, 'received'), claim(there, 'saved')], null);
	expect([entries, lost]).toEqual([2, 0]);
});

test('what was called saved and is nowhere is a loss, unless the screen names its question', () => {
	expect(() => held([claim('gone', 'saved')], null)).toThrow(/gone without a word/);
	const other = report({ questions: new Set([2]) });
	expect(() => held([claim('gone', 'saved')], other)).toThrow(/gone without a word/);
	const named = held([claim('gone', 'saved')], report({ questions: new Set([3]) }));
	expect([named.lost, Object.keys(named.seen)]).toEqual([
		0,
		[expect.stringContaining('by its question')]
	]);
});

test('what the edge had receipted may be missing under no report', () => {
	const named = report({ questions: new Set([3]), unknown: true, noRecord: true });
	expect(() => held([claim('gone', 'received')], named)).toThrow(/gone \(received\)/);
});

test('what only stands in another branch is found', () => {
	const [session] = bundle.sessions;
	if (!session) throw new Error('no session');
	const at = session.log.findIndex(({ entries }) =>
		entries.some(({ text }) => text.includes(JSON.stringify(there).slice(1, -1)))
	);
	const without = {
		...bundle,
		sessions: [{ ...session, log: session.log.slice(0, at) }],
		branches: [{ session: session.session, log: session.log.slice(at) }]
	};
	expect(textsIn({ ...without, branches: undefined })).not.toContain(there);
	expect(textsIn(without)).toContain(there);
	expect(entriesIn(session.log).length).toBeGreaterThan(0);
});
