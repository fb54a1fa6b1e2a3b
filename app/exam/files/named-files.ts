/** Hashes of the files that the answers of an attempt name, as its newest session on this device has them. */
import { decodeEntry } from '#sync/entry.ts';
import { replay } from '#sync/responses.ts';
import { decodeSegment } from '#sync/segment.ts';
import { filesOf } from '#sync/upload.ts';
import type { DeviceStore } from '../../device/device-store.ts';

type Store = Pick<DeviceStore, 'sessionsOf' | 'readLog'>;

export async function namedFiles(attempt: string, store: Store): Promise<Set<string>> {
	const newest = (await store.sessionsOf(attempt)).at(-1);
	if (!newest) return new Set();
	const { segments } = await store.readLog(newest.session);
	const entries = segments.flatMap(({ bytes }) => {
		const read = bytes && decodeSegment(bytes);
		if (!read?.ok) return [];
		return read.segment.entries.flatMap((raw) => {
			const decoded = decodeEntry(raw);
			return decoded.ok ? [decoded.entry] : [];
		});
	});
	const answers = [...replay(entries).values()];
	return new Set(answers.flatMap(({ value }) => filesOf(value).map(({ hash }) => hash)));
}
