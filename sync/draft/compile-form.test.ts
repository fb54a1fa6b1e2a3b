import { expect, test } from 'vitest';
import { form as formSchema } from '../schema/form.ts';
import type { Media } from '../schema/form.ts';
import type { Draft, DraftItem } from '../schema/draft.ts';
import { authored, everyPicture, itemTypes } from '../testing/every-item.ts';
import { compileForm } from './compile-form.ts';

const MARKER = 'zebra-marker-4711';
const ids = { form: crypto.randomUUID(), exam: crypto.randomUUID() };
const media: Media[] = [{ hash: everyPicture, contentType: 'image/png', bytes: 100 }];
/** A file cannot be answered yet. */
const answerable = itemTypes.filter((type) => type !== 'upload');
const every = (): DraftItem[] =>
	answerable.map((type) => ({ ...authored(type, MARKER), bank: null }));
const draftOf = (items: DraftItem[], more: Partial<Draft['sections'][0]> = {}): Draft => ({
	title: 'Everything',
	instructions: '',
	language: 'en',
	navigation: 'forward',
	passPercent: null,
	sections: [{ id: 'all', title: '', instructions: '', shuffle: false, draw: null, items, ...more }]
});
const codes = (draft: Draft, known = media) => {
	const made = compileForm(draft, ids, known);
	return (made.ok ? made.warnings : made.errors).map(({ code }) => code);
};
const changed = (type: (typeof itemTypes)[number], change: (one: DraftItem) => DraftItem) =>
	draftOf([change({ ...authored(type), bank: null })]);

test('no key, feedback, rule or filing word of any type is in a form', () => {
	const made = compileForm(draftOf(every()), ids, media);
	if (!made.ok) throw new Error(JSON.stringify(made.errors));
	expect(made.form.items).toHaveLength(answerable.length);
	expect(JSON.stringify(made.form)).not.toContain(MARKER);
	// What a marker cannot be planted in.
	expect(JSON.stringify(made.form)).not.toMatch(
		/correct|share|credit|tolerance|formula|rubric|accepted/
	);
	expect(JSON.stringify(made.solutions)).toContain(MARKER);
	expect(JSON.stringify(made.feedback)).toContain(MARKER);
	expect(made.solutions.map(({ item }) => item)).not.toContain('description');
});

test('attack: a key smuggled into an item does not compile', () => {
	const [first, ...rest] = every();
	const smuggled = { ...first, item: { ...first?.item, correct: 'b' } } as unknown as DraftItem;
	expect(() => compileForm(draftOf([smuggled, ...rest]), ids, media)).toThrow();
	expect(formSchema.safeParse({ solutions: [] }).success).toBe(false);
});

test('only what the items show travels along', () => {
	const other: Media = { hash: 'cd'.repeat(32), contentType: 'image/png', bytes: 5 };
	const made = compileForm(draftOf(every()), ids, [...media, other]);
	expect(made.ok && made.form.media).toEqual(media);
});

test('what would go wrong is said by name', () => {
	expect(codes(draftOf([]))).toEqual(['no_items', 'empty_section']);
	expect(codes({ ...draftOf(every()), title: ' ' })).toEqual(['no_title']);
	expect(codes(draftOf(every()), [])).toEqual(['media_missing', 'media_missing']);
	expect(codes(changed('upload', (one) => one))).toEqual([]);
	expect(codes(changed('numeric', (one) => ({ ...one, solution: null })))).toEqual(['no_key']);
	expect(codes(changed('essay', (one) => ({ ...one, solution: null })))).toEqual([]);
	expect(
		codes(changed('essay', (one) => ({ ...one, item: { ...one.item, prompt: ' ' } })))
	).toEqual(['no_prompt']);
	expect(
		codes(
			changed('essay', (one) => ({
				...one,
				item: { ...one.item, prompt: `![](media:${everyPicture})` }
			}))
		)
	).toEqual(['no_alternative_text']);
	expect(
		codes(
			changed('essay', (one) => ({
				...one,
				item: { ...one.item, prompt: '![x](https://a.test/b.png)' }
			}))
		)
	).toEqual(['remote_picture']);
	expect(
		codes(
			changed('gap_text', (one) => ({ ...one, item: { ...one.item, prompt: '[[w]] [[n]] [[x]]' } }))
		)
	).toEqual(['gap_without_place', 'place_without_gap']);
	expect(
		codes(
			changed('hotspot', (one) => ({
				...one,
				solution: { type: 'hotspot', item: 'hotspot', correct: ['west'], credit: 'all' }
			}))
		)
	).toEqual(['key_without_part']);
	expect(
		codes(
			changed('single_choice', (one) => ({
				...one,
				solution: { type: 'true_false', item: 'single', correct: true }
			}))
		)
	).toEqual(['key_without_part']);
});

test('a pool must be fair: all of the same points', () => {
	const two = (['true_false', 'single_choice'] as const).map((type): DraftItem => ({
		...authored(type),
		bank: null
	}));
	expect(codes(draftOf(two, { draw: 1 }))).toEqual([]);
	expect(codes(draftOf(two, { draw: 2 }))).toEqual(['draw_too_large']);
	const dearer = two.map(
		(one, at) => ({ ...one, item: { ...one.item, points: at + 1 } }) as DraftItem
	);
	expect(codes(draftOf(dearer, { draw: 1 }))).toEqual(['unequal_pool']);
});
