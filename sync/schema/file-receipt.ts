/** The edge's signed statement (context "invigil-file/1") that it has the bytes of a file which the attempt's log names. */
import * as z from 'zod';
import { hash, id, unixMs } from './text.ts';

/** What a student may hand in; decided by the bytes (upload-type.ts), never by a name. */
export const uploadType = z.enum([
	'image/jpeg',
	'image/png',
	'image/webp',
	'image/heic',
	'application/pdf',
	'text/plain',
	'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
	'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
	'application/vnd.openxmlformats-officedocument.presentationml.presentation',
	'application/vnd.oasis.opendocument.text',
	'application/vnd.oasis.opendocument.spreadsheet',
	'application/vnd.oasis.opendocument.presentation'
]);
export type UploadType = z.infer<typeof uploadType>;

export const fileReceipt = z.strictObject({
	version: z.literal(1),
	attempt: id,
	/** SHA-256 of the bytes. */
	hash,
	bytes: z.int().min(1),
	contentType: uploadType,
	/** Edge time at which the whole file was stored. */
	at: unixMs
});
export type FileReceipt = z.infer<typeof fileReceipt>;
