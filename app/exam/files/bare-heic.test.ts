import { expect, test } from 'vitest';
import { bareHeic } from './bare-heic.ts';
import { box, heic, PICTURE, text, type Bytes } from './testing/heic.ts';

const words = (bytes: Bytes | null) => new TextDecoder('latin1').decode(bytes ?? new Uint8Array());

test('the place goes, wherever it stands, and the picture stays in its place', () => {
	const whole = heic();
	const bare = bareHeic(whole);
	for (const told of ['12.0464S', '77.0428W', 'GPSLatitude']) {
		expect(words(whole)).toContain(told);
		expect(words(bare)).not.toContain(told);
	}
	expect(bare).toHaveLength(whole.length);
	expect(words(bare).indexOf(PICTURE)).toBe(words(whole).indexOf(PICTURE));
});

test('what was chosen is not changed itself', () => {
	const whole = heic();
	bareHeic(whole);
	expect(whole).toEqual(heic());
});

test('a photograph in which it cannot be found is not given out at all', () => {
	expect(bareHeic(heic(1_000_000))).toBeNull();
	expect(bareHeic(text('\0\0\0\x18ftypheic'))).toBeNull();
	expect(bareHeic(box('ftyp', text('heic')))).toBeNull();
});

test('attack: no file of random lengths keeps it busy or breaks it', () => {
	const whole = heic();
	for (let at = 0; at < whole.length; at++)
		for (const value of [0, 1, 255]) {
			const broken = whole.slice();
			broken[at] = value;
			const bare = bareHeic(broken);
			expect(bare === null || bare.length === whole.length).toBe(true);
		}
});
