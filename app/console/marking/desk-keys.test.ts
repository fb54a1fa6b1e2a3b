import { expect, test } from 'vitest';
import { deskKey } from './desk-keys.ts';

const beside = { typing: false, onControl: false, rtl: false, letters: true };

test('digits, halves and arrows give points; j and k, left and right go on and back', () => {
	expect(deskKey({ ...beside, key: '7' })).toEqual({ do: 'points', key: '7' });
	expect(deskKey({ ...beside, key: ',' })).toEqual({ do: 'points', key: ',' });
	expect(deskKey({ ...beside, key: 'ArrowUp' })).toEqual({ do: 'step', by: 1 });
	expect(deskKey({ ...beside, key: 'k' })).toEqual({ do: 'go', by: -1 });
	expect(deskKey({ ...beside, key: 'ArrowRight' })).toEqual({ do: 'go', by: 1 });
	expect(deskKey({ ...beside, key: 'ArrowRight', rtl: true })).toEqual({ do: 'go', by: -1 });
});

test('in a field every key is the field’s, and Enter on a button is the button’s', () => {
	for (const key of ['7', 'j', 'Enter', 'c', '?'])
		expect(deskKey({ ...beside, key, typing: true })).toBeNull();
	expect(deskKey({ ...beside, key: 'Enter', onControl: true })).toBeNull();
	expect(deskKey({ ...beside, key: 'Enter' })).toEqual({ do: 'save' });
});

test('with single letters switched off, letters do nothing and the rest goes on', () => {
	for (const key of ['j', 'k', 'c', 'f'])
		expect(deskKey({ ...beside, key, letters: false })).toBeNull();
	expect(deskKey({ ...beside, key: '4', letters: false })).toEqual({ do: 'points', key: '4' });
	expect(deskKey({ ...beside, key: '?', letters: false })).toEqual({ do: 'keys' });
});
