/** The one behind, or before where it is the last: where the focus goes once it is gone. null: there is no other. */
export function neighbour(ids: readonly string[], id: string): string | null {
	const at = ids.indexOf(id);
	return ids[at + 1] ?? ids[at - 1] ?? null;
}
