/** A table of questions: one a row, its columns known by their names. A row that cannot be used is told by its number. */
import type { AuthoredItem } from '#sync/schema/authored-item.ts';
import type { Feedback } from '#sync/schema/solution.ts';
import { plainText } from '#app/ui/plain-text.ts';
import { finishItem, shortName } from '../finish-item.ts';
import type { Change } from '../report.ts';
import { ImportRefusedError, type ImportReport } from '../report.ts';
import { noWatch, watched, type Watch } from '../watch.ts';
import { readHeader, type Column, type Header } from './columns.ts';
import { makeItem } from './make-item.ts';
import { linesOf } from './right.ts';
import { MOST_ROWS, undefused, type Sheet } from './sheet.ts';
import { readDifficulty } from './type-names.ts';

/** A heading may stand below a title. */
const MOST_BEFORE = 10;
const NAME = 80;

export function headerOf(sheet: Sheet): { header: Header; behind: Sheet } | null {
	for (const [at, { cells }] of sheet.slice(0, MOST_BEFORE).entries()) {
		const header = readHeader(cells);
		if (header) return { header, behind: sheet.slice(at + 1) };
	}
	return null;
}

export function readTable(sheet: Sheet, guessed = false, watch: Watch = noWatch): ImportReport {
	const found = headerOf(sheet);
	if (!found) throw new ImportRefusedError('no_items');
	const rows = found.behind.filter(({ cells }) => cells.some((cell) => cell.trim() !== ''));
	if (rows.length === 0) throw new ImportRefusedError('no_items');
	if (rows.length > MOST_ROWS) throw new ImportRefusedError('too_many_items', String(rows.length));
	const items = watched(rows, watch, ({ number, cells }, at) => {
		const row = new Row(cells, found.header);
		return finishItem({
			name: nameOf(row) || `row ${number}`,
			found: `row ${number}`,
			make: (note) => {
				if (guessed) note({ code: 'encoding_guessed' });
				return authored(`item-${at + 1}`, row, note);
			}
		});
	});
	return { format: 'table', items, media: [], broken: null };
}

class Row {
	readonly #cells: readonly string[];
	readonly #header: Header;

	constructor(cells: readonly string[], header: Header) {
		this.#cells = cells;
		this.#header = header;
	}

	get(column: Column): string {
		const at = this.#header.at.get(column);
		return at === undefined ? '' : this.#cell(at);
	}

	/** A cell each, or a line each of one cell. */
	get options(): string[] {
		const cells = this.#header.options.map((at) => this.#cell(at).trim());
		return [...linesOf(this.get('options')), ...cells.filter((cell) => cell !== '')];
	}

	#cell(at: number): string {
		return undefused(this.#cells[at] ?? '');
	}
}

const nameOf = (row: Row): string => {
	const words = row.get('name').trim() || plainText(row.get('question'));
	return row.get('name').trim() === '' && words.length > NAME
		? `${words.slice(0, NAME).replace(/[\ud800-\udbff]$/, '')}…`
		: shortName(words);
};

function authored(id: string, row: Row, note: (change: Change) => void): AuthoredItem {
	const shown = (text: string) => withoutPictures(text, note);
	const { item, solution } = makeItem(id, {
		type: row.get('type'),
		question: shown(row.get('question')),
		options: row.options.map(shown),
		right: shown(row.get('right')),
		points: row.get('points'),
		marking: row.get('marking'),
		limit: row.get('limit'),
		shuffle: row.get('shuffle')
	});
	const said = {
		general: shown(row.get('feedback')).trim(),
		correct: shown(row.get('feedback_right')).trim(),
		partlyCorrect: shown(row.get('feedback_partly')).trim(),
		wrong: shown(row.get('feedback_wrong')).trim()
	};
	const feedback: Feedback = {
		item: id,
		...Object.fromEntries(Object.entries(said).filter(([, text]) => text !== ''))
	};
	const language = row.get('language').trim();
	return {
		name: nameOf(row) || 'row',
		item,
		solution,
		feedback: Object.keys(feedback).length > 1 ? feedback : null,
		category: listOf(row.get('category'), /\s*[\n/›>]\s*/u).slice(0, 10),
		tags: [...new Set(listOf(row.get('tags'), /\s*[\n,;،]\s*/u))].slice(0, 50),
		difficulty: readDifficulty(row.get('difficulty')),
		language: /^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8}){0,3}$/.test(language) ? language : null
	};
}

/** Lines, where there are some: then a comma is a letter like any other. */
const listOf = (cell: string, between: RegExp): string[] =>
	(cell.includes('\n') ? linesOf(cell) : cell.split(between))
		.map((one) => one.trim().slice(0, 100))
		.filter((one) => one !== '');

/** A table has no files: a picture of another place is its words. */
function withoutPictures(text: string, note: (change: Change) => void): string {
	return text.replaceAll(/!\[((?:\\.|[^\]\\])*)\]\(media:[0-9a-f]{64}\)/g, (_, words: string) => {
		note({ code: 'media_missing' });
		return words;
	});
}
