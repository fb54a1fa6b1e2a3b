/** A table as its file has it: what is written in its cells. Formulas are never worked out; what begins like one is text. */
export type SheetRow = {
	/** As a spreadsheet program counts them, from 1. */
	number: number;
	cells: string[];
};
export type Sheet = SheetRow[];

export const MOST_ROWS = 10_000;
export const MOST_COLUMNS = 200;

/** Sheets that are taken before the first one. */
export const isItemsSheet = (name: string): boolean =>
	/^(items|questions|preguntas|fragen|प्रश्न|الأسئلة)$/iu.test(name.trim());

/** A cell that a spreadsheet program would run goes out behind an apostrophe; one that began with one gets another. */
export const defused = (text: string): string => (/^'*[=+\-@\t\r]/.test(text) ? `'${text}` : text);
export const undefused = (text: string): string =>
	/^'+[=+\-@\t\r]/.test(text) ? text.slice(1) : text;
