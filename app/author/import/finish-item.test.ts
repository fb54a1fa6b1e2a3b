import { describe, expect, it } from 'vitest';
import type { AuthoredItem } from '#sync/schema/authored-item.ts';
import { finishItem, shortName } from './finish-item.ts';
import { ImportRefusedError, LeftOutError } from './report.ts';

const good: AuthoredItem = {
	name: 'Sky',
	item: { id: 'item-1', type: 'true_false', prompt: 'The sky is blue.', points: 1 },
	solution: { type: 'true_false', item: 'item-1', correct: true },
	feedback: null,
	category: [],
	tags: [],
	difficulty: null,
	language: null
};
const finish = (make: Parameters<typeof finishItem>[0]['make'], name = 'Sky') =>
	finishItem({ name, found: 'truefalse', make });
const reasonFor = (authored: unknown) => {
	const imported = finish(() => authored as AuthoredItem);
	return imported.outcome === 'left_out' ? imported.reason : null;
};

describe('an imported item', () => {
	it('is whole when nothing was noted', () => {
		expect(finish(() => good)).toMatchObject({ outcome: 'whole', authored: good });
	});

	it('is changed when something was, and says each thing once', () => {
		const imported = finish((note) => {
			note({ code: 'hints_dropped' });
			note({ code: 'hints_dropped' });
			return good;
		});
		expect(imported).toMatchObject({ outcome: 'changed', changes: [{ code: 'hints_dropped' }] });
	});

	it('is changed where words stand elsewhere on their line', () => {
		const imported = finish((note) => {
			note({ code: 'alignment_dropped', detail: 'center' });
			return good;
		});
		expect(imported.outcome).toBe('changed');
	});

	it('is whole where only its file lacks something, which is told', () => {
		const lack = { code: 'alternative_text_missing', detail: 'a.png' } as const;
		expect(
			finish((note) => {
				note(lack);
				return good;
			})
		).toMatchObject({ outcome: 'whole', lacks: [lack] });
		const both = finish((note) => {
			note(lack);
			note({ code: 'media_missing' });
			return good;
		});
		expect(both).toMatchObject({ outcome: 'changed', changes: [lack, { code: 'media_missing' }] });
	});

	it('is left out with the reason its mapping gave', () => {
		const imported = finish(() => {
			throw new LeftOutError('type_unsupported', 'random');
		});
		expect(imported).toMatchObject({
			outcome: 'left_out',
			reason: { code: 'type_unsupported', detail: 'random' }
		});
	});

	it('says in a teacher’s terms what the schema refuses', () => {
		const withItem = (item: object) => ({ ...good, item: { ...good.item, ...item } });
		const choice = { type: 'single_choice', shuffle: false, options: [{ id: 'a', text: 'A' }] };
		expect(reasonFor(withItem({ prompt: '' }))?.code).toBe('no_prompt');
		expect(reasonFor(withItem({ prompt: 'a'.repeat(20_001) }))?.code).toBe('too_long');
		expect(reasonFor(withItem({ points: -1 }))?.code).toBe('marks_invalid');
		expect(reasonFor(withItem(choice))?.code).toBe('too_few_options');
		expect(reasonFor(withItem({ id: 'No such id' }))).toEqual({
			code: 'malformed',
			detail: 'item.id'
		});
	});

	it('nested deeper than can be read is left out, and the next one is read', () => {
		const deeper = (): AuthoredItem => deeper();
		expect(finish(deeper)).toMatchObject({ reason: { code: 'malformed' } });
	});

	it('whose gap went away with its markup is left out', () => {
		const item = {
			id: 'item-1',
			type: 'gap_text',
			prompt: 'A [[gap-1]]',
			points: 1,
			gaps: ['gap-1', 'gap-2'].map((id) => ({ id, input: 'text' }))
		};
		const gaps = item.gaps.map(({ id }) => ({
			gap: id,
			weight: 1,
			input: 'text',
			accepted: [{ text: 'b', share: 1 }],
			caseSensitive: false,
			wildcards: false
		}));
		const solution = { type: 'gap_text', item: 'item-1', credit: 'parts', gaps };
		expect(reasonFor({ ...good, item, solution })).toEqual({
			code: 'malformed',
			detail: '[[gap-2]]'
		});
	});

	it('that refuses the whole file is not hidden as one left out', () => {
		expect(() =>
			finish(() => {
				throw new ImportRefusedError('too_deep');
			})
		).toThrow(ImportRefusedError);
	});

	it('never carries a key in the part a student gets', () => {
		expect(reasonFor({ ...good, item: { ...good.item, correct: true } })?.code).toBe('malformed');
	});

	it('is called by what the file calls it when it has no name', () => {
		expect(finish(() => good, ' \n ').name).toBe('truefalse');
	});

	it('has a name of one line that the schema takes', () => {
		expect(shortName(' a\n b ')).toBe('a b');
		expect(shortName('𝛼'.repeat(400))).toBe(`${'𝛼'.repeat(149)}…`);
	});
});
