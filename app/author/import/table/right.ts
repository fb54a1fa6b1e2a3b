/** What is right, as a cell says it. */
import { readDecimal } from '../moodle/read-decimal.ts';
import { LeftOutError } from '../report.ts';

export const linesOf = (cell: string): string[] =>
	cell
		.split(/\r\n?|\n/)
		.map((line) => line.trim())
		.filter((line) => line !== '');

/** `[50 %]` behind an answer: what it is worth; without it, all. */
export function worthOf(line: string): { text: string; share: number } {
	const found = /^(.*?)\s*\[\s*(-?\d+(?:[.,]\d+)?)\s*%\s*\]$/s.exec(line);
	if (!found) return { text: line, share: 1 };
	const percent = readDecimal(found[2] ?? '') ?? Number.NaN;
	if (!(Math.abs(percent) <= 100)) throw new LeftOutError('marks_invalid', line.slice(0, 80));
	return { text: found[1] ?? '', share: percent / 100 };
}

/** Options by their number, their letter or their words, each with what it is worth. */
export function chosenIn(
	cell: string,
	options: readonly string[]
): { at: number; share: number }[] {
	const lines = linesOf(cell);
	const whole = lines.map((line) => {
		const { text, share } = worthOf(line);
		return { at: optionAt(text, options), share };
	});
	if (whole.every(({ at }) => at >= 0)) return whole;
	// Several on one line.
	const parts = lines.flatMap((line) => line.split(/[,;،\s]+/u)).filter((part) => part !== '');
	const each = parts.map((part) => ({ at: optionAt(part, options), share: 1 }));
	const strange = parts[each.findIndex(({ at }) => at < 0)];
	if (strange !== undefined) throw new LeftOutError('no_right_answer', strange.slice(0, 80));
	return each;
}

/** -1: none. An option's own words come before numbers and letters. */
export function optionAt(written: string, options: readonly string[]): number {
	const same = options.indexOf(written);
	if (same >= 0) return same;
	const text = written.trim();
	if (/^\d{1,2}$/.test(text)) return Number(text) <= options.length ? Number(text) - 1 : -1;
	if (/^[A-Za-z][).]?$/.test(text)) {
		const at = text.toUpperCase().charCodeAt(0) - 65;
		return at < options.length ? at : -1;
	}
	return options.findIndex((option) => option.toLowerCase() === text.toLowerCase());
}

/** `42`, `42 ± 0.5`, `42 +- 1 %` and `41.5..42.5`. null: no number. */
export function readNumberRule(text: string) {
	const range = /^(.+?)\s*\.\.\s*(.+)$/.exec(text);
	if (range) {
		const [low, high] = [readDecimal(range[1] ?? ''), readDecimal(range[2] ?? '')];
		if (low === null || high === null || high < low) return null;
		const round = (value: number) => Number(value.toPrecision(14));
		const amount = round((high - low) / 2);
		return { value: round((low + high) / 2), tolerance: { kind: 'absolute' as const, amount } };
	}
	const [written = '', allowed] = text.split(/\s*(?:±|\+\/?-)\s*/);
	const value = readDecimal(written);
	if (value === null) return null;
	if (allowed === undefined) return { value, tolerance: { kind: 'absolute' as const, amount: 0 } };
	const isShare = /%\s*$/.test(allowed);
	const amount = readDecimal(allowed.replace(/%\s*$/, ''));
	if (amount === null || amount < 0) return null;
	return isShare
		? {
				value,
				tolerance: { kind: 'relative' as const, amount: Number((amount / 100).toPrecision(12)) }
			}
		: { value, tolerance: { kind: 'absolute' as const, amount } };
}
