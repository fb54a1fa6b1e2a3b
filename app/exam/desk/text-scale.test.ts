import { expect, test } from 'vitest';
import { readTextScale, writeTextScale } from './text-scale.ts';

function memory() {
	const rows = new Map<string, string>();
	return {
		getItem: (name: string) => rows.get(name) ?? null,
		setItem: (name: string, value: string) => void rows.set(name, value)
	};
}

test('larger text is switched on by itself, whatever was chosen without it', () => {
	const kept = memory();
	writeTextScale(kept, false, 0.9);
	expect(readTextScale(kept, true)).toBe(1.5);
	expect(readTextScale(kept, false)).toBe(0.9);
});

test('what a student chooses then is remembered, and is nobody else’s', () => {
	const kept = memory();
	writeTextScale(kept, true, 1.75);
	expect(readTextScale(kept, true)).toBe(1.75);
	expect(readTextScale(kept, false)).toBe(1);
});

test('a size that there is not becomes the first one', () => {
	const kept = memory();
	kept.setItem('invigil-text-scale', 'huge');
	expect(readTextScale(kept, false)).toBe(1);
});
