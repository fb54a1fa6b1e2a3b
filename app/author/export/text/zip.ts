import { zipSync } from 'fflate';

/** The first moment a zip can tell, in the machine's own zone as the packer reads it: the same files give the same bytes. */
const ALWAYS = new Date(1980, 0, 1);
const PACKED = /\.(png|jpe?g|gif|webp|mp3|ogg)$/;

/** In the order given. */
export const zipped = (files: Readonly<Record<string, Uint8Array>>): Uint8Array<ArrayBuffer> =>
	zipSync(
		Object.fromEntries(
			Object.entries(files).map(([name, bytes]) => [
				name,
				[bytes, { mtime: ALWAYS, level: PACKED.test(name) ? 0 : 6 }]
			])
		)
	);
