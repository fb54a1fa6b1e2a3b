/** Shares as Moodle's percentages. A grade that is not in its list stops its import, so such an item is not written. */
import { NotWrittenError } from '../report.ts';

const grades = [
	100, 90, 83.33333, 80, 75, 70, 66.66667, 60, 50, 40, 33.33333, 30, 25, 20, 16.66667, 14.28571,
	12.5, 11.11111, 10, 5, 0
];

export function fraction(share: number): string {
	const size = Math.abs(share * 100);
	const grade = grades.find((one) => Math.abs(one - size) < 0.005);
	if (grade === undefined) throw new NotWrittenError('marks_unsupported');
	return String(grade === 0 ? 0 : Math.sign(share) * grade);
}
