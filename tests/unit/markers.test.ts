import { expect, test } from 'vitest';
import { disguises, findMarkers } from '../support/markers.ts';

const marker = 'CANARY-7f3a-solution-of-item-4';

const hidden: { as: string; bytes: Buffer }[] = [
	{ as: 'plain text', bytes: Buffer.from(`…${marker}…`) },
	{ as: 'UTF-16', bytes: Buffer.from(`…${marker}…`, 'utf16le') },
	{ as: 'hex', bytes: Buffer.from(Buffer.from(`xy${marker}z`).toString('hex')) },
	...[0, 1, 2].map((shift) => ({
		as: `base64 after ${shift} bytes`,
		bytes: Buffer.from(Buffer.from(`${'x'.repeat(shift)}${marker}and more`).toString('base64'))
	}))
];

test.each(hidden)('a marker is found as $as', ({ bytes }) => {
	expect(findMarkers(bytes, [marker])).toEqual([marker]);
});

test('another text is not', () => {
	expect(findMarkers(Buffer.from('CANARY-7f3a-solution-of-item-5'), [marker])).toEqual([]);
	expect(disguises(marker).every((text) => text.length > 20)).toBe(true);
});
