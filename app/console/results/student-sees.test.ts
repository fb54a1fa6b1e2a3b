import { expect, test } from 'vitest';
import { studentSees } from './student-sees.ts';

const none = { marks: false, answers: false, feedback: false, responses: false, comments: false };
const seen = (shows: Partial<typeof none>) => studentSees({ ...none, ...shows }, true).seen;

test('each switch shows what the edge lets out with it, and everything else is named as hidden', () => {
	expect(seen({})).toEqual([]);
	expect(seen({ marks: true })).toEqual(['points', 'correct', 'passed']);
	expect(seen({ answers: true })).toEqual(['questions', 'answers']);
	expect(seen({ responses: true })).toEqual(['questions', 'responses']);
	expect(seen({ feedback: true })).toEqual(['feedback']);
	const { seen: shown, hidden } = studentSees({ ...none, marks: true, responses: true }, true);
	expect(new Set([...shown, ...hidden]).size).toBe(9);
	expect(hidden).toEqual(['answers', 'feedback', 'comments', 'pictures']);
});

test('what lies on a picture is seen only with the picture', () => {
	expect(seen({ comments: true })).toEqual(['comments']);
	expect(seen({ comments: true, responses: true })).toContain('pictures');
});

test('without a pass mark nothing is said of passing', () => {
	const { seen: shown, hidden } = studentSees({ ...none, marks: true }, false);
	expect(shown).toEqual(['points', 'correct']);
	expect(hidden).not.toContain('passed');
});
