/** Points as they are typed: from the keyboard without a field, or into one. Half a point is the step of the arrow keys. */

export const HALF = 0.5;

/** Decimal comma and point are both fine. null: no number, or none yet. */
export function readPoints(text: string): number | null {
	const plain = text.trim().replace(',', '.');
	if (!/^(\d+\.?\d*|\.\d+)$/.test(plain)) return null;
	return Number(plain);
}

export type PointsProblem = 'no_number' | 'too_many' | 'too_fine';

/** What keeps the text from being saved; null: nothing. The maximum can always be given, whatever the step. */
export function pointsProblem(text: string, maximum: number, step = 0.01): PointsProblem | null {
	const points = readPoints(text);
	if (points === null) return 'no_number';
	if (points > maximum) return 'too_many';
	if (points === maximum) return null;
	return Math.abs(points / step - Math.round(points / step)) > 1e-6 ? 'too_fine' : null;
}

/** As it stands in the field. */
export const pointsText = (points: number | null): string =>
	points === null ? '' : String(Math.round(points * 100) / 100);

/** One step up or down, never below nothing or above all. */
export function stepPoints(text: string, by: number, maximum: number): string {
	const points = readPoints(text) ?? (by > 0 ? 0 - by : 0);
	return pointsText(Math.min(maximum, Math.max(0, points + by)));
}

/**
 * The text after a key that was pressed beside any field; null: the key is none of points. `fresh`: the first key of a response
 * begins anew instead of adding a digit to what is there. A digit that would go beyond the maximum begins anew too: 1 then 5 of
 * at most 10 is 5.
 */
export function typePoints(
	text: string,
	key: string,
	{ maximum, fresh }: { maximum: number; fresh: boolean }
): string | null {
	if (key === 'Backspace') return fresh ? '' : text.slice(0, -1);
	const typed = key === ',' ? '.' : key;
	if (!/^[\d.]$/.test(typed)) return null;
	if (typed === '.') return fresh || text.includes('.') ? (fresh ? '0.' : text) : `${text || '0'}.`;
	const next = fresh || text === '0' ? typed : text + typed;
	const points = readPoints(next);
	return points !== null && points > maximum && !next.includes('.') ? typed : next;
}
