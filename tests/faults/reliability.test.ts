import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { classes } from './classes.ts';
import { jsonOf, pageOf, record, rowOf } from './reliability.ts';

const ran = (lost: number) =>
	rowOf(
		{
			runs: 1_200,
			entries: 5_000,
			lost,
			seen: { 'edge killed': 7, 'clock set': 1_234 },
			failures: lost > 0 ? [{ seed: 8, what: 'gone' }] : []
		},
		{ date: '2030-01-02', seed: 7, seconds: 9 }
	);
const built = { id: 'one', title: 'One', does: 'Does one thing.' };
const missing = { id: 'two', title: 'Two', does: 'Does another.' };

test('a class that ran has its figures on the page, one that did not exist says so, and neither is left out', () => {
	const page = pageOf([built, missing], { one: ran(0) });
	expect(page).toContain('| One | 1,200 | 5,000 | 0 | 0 | 2030-01-02 |');
	expect(page).toContain('| Two | not run yet |');
	expect(page).toContain('npm run faults -- one --seed 7 --runs 1200');
	expect(page.indexOf('- clock set: 1,234')).toBeLessThan(page.indexOf('- edge killed: 7'));
});

test('what was lost and what failed is on the page', () => {
	expect(pageOf([built], { one: ran(3) })).toContain('| One | 1,200 | 5,000 | 3 | 1 |');
});

test('what is written is read again as it was', () => {
	const rows = { one: ran(0) };
	expect(record.parse(JSON.parse(jsonOf(rows)))).toEqual(rows);
});

test('docs/RELIABILITY.md is what docs/reliability.json and the list of classes say', () => {
	const rows = record.parse(JSON.parse(readFileSync('docs/reliability.json', 'utf8')));
	expect(readFileSync('docs/RELIABILITY.md', 'utf8')).toBe(pageOf(classes, rows));
});
