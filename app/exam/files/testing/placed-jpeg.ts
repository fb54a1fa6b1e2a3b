/** A JPEG as a camera hands it over: turned, and with the place it was taken at beside the picture (Exif 2.32, 4.6.6). */
type Bytes = Uint8Array<ArrayBuffer>;

export const PLACE = '12.0464S 77.0428W';

const words = (letters: string): number[] => [...letters].map((letter) => letter.charCodeAt(0));
const short = (value: number): number[] => [value >> 8, value & 255];
const long = (value: number): number[] => [...short(value >>> 16), ...short(value & 65_535)];
const degrees = (value: number): number[] =>
	[long(value), long(1), long(0), long(1), long(0), long(1)].flat();
const tag = (id: number, type: number, count: number, value: number[]): number[] => [
	...short(id),
	...short(type),
	...long(count),
	...value
];

/** `jpeg`: as a canvas makes it. Held sideways: its width is seen as its height. */
export function placedJpeg(jpeg: Uint8Array): Bytes {
	// Where things stand, counted from the byte order: two entries, then four, then what they point at.
	const gps = 8 + 2 + 2 * 12 + 4;
	const behind = gps + 2 + 4 * 12 + 4;
	const tiff = [
		...words('MM'),
		...short(42),
		...long(8),
		...short(2),
		...tag(0x0112, 3, 1, [...short(6), 0, 0]),
		...tag(0x8825, 4, 1, long(gps)),
		...long(0),
		...short(4),
		...tag(1, 2, 2, [...words('S'), 0, 0, 0]),
		...tag(2, 5, 3, long(behind)),
		...tag(3, 2, 2, [...words('W'), 0, 0, 0]),
		...tag(4, 5, 3, long(behind + 24)),
		...long(0),
		...degrees(12),
		...degrees(77),
		...words(PLACE)
	];
	const exif = [...words('Exif'), 0, 0, ...tiff];
	return Uint8Array.from([
		...jpeg.subarray(0, 2),
		0xff,
		0xe1,
		...short(exif.length + 2),
		...exif,
		...jpeg.subarray(2)
	]);
}
