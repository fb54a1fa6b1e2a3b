import { fileShelf } from '../../device/open-shelf.ts';
import { dropStills } from '../../device/open-still-shelf.ts';
import { fileChannel } from './file-news.ts';
import { isStoreFull } from './is-store-full.ts';
import { OwnFiles, type OwnFilesWorld } from './own-files.svelte.ts';
import { prepareFile } from './prepare-file.ts';

export const openOwnFiles = (attempt: string, answer: OwnFilesWorld['answer']): OwnFiles =>
	new OwnFiles({
		attempt,
		answer,
		shelf: fileShelfFirst(),
		channel: fileChannel(),
		prepare: (chosen, item) => prepareFile(chosen, item),
		now: Date.now,
		address: URL
	});

/** Where room is short, stills make it. */
function fileShelfFirst(): OwnFilesWorld['shelf'] {
	const shelf = fileShelf();
	return {
		of: (attempt) => shelf.of(attempt),
		file: (attempt, hash) => shelf.file(attempt, hash),
		bytes: (attempt, hash) => shelf.bytes(attempt, hash),
		async put(file, bytes) {
			try {
				await shelf.put(file, bytes);
			} catch (problem) {
				if (!isStoreFull(problem)) throw problem;
				await dropStills();
				await shelf.put(file, bytes);
			}
		}
	};
}
