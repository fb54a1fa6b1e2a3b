/**
 * Items in a file of our own, with everything they have: `questions.json` in a zip, and beside it their pictures and sounds. Described
 * in docs/QUESTION-FILES.md. A reader refuses a version it does not know; a new field makes a new version.
 */
import * as z from 'zod';
import { authoredItem, authoredMedia } from './authored-item.ts';

export const ARCHIVE_FORMAT = 'invigil-questions';
export const ARCHIVE_VERSION = 1;
export const ARCHIVE_FILE = 'questions.json';

export const questionArchive = z.strictObject({
	format: z.literal(ARCHIVE_FORMAT),
	version: z.literal(ARCHIVE_VERSION),
	items: z.array(authoredItem).max(10_000),
	media: z
		.array(
			z.strictObject({
				...authoredMedia.shape,
				/** In the same zip. */
				file: z.string().regex(/^media\/[0-9a-f]{64}\.[a-z0-9]{1,5}$/)
			})
		)
		.max(20_000)
});

/** What stands around the items: each of them is read by itself, so that one that is broken does not take the others with it. */
export const archiveHead = z.object({
	format: z.literal(ARCHIVE_FORMAT),
	version: z.int(),
	items: z.array(z.unknown()),
	media: questionArchive.shape.media.optional()
});
