/** What files does the attempt's log name? Asked of the room, which knows of an answer before Postgres does. */
import { filesOf } from '#sync/upload.ts';
import type { NamedFile } from './calls.ts';
import type { RoomStore } from './room-store.ts';

type Store = Pick<RoomStore, 'sessionsOf' | 'responses'>;

export function namedFile(store: Store, attempt: string, hash: string): NamedFile | null {
	for (const { session } of store.sessionsOf(attempt).reverse())
		for (const { item, value } of store.responses.of(session, 0)) {
			const file = filesOf(value).find((one) => one.hash === hash);
			if (file) return { item, name: file.name, contentType: file.contentType, bytes: file.bytes };
		}
	return null;
}

/** Of all files that the newest answers name. */
export function namedHashes(store: Store, attempt: string): string[] {
	const hashes = store
		.sessionsOf(attempt)
		.flatMap(({ session }) => store.responses.of(session, 0))
		.flatMap(({ value }) => filesOf(value).map(({ hash }) => hash));
	return [...new Set(hashes)];
}
