/** Where an item lands that is dragged: before or behind the row under the pointer, or in an empty section. */
export interface DropPlace {
	section: string;
	/** Counted from 0 among the others of the section. */
	at: number;
	/** The row it is shown at; null: the section is empty. */
	row: string | null;
	side: 'before' | 'behind';
}

interface Row {
	id: string;
	/** Of its box, as the pointer is counted. */
	top: number;
	bottom: number;
}

/** `rows`: of the section under the pointer, the dragged one among them. */
export function dropPlace(
	section: string,
	rows: readonly Row[],
	dragged: string,
	y: number
): DropPlace {
	const others = rows.filter(({ id }) => id !== dragged);
	const next = others.findIndex(({ top, bottom }) => y < (top + bottom) / 2);
	const row = others[next];
	if (row) return { section, at: next, row: row.id, side: 'before' };
	return { section, at: others.length, row: others.at(-1)?.id ?? null, side: 'behind' };
}
