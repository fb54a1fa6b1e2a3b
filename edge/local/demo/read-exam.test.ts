import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { readExam } from './read-exam.ts';

const written = readFileSync(new URL('./demo-exam.md', import.meta.url), 'utf8');

test('the demo exam has 20 items and uses every type', () => {
	const { items, solutions } = readExam(written);
	expect(items).toHaveLength(20);
	expect(new Set(items.map(({ type }) => type)).size).toBe(6);
	expect(solutions.map(({ item, type }) => [item, type])).toEqual(
		items.map(({ id, type }) => [id, type])
	);
});

test('items carry neither the answer line nor which option is right', () => {
	const { items, solutions } = readExam(written);
	const sent = JSON.stringify(items);
	for (const field of ['Answer:', 'Accept:', 'Rubric:', '[x]', 'correct', 'tolerance'])
		expect(sent).not.toContain(field);
	expect(solutions.find(({ item }) => item === 'wettest-month')).toMatchObject({
		correct: 'wettest-month-2'
	});
});

test('a tolerance is absolute with a unit, relative with a percent sign', () => {
	const { items, solutions } = readExam(written);
	expect(solutions.find(({ item }) => item === 'molecules-in-water')).toMatchObject({
		correct: 6.022e24,
		tolerance: { kind: 'relative', amount: 0.01 }
	});
	expect(items.find(({ id }) => id === 'down-the-ramp')).toMatchObject({ unit: 'm/s' });
});

test('what cannot be read is named by its heading', () => {
	expect(() => readExam('# T\n\n## a · riddle · 1 point\n\nWhy?\n')).toThrow('Item "a · riddle');
	expect(() => readExam('# T\n\n## a · numeric · 1 point\n\nHow many?\n')).toThrow('Item "a · num');
});
