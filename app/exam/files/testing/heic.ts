/** A photograph as telephones keep it, with the place in all the corners it is written to. */
export type Bytes = Uint8Array<ArrayBuffer>;
export const text = (letters: string): Bytes => new TextEncoder().encode(letters);
const joined = (...parts: (Bytes | number[])[]): Bytes =>
	Uint8Array.from(parts.flatMap((part) => [...part]));
const big = (value: number): number[] => [
	value >>> 24,
	(value >>> 16) & 255,
	(value >>> 8) & 255,
	value & 255
];
export const box = (type: string, ...inside: (Bytes | number[])[]): Bytes => {
	const body = joined(...inside);
	return joined(big(8 + body.length), text(type), body);
};
const infe = (id: number, type: string) => box('infe', [2, 0, 0, 0, 0, id, 0, 0], text(type), [0]);
export const PICTURE = 'the picture itself';
const PLACE = 'Exif 12.0464S 77.0428W';
const XMP = '<x:xmpmeta>exif:GPSLatitude</x:xmpmeta>';

/** As a telephone writes it: the picture and its Exif among the data, XMP beside its description. */
export function heic(exifAt?: number): Bytes {
	const ftyp = box('ftyp', text('heic'), big(0), text('mif1'));
	const item = (id: number, method: number, from: number, length: number) => [
		0,
		id,
		0,
		method,
		0,
		0,
		0,
		1,
		...big(from),
		...big(length)
	];
	const meta = (data: number) =>
		box(
			'meta',
			big(0),
			box('hdlr', big(0), text('pict')),
			box('iinf', big(0), [0, 3], infe(1, 'hvc1'), infe(2, 'Exif'), infe(3, 'mime')),
			box(
				'iloc',
				[1, 0, 0, 0, 0x44, 0, 0, 3],
				item(1, 0, data, PICTURE.length),
				item(2, 0, exifAt ?? data + PICTURE.length, PLACE.length),
				item(3, 1, 0, XMP.length)
			),
			box('idat', text(XMP)),
			box('udta', text('77.0428W'))
		);
	const data = ftyp.length + meta(0).length + 8;
	return joined(
		ftyp,
		meta(data),
		box('mdat', text(PICTURE + PLACE)),
		box('uuid', text('12.0464S'))
	);
}
