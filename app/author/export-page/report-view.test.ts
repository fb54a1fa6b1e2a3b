import { expect, test } from 'vitest';
import { authored } from '#sync/testing/every-item.ts';
import { exportItems } from '../export/export-items.ts';
import { leftOut, lost, whole } from './report-view.ts';

const essay = (name: string, prompt: string, difficulty: 'easy' | null = null) => {
	const made = authored('essay');
	return { ...made, name, difficulty, category: [], item: { ...made.item, prompt } };
};

test('each line names the questions it is about, by number and how they begin', () => {
	const { items } = exportItems(
		{ format: 'moodle_xml', name: 'questions' },
		[
			essay('Sea', 'What is the **sea**?', 'easy'),
			essay('Land', 'What is land?'),
			{ ...authored('hotspot'), name: 'Places', category: [] },
			essay('What is the …', 'What is the moon?', 'easy')
		],
		new Map()
	);
	expect(lost(items)).toContainEqual({
		code: 'difficulty_lost',
		items: [
			{ number: 1, name: 'Sea', begins: 'What is the sea?' },
			{ number: 4, name: 'What is the …', begins: '' }
		]
	});
	expect(leftOut(items)).toMatchObject([
		{ code: 'type_unsupported', items: [{ number: 3, name: 'Places' }] }
	]);
	expect(whole(items)).toBe(0);
});

test('how a question begins is cut, and its gaps are dots', () => {
	const { items } = exportItems(
		{ format: 'invigil', name: 'questions' },
		[essay('a', 'Fill [[gap-1]] in.'), essay('b', 'x'.repeat(200))],
		new Map()
	);
	expect(items.map(({ begins }) => begins)).toEqual(['Fill … in.', `${'x'.repeat(80)}…`]);
});
