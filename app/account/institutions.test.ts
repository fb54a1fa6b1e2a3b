import { expect, test } from 'vitest';
import { institutionsOf, matching, mustChoose, type Provider } from './institutions.ts';

const at = (institution: string, name: string): Provider => ({
	id: `${institution}-${name}`,
	name,
	institution: { id: institution, name: institution }
});
const names = ['Lycée Victor', 'Universidad del Sur', 'Université de Nord'];
const institutions = names.map((name) => ({ id: name, name }));

test('an institution is found by a part of its name, whatever the case and the accents', () => {
	expect(matching(institutions, 'LYCEE').map(({ name }) => name)).toEqual(['Lycée Victor']);
	expect(matching(institutions, ' nord ').map(({ name }) => name)).toEqual(['Université de Nord']);
	expect(matching(institutions, 'x')).toEqual([]);
	expect(matching(institutions, '')).toEqual(institutions);
});

test('what begins with the text comes before what only has it', () => {
	expect(matching(institutions, 'v')[0]?.name).toBe('Lycée Victor');
	expect(matching(institutions, 'u').map(({ name }) => name)).toEqual([names[1], names[2]]);
	const two = ['Big North', 'North'].map((name) => ({ id: name, name }));
	expect(matching(two, 'north').map(({ name }) => name)).toEqual(['North', 'Big North']);
});

test('the institution is asked for where there are many providers of several, and never where there is one institution', () => {
	const of = (institution: string, count: number) =>
		Array.from({ length: count }, (_, n) => at(institution, `P${n}`));
	expect(mustChoose([...of('A', 3), ...of('B', 3)])).toBe(false);
	expect(mustChoose([...of('A', 4), ...of('B', 3)])).toBe(true);
	expect(mustChoose(of('A', 10))).toBe(false);
	expect(mustChoose(of('A', 10).map((one) => ({ ...one, institution: null })))).toBe(false);
	expect(institutionsOf([...of('A', 2), ...of('B', 1)]).map(({ id }) => id)).toEqual(['A', 'B']);
});
