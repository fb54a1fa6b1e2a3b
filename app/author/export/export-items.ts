/** Items to a file. What the file says is read again by our importer, so that the report tells what happened and not what was meant. */
import type { AuthoredItem } from '#sync/schema/authored-item.ts';
import { plainText } from '#app/ui/plain-text.ts';
import { importFile } from '../import/import-file.ts';
import { noWatch, type Watch } from '../import/watch.ts';
import { lossesOf } from './compare/losses.ts';
import { writeArchive } from './archive/write-archive.ts';
import { writeGift } from './gift/write-gift.ts';
import { writeMoodle } from './moodle/write-moodle.ts';
import { writeCsv } from './table/write-csv.ts';
import { writeXlsx } from './table/write-xlsx.ts';
import { writeQti2, writeQti3 } from './qti/write-qti.ts';
import type {
	ExportedItem,
	Exported,
	ExportFormat,
	MediaBytes,
	Written,
	WriteFile
} from './report.ts';

type Kind = { write: WriteFile; ending: string; contentType: string };

const kinds: Record<ExportFormat, Kind> = {
	invigil: { write: writeArchive, ending: 'invigil.zip', contentType: 'application/zip' },
	moodle_xml: { write: writeMoodle, ending: 'xml', contentType: 'application/xml' },
	gift: { write: writeGift, ending: 'gift', contentType: 'text/plain' },
	qti_2: { write: writeQti2, ending: 'qti22.zip', contentType: 'application/zip' },
	xlsx: {
		write: writeXlsx,
		ending: 'xlsx',
		contentType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'
	},
	csv: { write: writeCsv, ending: 'csv', contentType: 'text/csv' },
	qti_3: { write: writeQti3, ending: 'qti3.zip', contentType: 'application/zip' }
};

const FIRST_WORDS = 80;

export class CancelledError extends Error {}

export type ExportAs = {
	format: ExportFormat;
	/** Of the file, without its ending. */
	name: string;
	/** Of the exam they are from. */
	title?: string;
};

export function exportItems(
	{ format, name, title = '' }: ExportAs,
	items: readonly AuthoredItem[],
	media: MediaBytes,
	watch: Watch = noWatch
): Exported {
	const { write, ending, contentType } = kinds[format];
	const written = write(items, media, title.trim());
	if (watch.cancelled()) throw new CancelledError();
	const file = `${name}.${ending}`;
	return {
		format,
		name: file,
		contentType,
		bytes: written.bytes,
		items: reportOf(items, written, file, watch)
	};
}

function reportOf(
	items: readonly AuthoredItem[],
	{ bytes, leftOut }: Written,
	file: string,
	watch: Watch
): ExportedItem[] {
	const count = leftOut.filter((reason) => reason === null).length;
	const imported = count === 0 ? null : importFile(file, bytes, watch);
	if (imported && !imported.ok) {
		if (imported.refusal.code === 'cancelled') throw new CancelledError();
		throw new TypeError(`the file that was written is refused: ${imported.refusal.code}`);
	}
	const read = imported?.report.items ?? [];
	// A question that swallowed the next one would make every line behind it wrong.
	if (read.length !== count) throw new TypeError(`${count} were written, ${read.length} are read`);
	let next = 0;
	return items.map((authored, at): ExportedItem => {
		const told = { name: authored.name, begins: beginning(authored.item.prompt) };
		const reason = leftOut[at];
		if (reason) return { ...told, outcome: 'left_out', reason };
		const back = read[next++];
		if (!back || back.outcome === 'left_out')
			return { ...told, outcome: 'left_out', reason: 'unreadable' };
		const losses = lossesOf(authored, back.authored);
		if (losses.length > 0) return { ...told, outcome: 'changed', losses };
		// The importer was not sure of something that came out right.
		return { ...told, outcome: 'whole' };
	});
}

function beginning(prompt: string): string {
	const words = plainText(prompt.replaceAll(/\[\[[a-z0-9-]+\]\]/g, '…'));
	return words.length > FIRST_WORDS
		? `${words.slice(0, FIRST_WORDS).replace(/[\ud800-\udbff]$/, '')}…`
		: words;
}
