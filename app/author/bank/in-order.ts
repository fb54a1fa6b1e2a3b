/** As the rows are; what none of them is keeps its place behind. */
export function inOrder(ids: readonly string[], rows: readonly { id: string }[]): string[] {
	const place = new Map(rows.map(({ id }, at) => [id, at]));
	const at = (id: string) => place.get(id) ?? rows.length;
	return ids.toSorted((a, b) => at(a) - at(b));
}
