import type { Item } from '../schema/item.ts';

/** Hashes of the pictures and sounds an item shows. */
export function mediaOf(item: Item): string[] {
	const linked = [...JSON.stringify(item).matchAll(/media:([0-9a-f]{64})/g)];
	const hashes = linked.map(([, hash]) => hash ?? '');
	return 'picture' in item ? [...hashes, item.picture] : hashes;
}
