import { describe, expect, it } from 'vitest';
import { imageSize } from './image-size.ts';

const latin = (text: string) => Uint8Array.from(text, (letter) => letter.charCodeAt(0));
const PNG = '\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\x01\x2c\0\0\0\x64';

describe('the size of a picture', () => {
	it.each([
		['PNG', PNG],
		['GIF', 'GIF89a\x2c\x01\x64\0\0\0\0'],
		['JPEG', '\xff\xd8\xff\xe0\0\x04ab\xff\xff\xc4\0\x02\xff\xc2\0\x11\x08\0\x64\x01\x2c'],
		['WebP with a header of its own', 'RIFF\0\0\0\0WEBPVP8X\0\0\0\0\0\0\0\0\x2b\x01\0\x63\0\0'],
		['WebP without loss', `RIFF\0\0\0\0WEBPVP8L\0\0\0\0\x2f\x2b\xc1\x18\0`],
		['WebP with loss', 'RIFF\0\0\0\0WEBPVP8 \0\0\0\0\0\0\0\x9d\x01\x2a\x2c\x01\x64\0'],
		['SVG by its attributes', '<svg xmlns="x" width="300px" height=\'100\'></svg>'],
		['SVG by its view box', '<svg viewBox="0,0 300 100" width="100%" height="100%"/>']
	])('is read from %s', (_, bytes) => {
		expect(imageSize(latin(bytes))).toEqual({ width: 300, height: 100 });
	});

	it.each([
		['a picture cut off', PNG.slice(0, 20)],
		['a size of nothing', PNG.slice(0, 16) + '\0'.repeat(8)],
		['a JPEG without a frame', '\xff\xd8\xff\xe0\0\x04ab\0\0'],
		['an SVG that is as large as its place', '<svg></svg>'],
		['what is no picture', 'GIF or not']
	])('is not made up for %s', (_, bytes) => {
		expect(imageSize(latin(bytes))).toBeNull();
	});
});
