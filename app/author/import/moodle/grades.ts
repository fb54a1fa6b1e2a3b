/** What an answer is worth: a share of the points, from a percentage. */
import { LeftOutError } from '../report.ts';
import { childOf, textOf, type XmlElement } from '../xml.ts';
import type { Note } from './question.ts';
import { readDecimal } from './read-decimal.ts';

/** Those Moodle offers; anything else was written by hand or by another program. */
const grades = [
	100, 90, 83.33333, 80, 75, 70, 66.66667, 60, 50, 40, 33.33333, 30, 25, 20, 16.66667, 14.28571,
	12.5, 11.11111, 10, 5, 0
];

export const isFull = (share: number): boolean => share > 0.9999;

export function shareOf(answer: XmlElement): number {
	const written = answer.attributes['fraction'] ?? textOf(childOf(answer, 'fraction'));
	return percentToShare(written.trim() === '' ? '0' : written);
}

export function percentToShare(written: string): number {
	const percent = readDecimal(written);
	if (percent === null || Math.abs(percent) > 100.001)
		throw new LeftOutError('marks_invalid', written.slice(0, 40));
	return Math.max(-1, Math.min(1, percent / 100));
}

/** 33, 33 and 33 were meant as thirds: rounded to Moodle's grades if, and only if, that makes the right ones a whole. */
export function wholeShares(shares: readonly number[], note: Note): number[] {
	const sum = (list: readonly number[]) => list.reduce((all, share) => all + Math.max(0, share), 0);
	const isWhole = (list: readonly number[]) => Math.abs(sum(list) - 1) < 1e-3;
	const rounded = shares.map(nearest);
	if (isWhole(shares) || !isWhole(rounded)) return [...shares];
	shares.forEach((share, at) => {
		const other = rounded[at] ?? share;
		if (other !== share)
			note({ code: 'marks_rounded', detail: `${percent(share)} → ${percent(other)}` });
	});
	return rounded;
}

const percent = (share: number) => `${Number((share * 100).toFixed(5))} %`;

function nearest(share: number): number {
	const size = Math.abs(share * 100);
	const grade = grades.find((one) => Math.abs(one - size) < 1);
	return grade === undefined ? share : (Math.sign(share) * grade) / 100;
}
