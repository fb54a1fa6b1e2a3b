/** The roster as it stands in its field: read, and written back when it comes out of a file. Pure. */
import { readRosterText, type RosterLine } from '#sync/people/read-roster.ts';

export interface RosterText {
	lines: RosterLine[];
	bad: string[];
	twice: number;
	/** In the order of their names. */
	groups: string[];
	/** Of a table: what its columns are called that were not read. */
	unused: string[];
	/** A table without a column that names anybody: what its columns are called. */
	columns: string[] | null;
}

const nothing: RosterText = { lines: [], bad: [], twice: 0, groups: [], unused: [], columns: null };

export function readRoster(text: string): RosterText {
	if (text.trim() === '') return nothing;
	const read = readRosterText(text);
	if (!read.ok)
		return read.because === 'no_addresses'
			? { ...nothing, columns: read.columns }
			: { ...nothing, bad: [text.trim().slice(0, 60)] };
	const groups = [...new Set(read.lines.flatMap(({ group }) => group ?? []))].sort();
	const { lines, bad, twice, unused } = read;
	return { lines, bad, twice, groups, unused, columns: null };
}

const quoted = (word = '') => (/[",;\n]/.test(word) ? `"${word.replaceAll('"', '""')}"` : word);

/** A table that `readRoster` reads the same people out of. */
export function rosterText(lines: readonly RosterLine[]): string {
	const rows = lines.map((line) =>
		[line.email, line.enrolmentId, line.group].map(quoted).join(',')
	);
	return ['email,enrolment_id,group', ...rows].join('\n');
}
