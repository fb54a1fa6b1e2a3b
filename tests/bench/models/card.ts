/** The figures as tables, for the terminal and for docs/ACCURACY.md. */
import { quantile } from '../figures.ts';
import type { Aim } from './aims.ts';
import type { Compared } from './compared.ts';
import type { Download } from './downloads.ts';
import { nameOf } from './labels.ts';
import { wilson, type Heard, type Score } from './score.ts';

export const row = (cells: (string | number)[]) => `| ${cells.join(' | ')} |`;
const tableOf = (heads: string[], rows: (string | number)[][]): string =>
	[row(heads), row(heads.map(() => '---')), ...rows.map(row)].join('\n');

const percent = (value: number) => Math.round(100 * value);
function share(good: number, of: number): string {
	const interval = wilson(good, of);
	if (!interval) return '—';
	return `${percent(interval.share)} % (${percent(interval.from)} to ${percent(interval.to)})`;
}
const perHour = (count: number, hours: number) => (hours > 0 ? (count / hours).toFixed(1) : '—');
/** Seconds: the middle one and the longest. */
const delay = (values: number[]) =>
	values.length === 0
		? '—'
		: `${(quantile(values, 0.5) / 1000).toFixed(1)}, at most ${(Math.max(...values) / 1000).toFixed(1)}`;

export const scoreTable = (scores: Score[]): string =>
	tableOf(
		[
			'check',
			'recordings',
			'minutes',
			'shown',
			'missed',
			'true alarms (per hour)',
			'false alarms (per hour)',
			'delay, s',
			'precision, 95 %',
			'recall, 95 %'
		],
		scores.map((each) => [
			`\`${each.check}\``,
			each.recordings,
			(each.hours * 60).toFixed(1),
			each.events,
			each.events - each.found,
			`${each.trueAlarms} (${perHour(each.trueAlarms, each.hours)})`,
			`${each.falseAlarms} (${perHour(each.falseAlarms, each.hours)})`,
			delay(each.delays),
			share(each.trueAlarms, each.trueAlarms + each.falseAlarms),
			share(each.found, each.events)
		])
	);

export const wrongList = (scores: Score[]): string => {
	const lines = scores
		.filter(({ wrong }) => wrong.length > 0)
		.map(({ check, wrong }) => `- \`${check}\`: ${wrong.join('; ')}.`);
	return lines.length > 0 ? lines.join('\n') : '- Nothing.';
};

/** Of short plays a rate per hour says little, so only counts. */
export const changeTable = (rows: { change: string; score: Score }[]): string =>
	tableOf(
		['change', 'check', 'recordings', 'seen', 'false alarms', 'delay, s', 'what went wrong'],
		rows.map(({ change, score }) => [
			change,
			`\`${score.check}\``,
			score.recordings,
			`${score.found} of ${score.events}`,
			score.falseAlarms,
			delay(score.delays),
			score.wrong.join('; ') || '—'
		])
	);

export const longTable = (plays: Heard[]): string =>
	tableOf(
		['recording', 'minutes', 'told'],
		plays.map(({ labelled, seconds, told }) => {
			const begun = told.filter(({ phase }) => phase !== 'end');
			return [
				nameOf(labelled),
				Math.round(seconds / 60),
				begun.map(({ check, reason }) => [check, reason].filter(Boolean).join(': ')).join(', ') ||
					'nothing'
			];
		})
	);

export const aimTable = (aims: Aim[]): string =>
	tableOf(
		['', 'aim', 'found'],
		aims.map(({ met, what, found }) => [met ? '✓' : '✗', what, found])
	);

export const comparedTable = (rows: Compared[]): string =>
	tableOf(
		[
			'of',
			'change',
			'with the enrolled one',
			'called another, 95 %',
			'with others',
			'passed for the enrolled one, 95 %'
		],
		rows.map(({ what, change, own, ownRejected, others, othersPassed }) => [
			what,
			change,
			own,
			share(ownRejected, own),
			others,
			share(othersPassed, others)
		])
	);

const per = (name: string) => (name.startsWith('voice') ? 'window of 0.5 s' : 'frame');
export const costTable = (tookMs: Record<string, number[]>): string =>
	tableOf(
		['model', 'of', 'median, ms', 'p95, ms', 'measured'],
		Object.entries(tookMs).map(([name, values]) => [
			name,
			per(name),
			quantile(values, 0.5).toFixed(1),
			quantile(values, 0.95).toFixed(1),
			values.length
		])
	);

export const downloadTable = (downloads: Download[]): string =>
	tableOf(
		['checks', 'MB on the wire', 'MB on the device', 'files'],
		downloads.map(({ what, wire, kept, files, missing }) => [
			what,
			wire.toFixed(2),
			kept.toFixed(2),
			files
				.map((name) => (missing.includes(name) ? `${name} (not in this build)` : name))
				.join(', ') || 'none: part of the app'
		])
	);
