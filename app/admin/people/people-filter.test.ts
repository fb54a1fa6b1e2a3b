import { expect, test } from 'vitest';
import { everybody, peopleFilterText, peopleQueryOf, readPeopleFilter } from './people-filter.ts';

test('a filter survives the way through the address of the page', () => {
	const filter = { search: 'Zoë & 50%', role: 'proctor', state: 'locked' } as const;
	expect(readPeopleFilter(new URLSearchParams(peopleFilterText(filter)))).toEqual(filter);
	expect(peopleFilterText(everybody)).toBe('');
});

test('an address with a role or a state that there is not shows everybody', () => {
	const params = new URLSearchParams('role=king&state=%3Cscript%3E');
	expect(readPeopleFilter(params)).toEqual(everybody);
});

test('what is not asked for is left out of the question', () => {
	expect(peopleQueryOf({ ...everybody, search: '  ' }, null)).toEqual({ limit: 50 });
	expect(peopleQueryOf({ ...everybody, search: ' ann ' }, 'x')).toEqual({
		search: 'ann',
		after: 'x',
		limit: 50
	});
});
