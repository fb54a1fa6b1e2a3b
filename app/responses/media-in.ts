/** The pictures in an item, by hash. */
export function mediaIn(value: unknown): string[] {
	const text = JSON.stringify(value ?? null);
	const named = [...text.matchAll(/media:([0-9a-f]{64})/g)].map(([, hash]) => hash ?? '');
	const drawn = [...text.matchAll(/"picture":"([0-9a-f]{64})"/g)].map(([, hash]) => hash ?? '');
	return [...new Set([...named, ...drawn])];
}
