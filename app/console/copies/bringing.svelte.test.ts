import { expect, test } from 'vitest';
import { ApiError } from '#app/api/api-error.ts';
import { setLocale } from '#app/i18n/generated/runtime.js';
import { MOST_COPY_BYTES } from '#sync/copy/sealed-copy.ts';
import { copyOutcomes, type CopyReport } from '#sync/schema/copy.ts';
import { Bringing, MOST_COPIES } from './bringing.svelte.ts';
import { lineWords } from './copy-words.ts';

const report: CopyReport = {
	outcome: 'taken',
	attempt: null,
	studentName: null,
	number: null,
	entries: 3,
	state: null,
	sitting: null,
	code: null
};
const file = (name: string, size = 3) => ({
	name,
	size,
	arrayBuffer: async () => new ArrayBuffer(Math.min(size, 10))
});

test('files go one after the other, and one that fails keeps no other from its turn', async () => {
	let under = 0;
	let most = 0;
	let calls = 0;
	const bringing = new Bringing(async () => {
		most = Math.max(most, ++under);
		await Promise.resolve();
		under--;
		if (++calls === 2) throw new ApiError('unreachable', 'gone');
		return report;
	});
	const done = bringing.choose([file('a'), file('b'), file('c')]);
	void bringing.choose([file('d')]);
	await done;
	expect(most).toBe(1);
	expect(bringing.lines.map(({ name, state }) => [name, state])).toEqual([
		['d', 'done'],
		['a', 'done'],
		['b', 'failed'],
		['c', 'done']
	]);
	expect(bringing.done).toBe(4);
	expect(bringing.busy).toBe(false);
});

test('what need not be sent is not: empty, too large, unreadable, and too many at once', async () => {
	let sent = 0;
	const bringing = new Bringing(async () => {
		sent++;
		return report;
	});
	const gone = { ...file('gone'), arrayBuffer: () => Promise.reject(new Error('moved')) };
	await bringing.choose([file('empty', 0), file('large', MOST_COPY_BYTES + 1), gone]);
	expect(bringing.lines).toMatchObject([
		{ because: 'empty' },
		{ because: 'too_large' },
		{ because: 'unreadable' }
	]);
	await bringing.choose(Array.from({ length: MOST_COPIES + 1 }, (_, at) => file(String(at))));
	expect([bringing.tooMany, bringing.lines.length, sent]).toEqual([true, 3, 0]);
});

test('each outcome has a sentence of its own, and none is alarming', async () => {
	await setLocale('en', { reload: false });
	const said = copyOutcomes.map((outcome) =>
		lineWords({ id: 0, name: 'a', state: 'done', report: { ...report, outcome } }, 'en')
	);
	expect(new Set(said.map(({ text }) => text)).size).toBe(copyOutcomes.length);
	expect(said.filter(({ tone }) => tone === 'danger')).toEqual([]);
	expect(said[0]?.text).toBe('Brought in: 3 new entries');
	const other = {
		...report,
		outcome: 'other_sitting' as const,
		sitting: { id: 'x', title: 'Biology' }
	};
	expect(lineWords({ id: 0, name: 'a', state: 'done', report: other }, 'en').text).toContain(
		'Biology'
	);
});
