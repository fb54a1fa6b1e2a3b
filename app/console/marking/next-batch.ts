/** Which marks go out in the next request: pure. */
import type { KeptMark } from '#app/device/mark-store.ts';
import type { MarkSave } from '#sync/schema/marking.ts';

const MOST = 50;
/** Well below what the edge takes; a mark that alone is larger goes alone. */
const MOST_BYTES = 1_000_000;

export const saveOf = ({
	save,
	script,
	item,
	as,
	revision,
	answered,
	mark
}: KeptMark): MarkSave => ({
	save,
	script,
	item,
	as,
	revision,
	...(answered !== undefined && { answered }),
	mark
});

const bytesOf = (row: KeptMark): number =>
	new TextEncoder().encode(JSON.stringify(saveOf(row))).length;

/** The first of those that wait, as many as fit; of those whose saves are `alone`, one at a time. */
export function nextBatch(
	waiting: readonly KeptMark[],
	alone: readonly string[]
): readonly KeptMark[] {
	const batch: KeptMark[] = [];
	let bytes = 0;
	for (const row of waiting.slice(0, MOST)) {
		if (batch.length > 0 && alone.includes(row.save)) break;
		bytes += bytesOf(row);
		if (batch.length > 0 && bytes > MOST_BYTES) break;
		batch.push(row);
		if (alone.includes(row.save)) break;
	}
	return batch;
}
