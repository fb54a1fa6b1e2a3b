/**
 * What is chosen once `id` is turned on or off, in the order of `all`; null: as many as may be are chosen already. Where only one may
 * be, another takes its place.
 */
export function choose(
	chosen: readonly string[],
	id: string,
	on: boolean,
	{ all, most }: { all: readonly { id: string }[]; most: number }
): string[] | null {
	const others = most === 1 && on ? [] : chosen.filter((each) => each !== id);
	if (on && others.length >= most) return null;
	const next = on ? [...others, id] : others;
	return all.flatMap((each) => (next.includes(each.id) ? [each.id] : []));
}
