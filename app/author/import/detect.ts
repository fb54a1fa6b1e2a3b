/** What a file is, by what is in it: its name says little, and a wrong guess would blame the file for our mistake. */
import { isCsv } from './table/read-csv.ts';
import type { ZipFiles } from './read-zip.ts';

export type TextKind =
	'table' | 'moodle_xml' | 'qti_1_2' | 'qti_2' | 'qti_3' | 'gift' | 'aiken' | 'invigil' | 'page';
export type ZipKind = 'qti_1_2' | 'qti_2' | 'qti_3' | 'moodle_xml';

const roots: Record<string, ZipKind> = {
	quiz: 'moodle_xml',
	questestinterop: 'qti_1_2',
	assessmentItem: 'qti_2',
	'qti-assessment-item': 'qti_3'
};

const PAGE = /^(html|head|body)$/i;

/** null: XML, but of nothing we know. */
export function textKind(name: string, text: string): TextKind | null {
	if (/^\s*</.test(text) && !/\.gift(\.txt)?$/i.test(name)) {
		const root = rootName(text);
		// GIFT may begin with the mark of a format or of HTML: `<p>…{}` is no document.
		if (root !== null && PAGE.test(root)) return 'page';
		if (root !== null && (roots[root] || /^\s*<(\?xml|!DOCTYPE)/i.test(text)))
			return roots[root] ?? null;
	}
	if (/^\s*\{[\s\S]{0,100000}"format"\s*:\s*"invigil-questions"/.test(text)) return 'invigil';
	if (!/\.gift(\.txt)?$/i.test(name) && isCsv(text)) return 'table';
	return isAiken(text) && !/\.gift(\.txt)?$/i.test(name) ? 'aiken' : 'gift';
}

/** An option, and below it, with nothing between but others, the letter of the right one. Line by line: each is looked at once. */
function isAiken(text: string): boolean {
	let isBelowOption = false;
	for (const line of text.split('\n')) {
		if (line.trim() === '') continue;
		if (isBelowOption && /^\s*ANSWER\s*:/i.test(line)) return true;
		isBelowOption = /^\s*[A-Z][).]/i.test(line);
	}
	return false;
}

/** The package's kind and, for Moodle's, the file. */
export function zipKind(files: ZipFiles): { kind: ZipKind; file: string } | null {
	const found = new Map<ZipKind, { kind: ZipKind; file: string; count: number }>();
	for (const [file, bytes] of files) {
		if (!/\.(xml|qti|dat)$/i.test(file)) continue;
		const head = headOf(bytes);
		const kind = roots[rootName(head) ?? ''];
		// Canvas calls what it knows of a quiz `quiz` too.
		if (!kind || (kind === 'moodle_xml' && !/<question\s+type=/.test(head))) continue;
		const known = found.get(kind);
		found.set(kind, { kind, file: known?.file ?? file, count: (known?.count ?? 0) + 1 });
	}
	const [most] = [...found.values()].toSorted((one, other) => other.count - one.count);
	return most ? { kind: most.kind, file: most.file } : null;
}

const HEAD = 8000;

function headOf(bytes: Uint8Array): string {
	const head = bytes.subarray(0, HEAD);
	if (head[0] === 0xff && head[1] === 0xfe) return new TextDecoder('utf-16le').decode(head);
	if (head[0] === 0xfe && head[1] === 0xff) return new TextDecoder('utf-16be').decode(head);
	return new TextDecoder().decode(head);
}

/** Behind declarations and comments; step by step, since a pattern for all of it could be made to run forever. */
export function rootName(text: string): string | null {
	let at = /^\ufeff?\s*/.exec(text)?.[0].length ?? 0;
	for (;;) {
		const end = text.startsWith('<!--', at)
			? ended(text, '-->', at)
			: text.startsWith('<?', at)
				? ended(text, '?>', at)
				: text.startsWith('<!', at)
					? doctypeEnd(text, at)
					: null;
		if (end === null) break;
		at = end;
		while (/\s/.test(text[at] ?? '')) at++;
	}
	const name = /^<([A-Za-z_][\w.:-]{0,100})/.exec(text.slice(at, at + 110))?.[1];
	return name === undefined ? null : name.slice(name.indexOf(':') + 1);
}

function ended(text: string, sign: string, from: number): number {
	const at = text.indexOf(sign, from);
	return at < 0 ? text.length : at + sign.length;
}

function doctypeEnd(text: string, from: number): number {
	const close = text.indexOf('>', from);
	const subset = text.indexOf('[', from);
	return subset >= 0 && subset < close
		? ended(text, '>', ended(text, ']', subset))
		: ended(text, '>', from);
}
