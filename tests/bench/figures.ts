/** Figures with what they should be. */

export const quantile = (values: number[], share: number): number => {
	const sorted = [...values].sort((a, b) => a - b);
	return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? Number.NaN;
};
export const median = (values: number[]): number => quantile(values, 0.5);

export interface Figure {
	what: string;
	value: number;
	unit: string;
	/** Most, or with `atLeast` the least, that it should be. */
	aim?: number;
	atLeast?: boolean;
	/** How it was measured, where the name does not say it. */
	note?: string;
}

const meets = ({ value, aim, atLeast }: Figure) =>
	aim === undefined ? null : atLeast ? value >= aim : value <= aim;

function format(value: number): string {
	if (!Number.isFinite(value)) return '—';
	return value.toLocaleString('en', { maximumFractionDigits: Math.abs(value) < 100 ? 1 : 0 });
}

export function table(figures: Figure[]): string {
	const rows = figures.map((figure) => {
		const { what, value, unit, aim, atLeast, note = '' } = figure;
		const wanted = aim === undefined ? '' : `${atLeast ? '≥' : '≤'} ${format(aim)} ${unit}`;
		const met = meets(figure);
		const mark = met === null ? ' ' : met ? '✓' : '✗';
		return [mark, what, `${format(value)} ${unit}`, wanted, note];
	});
	const all = [['', 'figure', 'measured', 'aim', ''], ...rows];
	const widths = [0, 1, 2, 3].map((i) => Math.max(...all.map((row) => (row[i] ?? '').length)));
	return all
		.map((row) =>
			row
				.map((cell, i) => cell.padEnd(widths[i] ?? 0))
				.join('  ')
				.trimEnd()
		)
		.join('\n');
}
