import { expect, test } from 'vitest';
import { forgetStraight, keepStraight, keptStraight } from './straight-ahead.ts';

const memory = (): Pick<Storage, 'getItem' | 'setItem' | 'removeItem'> => {
	const rows = new Map<string, string>();
	return {
		getItem: (key) => rows.get(key) ?? null,
		setItem: (key, value) => void rows.set(key, value),
		removeItem: (key) => void rows.delete(key)
	};
};
const straight = {
	pose: { yaw: 12.5, pitch: -4, roll: 1 },
	eyes: { sideways: 0.1, vertical: -0.2 }
};

test('it is kept for one attempt, and gone once it is forgotten', () => {
	const storage = memory();
	expect(keepStraight('a', straight, storage)).toBe(true);
	expect(keptStraight('a', storage)).toEqual(straight);
	expect(keptStraight('b', storage)).toBeNull();
	keepStraight('a', { ...straight, camera: 'c1' }, storage);
	expect(keptStraight('a', storage)).toEqual({ ...straight, camera: 'c1' });
	forgetStraight('a', storage);
	expect(keptStraight('a', storage)).toBeNull();
});

test('what is damaged is measured anew, and a full store is told', () => {
	const storage = memory();
	storage.setItem('invigil-straight-a', '{"pose":{"yaw":"much"}}');
	expect(keptStraight('a', storage)).toBeNull();
	storage.setItem('invigil-straight-a', '{');
	expect(keptStraight('a', storage)).toBeNull();
	const full = {
		...storage,
		setItem: () => {
			throw new DOMException('full', 'QuotaExceededError');
		}
	};
	expect(keepStraight('a', straight, full)).toBe(false);
});
