import { expect, test } from 'vitest';
import { memorySql } from '../../tests/support/memory-sql.ts';
import { NamedStills } from './named-stills.ts';

const still = (name: string, observation?: number) => ({
	hash: name.repeat(64),
	contentType: 'image/webp',
	bytes: 10,
	moment: 'start' as const,
	...(observation !== undefined && { observation })
});
const hash = (name: string) => name.repeat(64);
const one = { attempt: 'x', session: 's1' };

test('P3: a still knows how many were named before it, in its attempt and of its observation', () => {
	const stills = new NamedStills(memorySql());
	stills.add(one, still('a', 0));
	stills.add(one, still('b', 0));
	stills.add({ attempt: 'x', session: 's2' }, still('c', 0));
	stills.add({ attempt: 'y', session: 's3' }, still('d', 0));
	const before = (name: string, attempt = 'x') => stills.optional(attempt, hash(name))?.before;
	expect(before('a')).toEqual({ attempt: 0, observation: 0 });
	expect(before('b')).toEqual({ attempt: 1, observation: 1 });
	expect(before('c')).toEqual({ attempt: 2, observation: 0 });
	expect(before('d', 'y')).toEqual({ attempt: 0, observation: 0 });
});

test('attack: stills that name no observation count as of one', () => {
	const stills = new NamedStills(memorySql());
	for (const name of ['a', 'b', 'c']) stills.add(one, still(name));
	expect(stills.optional('x', hash('c'))?.before.observation).toBe(2);
});

test('named twice the first counts; of another attempt it is not named; erased it is gone', () => {
	const stills = new NamedStills(memorySql());
	stills.add(one, still('a', 0));
	stills.add(one, { ...still('a', 1), bytes: 99 });
	expect(stills.optional('x', hash('a'))?.bytes).toBe(10);
	expect(stills.optional('y', hash('a'))).toBeNull();
	stills.erase('x');
	expect(stills.optional('x', hash('a'))).toBeNull();
});
