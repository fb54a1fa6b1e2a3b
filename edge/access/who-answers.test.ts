import { expect, test } from 'vitest';
import { whoAnswers } from './who-answers.ts';

const marker = (id: string, more: object = {}) => ({
	id,
	...{ owner: false, staffs: false, reachable: true },
	...more
});
const idsOf = (markers: ReturnType<typeof marker>[]) => whoAnswers(markers).map(({ id }) => id);

test('the owner and the teachers of the sitting answer, not everybody who may mark', () => {
	const all = [marker('o', { owner: true }), marker('s', { staffs: true }), marker('m')];
	expect(idsOf(all)).toEqual(['o', 's']);
});

test('who cannot be reached is not written to; where that is all of them, the others who may mark are', () => {
	const away = { reachable: false };
	const all = [marker('o', { owner: true, ...away }), marker('m'), marker('n', away)];
	expect(idsOf(all)).toEqual(['m']);
	expect(idsOf([...all, marker('s', { staffs: true })])).toEqual(['s']);
});
