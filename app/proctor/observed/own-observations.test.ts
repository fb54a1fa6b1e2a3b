import { expect, test } from 'vitest';
import type { Observation } from '#sync/schema/observation.ts';
import { ownObservations } from './own-observations.ts';

const seen = (id: number, from: number, phase: Observation['phase']): Observation => ({
	id,
	check: 'face_absent',
	phase,
	from,
	to: from + 1,
	peak: 0,
	confidence: 1
});

test('of each the newest word stands, and the latest comes first', () => {
	const { list } = ownObservations([
		seen(0, 10, 'begin'),
		seen(1, 500, 'begin'),
		seen(0, 10, 'end')
	]);
	expect(list.map(({ id, phase }) => [id, phase])).toEqual([
		[1, 'begin'],
		[0, 'end']
	]);
});

test('very many are counted rather than drawn', () => {
	const many = Array.from({ length: 250 }, (_none, id) => seen(id, id, 'moment'));
	const own = ownObservations(many);
	expect([own.list.length, own.list[0]?.id, own.more]).toEqual([200, 249, 50]);
});
