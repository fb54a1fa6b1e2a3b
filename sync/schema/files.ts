/** Bodies of the API of students' files, /attempts/:id/files. */
import * as z from 'zod';
import { uploadType } from './file-receipt.ts';
import { signed } from './signed.ts';
import { hash, unixMs } from './text.ts';

/** How far a file has come. */
export const fileState = z.strictObject({
	/** Holds a file receipt; null: it is not all there yet. */
	receipt: signed.nullable(),
	/** Numbers of the parts that are there, while it is not. */
	parts: z.array(z.int().min(0).max(100)).max(100)
});
export type FileState = z.infer<typeof fileState>;

/** Those that have arrived. */
export const fileList = z.strictObject({
	files: z.array(
		z.strictObject({ hash, contentType: uploadType, bytes: z.int().min(1), at: unixMs })
	)
});
export type FileList = z.infer<typeof fileList>;
