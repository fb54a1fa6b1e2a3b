/** Numbers that are typed, in an item of their own or in a gap. */
import type { SolutionOf, TypedRule } from '#sync/schema/solution.ts';
import { LeftOutError } from '../report.ts';
import { isFull } from './grades.ts';
import type { Base, Made, Note } from './question.ts';
import { saidOf } from './said.ts';

type Tolerance = SolutionOf<'numeric'>['tolerance'];
/** `value` null: `*`, whatever was typed. */
export type NumberAnswer = {
	value: number | null;
	tolerance: Tolerance;
	share: number;
	said: string;
};
export type Units = { unit: string; others: { name: string; factor: number }[] } | null;

export const exactly = (amount: number): Tolerance => ({
	kind: 'absolute',
	amount: Math.abs(amount)
});

export function acceptedNumbers(answers: readonly NumberAnswer[], note: Note) {
	if (answers.some(({ value, share }) => value === null && share > 0))
		note({ code: 'answer_dropped', detail: '*' });
	const accepted = answers.flatMap(({ value, tolerance, share }) =>
		value === null ? [] : [{ value, tolerance, share }]
	);
	const lastRight = accepted.findLastIndex(({ share }) => share > 0);
	if (lastRight < 0) throw new LeftOutError('no_right_answer');
	return accepted.slice(0, lastRight + 1);
}

export function typedNumber(
	base: Base,
	answers: readonly NumberAnswer[],
	{ units, note }: { units: Units; note: Note }
): Made {
	const accepted = acceptedNumbers(answers, note);
	const best = accepted.find(({ share }) => isFull(share));
	if (!best) throw new LeftOutError('no_right_answer');
	const earlier = accepted.slice(0, accepted.indexOf(best));
	// The first that fits counts; the right one is tried first here, so one before it that takes it in would have counted.
	if (earlier.some(({ value, tolerance }) => takesIn(best.value, value, tolerance)))
		note({ code: 'marks_guessed', detail: String(best.value) });
	const also = accepted.filter((one) => one !== best);
	return {
		item: { ...base, type: 'numeric', ...(units ? { unit: units.unit } : {}) },
		solution: {
			type: 'numeric',
			item: base.id,
			correct: best.value,
			tolerance: best.tolerance,
			...(also.length === 0 ? {} : { also }),
			...(units && units.others.length > 0 ? { units: units.others } : {})
		},
		said: saidOf(
			answers.map((one) => ({ ...one, rule: numberRule(one, units?.others) })),
			note
		)
	};
}

export function numberRule(
	{ value, tolerance }: Pick<NumberAnswer, 'value' | 'tolerance'>,
	units: SolutionOf<'numeric'>['units'] = []
): TypedRule {
	if (value === null) return { input: 'other' };
	return { input: 'number', value, tolerance, ...(units.length > 0 && { units }) };
}

const takesIn = (number: number, value: number, { kind, amount }: Tolerance) =>
	Math.abs(number - value) <= (kind === 'absolute' ? amount : amount * Math.abs(value));
