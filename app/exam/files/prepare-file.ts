/**
 * What a student chose becomes what is handed in. A photograph is drawn anew, upright and no larger than can be read: with that goes all
 * that the camera wrote beside it, the place among it. One that cannot be drawn here has it blanked. Everything else stays as it is, byte
 * for byte.
 */
import { sha256Hex } from '#sync/hash.ts';
import type { ItemOf } from '#sync/schema/item.ts';
import type { UploadedFile } from '#sync/schema/response.ts';
import type { UploadType } from '#sync/schema/file-receipt.ts';
import { mostFileBytes, typesFor } from '#sync/upload.ts';
import { uploadTypeOf } from '#sync/upload-type.ts';
import { bareHeic } from './bare-heic.ts';
import { drawAnew } from './draw-anew.ts';

export type Prepared =
	| { ok: true; file: UploadedFile; bytes: Uint8Array<ArrayBuffer>; unseen: boolean }
	| { ok: false; because: 'wrong_type' | 'too_large' | 'unreadable' };

/** Larger than this nothing is even looked at. */
const MOST_CHOSEN_BYTES = 100_000_000;
const LONGEST_NAME = 255;

export async function prepareFile(
	chosen: File,
	item: ItemOf<'upload'>,
	draw: typeof drawAnew = drawAnew
): Promise<Prepared> {
	if (chosen.size > MOST_CHOSEN_BYTES) return { ok: false, because: 'too_large' };
	const original = new Uint8Array(await chosen.arrayBuffer());
	const type = original.length === 0 ? null : uploadTypeOf(original);
	const picture = type?.startsWith('image/') === true;
	const drawn = picture ? await draw(chosen) : null;
	// A browser that cannot open this kind of photograph: it is taken unseen, and that is said.
	const unseen = drawn === null && type === 'image/heic' ? bareHeic(original) : null;
	if (picture && !drawn && !unseen) return { ok: false, because: 'unreadable' };
	const bytes = drawn ?? unseen ?? original;
	const final: UploadType | null = drawn ? 'image/jpeg' : type;
	if (!final || !typesFor(item).includes(final)) return { ok: false, because: 'wrong_type' };
	if (bytes.length > mostFileBytes(item)) return { ok: false, because: 'too_large' };
	const name = nameOf(chosen.name, drawn !== null);
	const hash = sha256Hex(bytes);
	const file = { hash, name, contentType: final, bytes: bytes.length };
	return { ok: true, file, bytes, unseen: unseen !== null };
}

/** Well-formed, because the log has no bytes for half a surrogate pair. */
function nameOf(given: string, drawn: boolean): string {
	const name = (given.trim() || 'file').toWellFormed();
	const changed = drawn ? `${name.replace(/\.[^.]*$/, '') || 'photo'}.jpg` : name;
	return changed.slice(-LONGEST_NAME).toWellFormed();
}
