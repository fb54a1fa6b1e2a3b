import { criteriaOf } from '#sync/marking/rubric.ts';
import { checkItem } from '#sync/draft/check-draft.ts';
import { authoredItem, type AuthoredItem } from '#sync/schema/authored-item.ts';
import type { ItemType } from '#sync/schema/item.ts';
import { score } from '#sync/scoring.ts';
import { authored, itemTypes } from '#sync/testing/every-item.ts';
import { describe, expect, test } from 'vitest';
import {
	numberRows,
	setNumberRows,
	setTextRows,
	setTextRules,
	setUnits,
	textRows
} from './answers.ts';
import { nameAfter } from './auto-name.ts';
import { setOwnShare, setOwnShares, setRight, setShare, toggleRight } from './choice-key.ts';
import { addCriterion, criterionProblem } from './criterion.ts';
import type { Step } from './item-desk.ts';
import { copied, newItem } from './new-item.ts';
import { addOption, removeOption } from './options.ts';
import { addPair, moveInOrder, setRowOptions, togglePart } from './placed-key.ts';
import { makePlace, placeId, placesOf, removePlace, setGapInput } from './prompt-places.ts';
import { keyOf, setText, textAt } from './steps.ts';
import {
	addTyped,
	compareTyped,
	removeTyped,
	setTyped,
	typedPlaces,
	typedUnits
} from './typed-said.ts';

const after = (from: AuthoredItem, ...steps: Step[]) =>
	steps.reduce((item, step) => step(item), from);
const begun = (type: ItemType) => newItem(type, 'New', 'new-item');
const optionsOf = ({ item }: AuthoredItem) => ('options' in item ? item.options : []);
const write = (prompt: string) => setText(['item', 'prompt'], prompt);

describe('an item of each type begins', () => {
	test.each(itemTypes)('%s as one that can be kept, and says what it lacks', (type) => {
		const item = begun(type);
		expect(authoredItem.parse(item)).toEqual(item);
		if (type !== 'description') expect(checkItem(item, null).length).toBeGreaterThan(0);
	});
});

test('a text is found and written by the way that leads to it, and feedback ends with its last words', () => {
	const item = authored('gap_text');
	const place = ['item', 'gaps', 'c', 'options', 'y', 'text'];
	expect(textAt(item, place)).toBe('Option y');
	expect(textAt(after(item, setText(place, 'Ypsilon')), place)).toBe('Ypsilon');
	const said = after(begun('single_choice'), setText(['feedback', 'wrong'], 'Look again.'));
	expect(said.feedback).toEqual({ item: 'new-item', wrong: 'Look again.' });
	const part = after(said, setText(['feedback', 'parts', 'a'], 'Not a.'));
	expect(textAt(part, ['feedback', 'parts', 'a', 'text'])).toBe('Not a.');
	expect(
		after(part, setText(['feedback', 'wrong'], ''), setText(['feedback', 'parts', 'a'], ''))
			.feedback
	).toBe(null);
});

describe('what is said to single typed answers', () => {
	const place = { gap: undefined, input: 'text' } as const;
	const typed = ({ feedback }: AuthoredItem) => feedback?.typed ?? [];

	test('begins as the key compares, has its words, and ends with the last of them', () => {
		const strict = after(
			begun('short_text'),
			setTextRows([{ text: 'Oslo', share: 1 }]),
			setTextRules({ caseSensitive: true, wildcards: false }),
			addTyped(place, false)
		);
		const [first] = typed(strict);
		expect(first).toMatchObject({ input: 'text', answer: '', caseSensitive: true, text: '' });
		const at = ['feedback', 'typed', first?.id ?? '', 'text'];
		const said = after(strict, setText(at, 'Further north.'));
		expect([textAt(said, at), authoredItem.safeParse(said).success]).toEqual([
			'Further north.',
			true
		]);
		const with_ = after(said, setText(['feedback', 'wrong'], 'No.'), setText(at, ''));
		expect(typed(with_)).toHaveLength(1);
		expect(after(with_, removeTyped(first?.id ?? '')).feedback).toEqual({
			item: 'new-item',
			wrong: 'No.'
		});
		expect(after(said, removeTyped(first?.id ?? '')).feedback).toBe(null);
	});

	test('of any other answer stays last', () => {
		const item = after(
			begun('short_text'),
			addTyped(place, false),
			addTyped(place, true),
			addTyped(place, false)
		);
		expect(typed(item).map(({ input }) => input)).toEqual(['text', 'text', 'other']);
	});

	test('is compared as the key from then on, but for what an answer has of its own', () => {
		const before = { caseSensitive: false, wildcards: false };
		const item = after(begun('short_text'), addTyped(place, false));
		const id = typed(item)[0]?.id ?? '';
		const pattern = after(
			item,
			setTyped(id, 'text', { wildcards: true }),
			compareTyped(undefined, before, { ...before, caseSensitive: true })
		);
		expect(typed(pattern)).toMatchObject([{ caseSensitive: true, wildcards: true }]);
		const units = [{ name: 'km', factor: 1000 }];
		const number = after(
			authored('numeric'),
			addTyped({ gap: undefined, input: 'number' }, false),
			typedUnits(units)
		);
		expect(typed(number).every((one) => 'units' in one)).toBe(true);
		expect(JSON.stringify(typed(after(number, typedUnits([]))))).not.toContain('km');
	});

	test('is changed by itself, and only while it is of the kind that was on the page', () => {
		const item = after(begun('short_text'), addTyped(place, false), addTyped(place, true));
		const id = typed(item)[0]?.id ?? '';
		expect(typed(after(item, setTyped(id, 'text', { answer: 'Oslo' })))).toMatchObject([
			{ input: 'text', answer: 'Oslo' },
			{ input: 'other' }
		]);
		expect(after(item, setTyped(id, 'number', { value: 4 }))).toEqual(item);
	});

	test('goes with its gap, or when the gap takes something else', () => {
		const item = authored('gap_text');
		const gaps = (now: AuthoredItem) => typed(now).map(({ gap }) => gap);
		expect(typedPlaces(item).map(({ gap }) => gap)).toEqual(['w', 'n']);
		expect(gaps(item)).toEqual(['w', 'n']);
		expect(gaps(after(item, removePlace('w')))).toEqual(['n']);
		expect(gaps(after(item, setGapInput('n', 'text')))).toEqual(['w']);
	});
});

test('a removed option takes with it what the key and the feedback say of it', () => {
	const choice = after(
		authored('single_choice'),
		setShare('a', 0.25),
		setText(['feedback', 'parts', 'c'], 'Nearly.')
	);
	const without = after(choice, removeOption('c'));
	expect(keyOf(without, 'single_choice')?.shares).toEqual([{ option: 'a', share: 0.25 }]);
	expect(without.feedback?.parts?.map(({ id }) => id)).toEqual(['a']);
	expect(after(choice, removeOption('b')).solution).toBe(null);
	expect(optionsOf(after(without, removeOption('b'), removeOption('a')))).toHaveLength(2);
	for (const type of ['matching', 'drag_text', 'drag_picture', 'ordering'] as const)
		for (const { id } of optionsOf(authored(type))) {
			const left = after(authored(type), removeOption(id));
			expect(checkItem(left, null).map(({ code }) => code)).not.toContain('key_without_part');
		}
});

test('the right one is changed, and what the others give stays theirs', () => {
	const item = after(authored('single_choice'), setRight('c'));
	expect(keyOf(item, 'single_choice')).toEqual({
		type: 'single_choice',
		item: 'single',
		correct: 'c'
	});
	const several = after(
		authored('multiple_choice'),
		toggleRight('b', true),
		toggleRight('a', false),
		setOwnShares(true),
		setOwnShare('d', -0.5)
	);
	expect(keyOf(several, 'multiple_choice')).toMatchObject({
		correct: ['b', 'c'],
		shares: [
			{ option: 'b', share: 0.5 },
			{ option: 'c', share: 0.5 },
			{ option: 'd', share: -0.5 }
		]
	});
	expect(after(several, setOwnShares(false)).solution).not.toHaveProperty('shares');
	expect(after(begun('multiple_choice'), toggleRight('none', true)).solution).toBe(null);
});

test('typed answers are rows, the first of them worth everything', () => {
	const rows = [
		{ text: 'Paris', share: 1 },
		{ text: 'Lutetia', share: 0.5 },
		{ text: 'Paname', share: 1 }
	];
	const item = after(begun('short_text'), setTextRows(rows));
	expect(textRows(keyOf(item, 'short_text')).map(({ text }) => text)).toEqual([
		'Paris',
		'Paname',
		'Lutetia'
	]);
	const seed = '';
	const given = (text: string) =>
		score(item.item, item.solution ?? undefined, { type: 'short_text', text }, seed).points;
	expect(['paris', 'LUTETIA', 'Rome'].map(given)).toEqual([1, 0.5, 0]);
	expect(after(item, setTextRows([])).solution).toBe(null);
	const exact = { kind: 'absolute', amount: 0.5 } as const;
	const number = after(
		begun('numeric'),
		setNumberRows([
			{ value: 100, tolerance: exact, share: 1 },
			{ value: 373, tolerance: exact, share: 0.5 }
		]),
		setUnits([{ name: 'K', factor: 1 }])
	);
	expect(numberRows(keyOf(number, 'numeric'))).toHaveLength(2);
	expect(after(number, setUnits([])).solution).not.toHaveProperty('units');
});

describe('places in a prompt', () => {
	const text = 'Paris is the capital of France.';
	const chosen = { from: 0, to: 5, words: 'Paris' };

	test('the words that were chosen become a gap and its answer, and come back when it is removed', () => {
		const prompted = after(begun('gap_text'), write(text));
		const id = placeId(prompted, 'text');
		const item = after(prompted, makePlace('text', id, chosen));
		expect(item.item.prompt).toBe(`[[${id}]] is the capital of France.`);
		// The first gap was written over before anything was said about it.
		expect(placesOf(item.item)).toEqual([id]);
		expect(checkItem(item, null)).toEqual([]);
		const capital = { from: item.item.prompt.indexOf('capital'), words: 'capital' };
		const second = placeId(item, 'choice');
		const two = after(item, makePlace('choice', second, { ...capital, to: capital.from + 7 }));
		expect(placesOf(two.item)).toEqual([id, second]);
		expect(after(two, removePlace(second)).item.prompt).toBe(item.item.prompt);
		expect(after(two, removePlace(id)).item.prompt).toBe(`Paris is the [[${second}]] of France.`);
		expect(after(two, setGapInput(second, 'text')).solution).toMatchObject({ gaps: [{ gap: id }] });
	});

	test('the same for words that are dragged, and for words that are chosen', () => {
		const dragged = after(begun('drag_text'), write(text));
		const blank = after(dragged, makePlace('blank', placeId(dragged, 'blank'), chosen));
		expect(checkItem(blank, null)).toEqual([]);
		expect(optionsOf(blank).map(({ text }) => text)).toEqual(['Paris']);
		const hot = after(begun('hot_text'), write(text));
		const span = placeId(hot, 'span');
		const item = after(hot, makePlace('span', span, chosen), togglePart(span, true));
		expect(checkItem(item, null)).toEqual([]);
		expect(after(item, removePlace(span)).item.prompt).toBe(item.item.prompt);
	});

	test('if somebody wrote before it meanwhile, the place comes last and no words are lost', () => {
		const item = after(
			begun('gap_text'),
			write(`Really: ${text}`),
			makePlace('text', 'gap-9', chosen)
		);
		expect(item.item.prompt).toBe(`Really: ${text} [[gap-9]]`);
		const inside = after(
			item,
			makePlace('text', 'gap-8', { from: 39, to: 48, words: '[[gap-9]]' })
		);
		expect(inside.item.prompt).toContain('[[gap-9]]');
	});
});

test('pairs are made with their key, and an order is moved without touching the options', () => {
	const item = after(begun('matching'), addPair('row-x'));
	expect(keyOf(item, 'matching')?.correct.at(-1)).toEqual({
		row: 'row-x',
		option: optionsOf(item).at(-1)?.id
	});
	const free = after(item, setRowOptions('row-x', []));
	expect(keyOf(free, 'matching')?.correct.map(({ row }) => row)).not.toContain('row-x');
	const order = after(
		authored('ordering'),
		moveInOrder('c', 1),
		addOption({ id: 'd', text: 'D' }, 'a')
	);
	expect(keyOf(order, 'ordering')?.correct).toEqual(['a', 'd', 'c', 'b']);
	expect(optionsOf(order).map(({ id }) => id)).toEqual(['a', 'd', 'b', 'c']);
});

test('a step that does not fit the item changes nothing', () => {
	const item = authored('essay');
	for (const step of [setRight('a'), addPair('x'), togglePart('x', true), removePlace('x')])
		expect(after(item, step)).toBe(item);
});

test('a copy is another item all through', () => {
	for (const type of itemTypes) {
		const { item, solution, feedback } = copied(authored(type), 'Again', 'again');
		expect([item.id, solution?.item ?? 'again', feedback?.item]).toEqual([
			'again',
			'again',
			'again'
		]);
	}
});

test('a name follows the question until somebody chooses one', () => {
	const type = 'Single choice';
	const named = (name: string, before: string, now: string) =>
		nameAfter(name, { before, now, type });
	expect(named(type, ' ', 'Which *planet*?')).toBe('Which planet?');
	expect(named('Which planet?', 'Which *planet*?', 'Which moon?')).toBe('Which moon?');
	expect(named('Planets', 'Which planet?', 'Which moon?')).toBe('Planets');
	expect(named('Which planet?', 'Which planet?', ' ')).toBe(type);
	expect(named(type, ' ', 'word '.repeat(40)).length).toBeLessThan(62);
});

test('a criterion is a line of the marking guide, behind what was written', () => {
	const essay = authored('essay');
	const begun: AuthoredItem = {
		...essay,
		solution: { type: 'essay', item: essay.item.id, rubric: 'Look at the whole.' }
	};
	const one = addCriterion('Names  both causes', 3)(begun);
	const two = addCriterion('Weighs them (well)', 1.5)(one);
	expect(two.solution).toMatchObject({
		rubric: 'Look at the whole.\n\n- Names both causes (3)\n- Weighs them (well) (1.5)'
	});
	expect(criteriaOf(two.solution ?? undefined)).toMatchObject([
		{ text: 'Names both causes', points: 3 },
		{ text: 'Weighs them (well)', points: 1.5 }
	]);
	expect(authoredItem.safeParse(two).success).toBe(true);
});

test('what would not come out as a criterion is not added, and why is said', () => {
	const essay = authored('essay');
	const guide = (rubric: string): AuthoredItem => ({
		...essay,
		solution: { type: 'essay', item: essay.item.id, rubric }
	});
	const full = guide('- One more (1)\n'.repeat(60));
	const long = guide('x'.repeat(19_990));
	for (const [now, points, problem] of [
		[full, 1, 'many'],
		[long, 1, 'long'],
		[guide(''), 1.255, 'unread'],
		[authored('single_choice'), 1, 'unread'],
		[guide('x'.repeat(19_900)), 1, null]
	] as const) {
		expect(criterionProblem(now, 'Names both causes', points)).toBe(problem);
		expect(addCriterion('Names both causes', points)(now) === now).toBe(problem !== null);
	}
});
