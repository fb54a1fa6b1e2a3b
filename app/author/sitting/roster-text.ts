/** The roster as it stands in its field: read, and written back when it comes out of a file. Pure. */
import { readRosterText, type RosterLine } from '#sync/people/read-roster.ts';

export interface RosterText {
	lines: RosterLine[];
	bad: string[];
	twice: number;
	/** In the order of their names. */
	groups: string[];
}

export function readRoster(text: string): RosterText {
	if (text.trim() === '') return { lines: [], bad: [], twice: 0, groups: [] };
	const read = readRosterText(text);
	if (!read.ok) return { lines: [], bad: [text.trim().slice(0, 60)], twice: 0, groups: [] };
	const groups = [...new Set(read.lines.flatMap(({ group }) => group ?? []))].sort();
	return { lines: read.lines, bad: read.bad, twice: read.twice, groups };
}

const quoted = (word = '') => (/[",;\n]/.test(word) ? `"${word.replaceAll('"', '""')}"` : word);

/** A table that `readRoster` reads the same people out of. */
export function rosterText(lines: readonly RosterLine[]): string {
	const rows = lines.map((line) =>
		[line.email, line.enrolmentId, line.group].map(quoted).join(',')
	);
	return ['email,enrolment_id,group', ...rows].join('\n');
}
