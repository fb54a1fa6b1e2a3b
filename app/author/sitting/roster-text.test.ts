import fc from 'fast-check';
import { expect, test } from 'vitest';
import { rosterLine } from '#sync/schema/roster.ts';
import { readRoster, rosterText } from './roster-text.ts';

test('nothing is nobody, and what names nobody is said', () => {
	expect(readRoster(' \n')).toMatchObject({ lines: [], bad: [], twice: 0, groups: [] });
	expect(readRoster('board')).toMatchObject({ lines: [], bad: ['board'] });
});

test('of a table without addresses nothing is taken, and its columns are named', () => {
	expect(readRoster('Name,Group\nJan Novak,A')).toMatchObject({
		lines: [],
		bad: [],
		columns: ['Name', 'Group']
	});
});

test('groups are those of the list, each once', () => {
	const text = 'email,group\na@b.test,B\nc@b.test,A\nd@b.test,B\n';
	expect(readRoster(text).groups).toEqual(['A', 'B']);
});

test('attack: whatever stands in a number or a group, the table gives the same people back', () => {
	const word = fc.stringMatching(/^[A-Za-z0-9"',; -]{1,20}$/).map((text) => text.trim());
	const line = fc
		.record({ enrolmentId: word, group: word })
		.map((one) => rosterLine.safeParse(one))
		.filter(({ success }) => success)
		.map(({ data }) => data ?? { enrolmentId: 'x' });
	fc.assert(
		fc.property(
			fc.uniqueArray(line, { minLength: 1, maxLength: 8, selector: (one) => one.enrolmentId }),
			(lines) => {
				expect(readRoster(rosterText(lines)).lines).toEqual(lines);
			}
		)
	);
});
