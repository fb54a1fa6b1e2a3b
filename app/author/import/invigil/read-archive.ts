/** Our own archive, or its `questions.json` alone. Nothing in it is believed: items pass the same border as all others. */
import type { AuthoredItem } from '#sync/schema/authored-item.ts';
import { archiveHead, ARCHIVE_FILE, ARCHIVE_VERSION } from '#sync/schema/question-archive.ts';
import { mediaOf } from '../../show/media-of.ts';
import { finishItem } from '../finish-item.ts';
import { MediaShelf } from '../media-shelf.ts';
import { readText } from '../read-text.ts';
import type { ZipFiles } from '../read-zip.ts';
import { ImportRefusedError, type ImportReport } from '../report.ts';
import { noWatch, watched, type Watch } from '../watch.ts';

const MOST_ITEMS = 10_000;
const MOST_DEPTH = 40;

export const isArchive = (files: ZipFiles): boolean => files.has(ARCHIVE_FILE);

export const readArchive = (files: ZipFiles, watch: Watch): ImportReport =>
	readQuestions(readText(files.get(ARCHIVE_FILE) ?? new Uint8Array()).text, files, watch);

export function readQuestions(
	text: string,
	files: ZipFiles = new Map(),
	watch: Watch = noWatch
): ImportReport {
	const head = archiveHead.safeParse(parsed(text));
	if (!head.success) throw new ImportRefusedError('unknown_format', 'questions.json');
	const { version, items, media = [] } = head.data;
	if (version !== ARCHIVE_VERSION)
		throw new ImportRefusedError('unknown_format', `invigil-questions ${version}`);
	if (items.length === 0) throw new ImportRefusedError('no_items');
	if (items.length > MOST_ITEMS)
		throw new ImportRefusedError('too_many_items', String(items.length));
	const shelf = new MediaShelf();
	const kept = new Set<string>();
	for (const { hash, name, file } of media) {
		const bytes = files.get(file);
		// By the hash of what is there: a picture that was exchanged for another is not the one that was meant.
		if (bytes && shelf.add(name, bytes) === hash) kept.add(hash);
	}
	const made = watched(items, watch, (item, at) =>
		finishItem({
			name: nameOf(item) || `${at + 1}`,
			found: `item ${at + 1}`,
			make: (note) => {
				const authored = item as AuthoredItem;
				if (isLikeOne(item) && mediaOf(authored).some((hash) => !kept.has(hash)))
					note({ code: 'media_missing' });
				return authored;
			}
		})
	);
	const texts = made.flatMap((one) =>
		one.outcome === 'left_out' ? [] : [JSON.stringify(one.authored)]
	);
	return { format: 'invigil', items: made, media: shelf.usedIn(texts), broken: null };
}

function parsed(text: string): unknown {
	try {
		return depth(JSON.parse(text.replace(/^\ufeff/, '')), 0);
	} catch (problem) {
		if (problem instanceof SyntaxError) throw new ImportRefusedError('unknown_format', 'JSON');
		throw problem;
	}
}

/** No item of ours is as deep: one that is would be walked until the stack ends. */
function depth(value: unknown, at: number): unknown {
	if (at > MOST_DEPTH) throw new ImportRefusedError('too_deep', String(MOST_DEPTH));
	if (typeof value === 'object' && value !== null)
		for (const inside of Object.values(value)) depth(inside, at + 1);
	return value;
}

const isLikeOne = (item: unknown): boolean =>
	typeof item === 'object' &&
	item !== null &&
	'item' in item &&
	typeof item.item === 'object' &&
	item.item !== null;

const nameOf = (item: unknown): string =>
	typeof item === 'object' && item !== null && 'name' in item ? String(item.name) : '';
