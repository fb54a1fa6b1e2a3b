import { expect, test, vi } from 'vitest';
import { LeftOut } from './left-out.ts';

function storage() {
	const kept = new Map<string, string>();
	return {
		kept,
		getItem: (key: string) => kept.get(key) ?? null,
		setItem: (key: string, value: string) => void kept.set(key, value),
		removeItem: (key: string) => void kept.delete(key)
	};
}

test('what was left out is known after a reload, of its own attempt only', () => {
	const store = storage();
	new LeftOut('a', store).put(['page 4.jpg', 'page 4.jpg']);
	expect(new LeftOut('a', store).read()).toEqual(['page 4.jpg', 'page 4.jpg']);
	expect(new LeftOut('b', store).read()).toEqual([]);
});

test('a later hand-in with everything in takes it back', () => {
	const store = storage();
	new LeftOut('a', store).put(['page 4.jpg']);
	new LeftOut('a', store).put([]);
	expect(new LeftOut('a', store).read()).toEqual([]);
	expect(store.kept.size).toBe(0);
});

test('what somebody else wrote there is nothing', () => {
	const warned = vi.spyOn(console, 'warn').mockReturnValue();
	const store = storage();
	for (const wrong of ['{', '{"a":1}', '[1]', '"x"']) {
		store.kept.set('invigil-left-out a', wrong);
		expect(new LeftOut('a', store).read()).toEqual([]);
	}
	expect(warned).toHaveBeenCalledTimes(4);
	warned.mockRestore();
});
