import { expect, test } from 'vitest';
import { utf8 } from '#sync/bytes.ts';
import { newStillKey, openStill, sealStill } from './still-seal.ts';

const picture = utf8('RIFF....WEBP a face');
const place = { attempt: 'a', hash: 'h', part: null };

test('P5: what lies in the storage opens with the attempt’s key, and says nothing without it', async () => {
	const key = newStillKey();
	const sealed = await sealStill(key, place, picture);
	expect(await openStill(key, place, sealed)).toEqual(picture);
	expect(new TextDecoder('latin1').decode(sealed)).not.toContain('face');
	expect(await openStill(newStillKey(), place, sealed)).toBeNull();
});

test('attack: a picture put in the place of another attempt’s, another picture’s or a part’s does not open', async () => {
	const key = newStillKey();
	const sealed = await sealStill(key, place, picture);
	for (const other of [{ attempt: 'b' }, { hash: 'g' }, { part: 0 }])
		expect(await openStill(key, { ...place, ...other }, sealed), JSON.stringify(other)).toBeNull();
	expect(await openStill(key, place, sealed.slice(0, 5))).toBeNull();
});
