/** Where room is short, stills go before an answer does (SPEC P2). */
import { isStoreFull } from './is-store-full.ts';
import type { OwnFilesWorld } from './own-files.svelte.ts';

type Shelf = OwnFilesWorld['shelf'];

export function withStillsFirst(shelf: Shelf, dropStills: () => Promise<void>): Shelf {
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
