import { createDatabase } from './device-database.ts';
import { FileShelf } from './file-shelf.ts';

let opened: FileShelf | null = null;

/** The page's one shelf of files, made when first asked for. */
export function fileShelf(): FileShelf {
	return (opened ??= new FileShelf(createDatabase('invigil', {})));
}
