/** RFC 4180, with a mark at the beginning by which spreadsheet programs know UTF-8. */
export type Cell = string | number;

/** Spreadsheet programs run what begins so as a formula; an apostrophe before it makes it a text. Numbers are numbers. */
export const looksLikeFormula = (text: string): boolean => /^\s*[=+\-@\t\r|%]/.test(text);

export function toCsv(table: readonly (readonly Cell[])[]): string {
	return `\ufeff${table.map((row) => row.map(field).join(',')).join('\r\n')}\r\n`;
}

function field(cell: Cell): string {
	if (typeof cell === 'number') return String(cell);
	const text = looksLikeFormula(cell) ? `'${cell}` : cell;
	return /[",\r\n;\t]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
