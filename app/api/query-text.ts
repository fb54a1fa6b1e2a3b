type Values = Record<string, string | number | undefined>;

/** "?search=a&limit=50"; what is not asked for is left out. */
export function queryText(values: Values): string {
	const asked = Object.entries(values).flatMap(([name, value]) =>
		value === undefined || value === '' ? [] : [[name, String(value)]]
	);
	return asked.length === 0 ? '' : `?${new URLSearchParams(asked)}`;
}
