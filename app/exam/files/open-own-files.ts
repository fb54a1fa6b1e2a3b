import { fileShelf } from '../../device/open-shelf.ts';
import { dropStills } from '../../device/open-still-shelf.ts';
import { fileChannel } from './file-news.ts';
import { OwnFiles, type OwnFilesWorld } from './own-files.svelte.ts';
import { prepareFile } from './prepare-file.ts';
import { withStillsFirst } from './with-stills-first.ts';

export const openOwnFiles = (attempt: string, answer: OwnFilesWorld['answer']): OwnFiles =>
	new OwnFiles({
		attempt,
		answer,
		shelf: withStillsFirst(fileShelf(), dropStills),
		channel: fileChannel(),
		prepare: (chosen, item) => prepareFile(chosen, item),
		now: Date.now,
		address: URL
	});
