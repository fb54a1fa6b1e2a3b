import fc from 'fast-check';
import { expect, test } from 'vitest';
import { toBase64url } from './bytes.ts';
import { orderOf } from './order.ts';
import { testForm } from './testing/forms.ts';

const seeds = fc.uint8Array({ minLength: 16, maxLength: 16 }).map(toBase64url);

test('F6: an order holds each item and option once, and follows from the seed', () => {
	fc.assert(
		fc.property(seeds, (seed) => {
			const order = orderOf(testForm, seed);
			expect(order.items.toSorted()).toEqual(testForm.items.map(({ id }) => id).toSorted());
			expect(order.options['one']?.toSorted()).toEqual(['a', 'b', 'c', 'd']);
			expect(order.options['two']).toEqual(['a', 'b', 'c', 'd']);
			expect(orderOf(testForm, seed)).toEqual(order);
		})
	);
});

test('F6: each of the 24 orders of four options is about as likely', () => {
	const seen = new Map<string, number>();
	for (let at = 0; at < 4_800; at++) {
		const seed = new Uint8Array(16);
		new DataView(seed.buffer).setUint32(0, at);
		const order = orderOf(testForm, toBase64url(seed)).options['one']?.join('') ?? '';
		seen.set(order, (seen.get(order) ?? 0) + 1);
	}
	expect(seen.size).toBe(24);
	for (const count of seen.values()) expect(Math.abs(count - 200)).toBeLessThan(75);
});

test('F6: one item’s options do not move when another’s change', () => {
	const seed = toBase64url(new Uint8Array(16).fill(7));
	const longer = { ...testForm, items: testForm.items.filter(({ id }) => id !== 'two') };
	expect(orderOf(longer, seed).options['one']).toEqual(orderOf(testForm, seed).options['one']);
});

const pooled = {
	...testForm,
	shuffleItems: false,
	sections: [
		{
			id: 'pool',
			title: '',
			instructions: '',
			items: ['one', 'two', 'three', 'four'],
			shuffle: false,
			draw: 2
		},
		{ id: 'last', title: '', instructions: '', items: ['six'], shuffle: true, draw: null }
	]
};

test('F6: of a pool each student gets as many as are drawn, in the pool’s order; each pair comes up', () => {
	const pairs = new Set<string>();
	fc.assert(
		fc.property(seeds, (seed) => {
			const { items } = orderOf(pooled, seed);
			expect(items.slice(2)).toEqual(['six', 'five']);
			const drawn = items.slice(0, 2);
			expect(pooled.sections[0]?.items.filter((id) => drawn.includes(id))).toEqual(drawn);
			pairs.add(drawn.join(' '));
		}),
		{ numRuns: 300 }
	);
	expect(pairs.size).toBe(6);
});

test('F6: another pool’s draw does not move when an item is added elsewhere', () => {
	const seed = toBase64url(new Uint8Array(16).fill(9));
	const longer = {
		...pooled,
		items: [
			...pooled.items,
			{ id: 'seven', type: 'true_false' as const, prompt: 'Seven?', points: 1 }
		]
	};
	expect(orderOf(longer, seed).items).toEqual([...orderOf(pooled, seed).items, 'seven']);
});
