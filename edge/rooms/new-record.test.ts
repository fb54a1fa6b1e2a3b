import { beforeAll, expect, test } from 'vitest';
import { makePapers } from '#sync/testing/fixture.ts';
import type { Papers } from '#sync/testing/fixture.ts';
import { nothingGiven } from './given-time.ts';
import { newRecord } from './new-record.ts';

let papers: Papers;
beforeAll(async () => {
	papers = await makePapers();
});

const made = (...earlier: Parameters<typeof newRecord>[2]['earlier'][number][]) =>
	newRecord(papers, papers.signed, { now: 1, earlier });

test('a session begins with nothing given', () => {
	expect(made().given).toEqual(nothingGiven);
	const { terms } = made();
	expect(made({ terms, given: { ms: 60_000, pausedSince: null } }).given).toEqual(nothingGiven);
});

test('where nobody knows what an earlier session was given, the time of this one is not known', () => {
	const { terms } = made();
	expect('given' in made({ terms })).toBe(false);
});
