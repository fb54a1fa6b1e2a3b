/** Files small enough to make here: a real picture, and what only claims to be one. */
import { deflateSync } from 'node:zlib';
import { utf8 } from '#sync/bytes.ts';
import type { Bytes } from '#sync/bytes.ts';

const crcOf = (bytes: Buffer): number => {
	let crc = ~0;
	for (const byte of bytes) {
		crc ^= byte;
		for (let bit = 0; bit < 8; bit++) crc = (crc >>> 1) ^ (crc & 1 ? 0xedb88320 : 0);
	}
	return ~crc >>> 0;
};

function chunk(name: string, data: Buffer): Buffer {
	const body = Buffer.concat([Buffer.from(name, 'latin1'), data]);
	const size = Buffer.alloc(4);
	size.writeUInt32BE(data.length);
	const crc = Buffer.alloc(4);
	crc.writeUInt32BE(crcOf(body));
	return Buffer.concat([size, body, crc]);
}

/** A PNG of one colour; `noise`: as large as it looks, so that it has several parts. */
export function png(width: number, height: number, { shade = 200, noise = false } = {}): Bytes {
	const head = Buffer.alloc(13);
	head.writeUInt32BE(width, 0);
	head.writeUInt32BE(height, 4);
	head.set([8, 2, 0, 0, 0], 8);
	const rows = Buffer.alloc(height * (1 + width * 3), shade);
	let seed = shade + 1;
	if (noise)
		for (let at = 0; at < rows.length; at++)
			rows[at] = (seed = (Math.imul(seed, 1_103_515_245) + 12_345) >>> 0) >>> 24;
	for (let row = 0; row < height; row++) rows[row * (1 + width * 3)] = 0;
	return Uint8Array.from(
		Buffer.concat([
			Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'),
			chunk('IHDR', head),
			chunk('IDAT', deflateSync(rows, { level: noise ? 0 : 6 })),
			chunk('IEND', Buffer.alloc(0))
		])
	);
}

export const html: Bytes = utf8('<!doctype html><script>document.title = "here"</script>');

/** As long as asked, and a WebP to whoever looks at how it begins. */
export function webp(length: number, seed = 1): Bytes {
	const bytes = new Uint8Array(length);
	let state = seed;
	for (let at = 0; at < length; at++)
		bytes[at] = (state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0) >>> 24;
	bytes.set(utf8('RIFF....WEBPVP8 '));
	return bytes;
}
