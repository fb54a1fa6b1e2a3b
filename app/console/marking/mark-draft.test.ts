import { expect, test } from 'vitest';
import { contentOf, decisionFrom, draftOf, emptyDraft, sumOf, withScore } from './mark-draft.ts';

const criteria = [
	{ id: 'c1', text: 'A clear claim', points: 2 },
	{ id: 'c2', text: 'Evidence', points: 3 }
];

test('criteria add up by themselves, half points too, and never beyond the maximum', () => {
	const one = withScore(emptyDraft, 'c1', '1.5', criteria, 4);
	expect(one.points).toBe('1.5');
	const both = withScore(one, 'c2', '2', criteria, 4);
	expect(both.points).toBe('3.5');
	expect(withScore(both, 'c2', '3', criteria, 4).points).toBe('4');
});

test('a criterion taken back takes its points back; the last one leaves what was typed', () => {
	const both = withScore(withScore(emptyDraft, 'c1', '2', criteria, 5), 'c2', '1', criteria, 5);
	const one = withScore(both, 'c2', '', criteria, 5);
	expect(one.points).toBe('2');
	expect(withScore({ ...one, points: '3' }, 'c1', '', criteria, 5).points).toBe('3');
	expect(sumOf({}, criteria, 5)).toBeNull();
});

test('what is sent is what was typed, and comes back as it was', () => {
	const draft = {
		points: '2,5',
		comment: ' Good. ',
		scores: { c1: '2', c2: 'x' },
		annotations: []
	};
	const content = contentOf(draft, true);
	expect(content).toEqual({
		points: 2.5,
		comment: 'Good.',
		scores: [{ criterion: 'c1', points: 2 }],
		annotations: [],
		done: true
	});
	expect(draftOf(content)).toEqual({
		points: '2.5',
		comment: 'Good.',
		scores: { c1: '2' },
		annotations: []
	});
});

test('a decision begins with what the markers wrote, each once, and with no points', () => {
	const mark = {
		as: 'first',
		yours: false,
		marker: null,
		points: 3,
		scores: [],
		annotations: []
	} as const;
	const others = ['Good.', ' Good. ', '', 'See the text.'].map((comment, savedAt) => ({
		...mark,
		scores: [],
		annotations: [],
		comment,
		savedAt
	}));
	expect(decisionFrom({ others })).toEqual({ ...emptyDraft, comment: 'Good.\n\nSee the text.' });
	expect(decisionFrom({ others: [] })).toEqual(emptyDraft);
});
