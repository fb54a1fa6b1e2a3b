/** How large a picture is, in pixels, from its first bytes; null: it does not say, or is no picture. */
import { contentTypeOf } from '#sync/content-type.ts';

export type Size = { width: number; height: number };

export function imageSize(bytes: Uint8Array): Size | null {
	const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
	try {
		const size = sizeOf(bytes, view);
		return size && size.width > 0 && size.height > 0 ? size : null;
	} catch (problem) {
		// Read beyond the end: the picture was cut off.
		if (problem instanceof RangeError) return null;
		throw problem;
	}
}

function sizeOf(bytes: Uint8Array, view: DataView): Size | null {
	switch (contentTypeOf(bytes)) {
		case 'image/png':
			return { width: view.getUint32(16), height: view.getUint32(20) };
		case 'image/gif':
			return { width: view.getUint16(6, true), height: view.getUint16(8, true) };
		case 'image/jpeg':
			return jpegSize(view);
		case 'image/webp':
			return webpSize(view);
		case 'image/svg+xml':
			return svgSize(new TextDecoder().decode(bytes.subarray(0, 20_000)));
		default:
			return null;
	}
}

/** Segment after segment to the frame header (ITU T.81, B.2.2). */
function jpegSize(view: DataView): Size | null {
	for (let at = 2; at < view.byteLength;) {
		if (view.getUint8(at) !== 0xff) return null;
		const marker = view.getUint8(at + 1);
		const isFrame = marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);
		if (isFrame) return { width: view.getUint16(at + 7), height: view.getUint16(at + 5) };
		at += marker === 0xff ? 1 : 2 + view.getUint16(at + 2);
	}
	return null;
}

function webpSize(view: DataView): Size | null {
	const three = (at: number) => view.getUint16(at, true) + (view.getUint8(at + 2) << 16);
	switch (String.fromCharCode(view.getUint8(15))) {
		case 'X':
			return { width: three(24) + 1, height: three(27) + 1 };
		case 'L': {
			const bits = view.getUint32(21, true);
			return { width: (bits & 0x3fff) + 1, height: ((bits >>> 14) & 0x3fff) + 1 };
		}
		default:
			return {
				width: view.getUint16(26, true) & 0x3fff,
				height: view.getUint16(28, true) & 0x3fff
			};
	}
}

function svgSize(text: string): Size | null {
	const tag = /<svg\b[^>]*>/i.exec(text)?.[0] ?? '';
	const length = (name: string) =>
		Number(new RegExp(`\\s${name}\\s*=\\s*["']\\s*([0-9.]+)(px)?\\s*["']`).exec(tag)?.[1]);
	const [width, height] = [length('width'), length('height')];
	if (width > 0 && height > 0) return { width, height };
	const box = /\sviewBox\s*=\s*["']([^"']*)["']/
		.exec(tag)?.[1]
		?.trim()
		.split(/[\s,]+/)
		.map(Number);
	return box?.length === 4 ? { width: box[2] ?? 0, height: box[3] ?? 0 } : null;
}
