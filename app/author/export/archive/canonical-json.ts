/** JSON with its fields in one order, a line each, to be read by people and compared by tools. */
export const canonicalJson = (value: unknown): string =>
	`${JSON.stringify(ordered(value), null, '\t')}\n`;

function ordered(value: unknown): unknown {
	if (Array.isArray(value)) return value.map(ordered);
	if (typeof value !== 'object' || value === null) return value;
	return Object.fromEntries(
		Object.entries(value)
			.toSorted(([one], [other]) => (one < other ? -1 : 1))
			.map(([key, inside]) => [key, ordered(inside)])
	);
}
