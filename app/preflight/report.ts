/** What the page before the exam found, as a text that a student keeps or shows to whoever helps. Pure. */
import { checkWord } from './check-word.ts';
import type { Check } from './checks.ts';

export interface Report {
	title: string;
	exam: string;
	/** "Made 5 May, 14:30". */
	made: string;
	checks: readonly Pick<Check, 'title' | 'verdict' | 'text'>[];
	/** What the models see, under the title of what they look through. */
	seen: readonly { title: string; text: string }[];
}

export function reportText({ title, exam, made, checks, seen }: Report): string {
	const lines = [
		title,
		exam,
		made,
		'',
		...checks.map((check) =>
			[`${check.title}: ${checkWord(check.verdict)}`, check.text].filter(Boolean).join('\n  ')
		),
		...(seen.length > 0 ? ['', ...seen.map((each) => `${each.title}: ${each.text}`)] : [])
	];
	// As text files are read everywhere.
	return `${lines.join('\n')}\n`;
}

/** "checks-2026-05-05.txt", by the device's clock. */
export const reportName = (now: Date): string =>
	`checks-${String(now.getFullYear()).padStart(4, '0')}-${String(now.getMonth() + 1).padStart(2, '0')}-${String(now.getDate()).padStart(2, '0')}.txt`;
