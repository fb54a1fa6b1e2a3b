/** What both ends hold of files that are answers: their parts, their limits, what an item takes, which of them count (SPEC U). */
import type { ItemOf } from './schema/item.ts';
import type { ResponseValue, UploadedFile } from './schema/response.ts';
import { uploadType } from './schema/file-receipt.ts';
import type { UploadType } from './schema/file-receipt.ts';

/** A file travels in parts of this length, the last one shorter. */
export const PART_BYTES = 1_048_576;
/** Whatever an item says. */
export const MOST_FILE_BYTES = 20_000_000;
/** The files that an attempt's newest answers name, together. */
export const MOST_ATTEMPT_BYTES = 200_000_000;
/** All the files that an attempt ever brought, those that were taken back too: what was signed for is kept. */
export const MOST_EVER_BYTES = 3 * MOST_ATTEMPT_BYTES;

export const partsOf = (bytes: number): number => Math.ceil(bytes / PART_BYTES);

/** Of part `index`, counted from 0; 0: there is no such part. */
export function partBytes(bytes: number, index: number): number {
	const left = bytes - index * PART_BYTES;
	return Number.isInteger(index) && index >= 0 ? Math.max(0, Math.min(PART_BYTES, left)) : 0;
}

export const mostFileBytes = ({ mostBytes }: Pick<ItemOf<'upload'>, 'mostBytes'>): number =>
	Math.min(MOST_FILE_BYTES, mostBytes ?? MOST_FILE_BYTES);

/** The types that an item takes. */
export function typesFor({ accept }: Pick<ItemOf<'upload'>, 'accept'>): UploadType[] {
	return uploadType.options.filter((type) => accept.some((kind) => isOfKind(type, kind)));
}

function isOfKind(type: UploadType, kind: ItemOf<'upload'>['accept'][number]): boolean {
	if (kind === 'any') return true;
	if (kind === 'image') return type.startsWith('image/');
	if (kind === 'pdf') return type === 'application/pdf';
	// What is written: plain, or with a word processor.
	return type === 'text/plain' || /wordprocessingml|opendocument\.text$/.test(type);
}

export const filesOf = (value: ResponseValue | null | undefined): readonly UploadedFile[] =>
	value?.type === 'upload' ? value.files : [];
