/** What is said to single typed answers: for each field its rules in their order, the first that holds. */
import type { TypedFeedback } from '#sync/schema/solution.ts';
import { typedIdentifier } from '../../import/qti2/own-feedback.ts';
import type { Body, Desk } from './kinds.ts';
import { isWithinRule } from './interactions/typed.ts';

export function typedParts(
	typed: readonly TypedFeedback[],
	fields: NonNullable<Body['fields']>,
	desk: Desk,
	say: (identifier: string) => string
): { processing: string[]; pieces: { identifier: string; text: string }[] } {
	const pieces: { identifier: string; text: string }[] = [];
	const processing = fields.flatMap(({ gap, response }) => {
		const branches = typed.flatMap((one) => {
			const condition = one.gap === gap ? conditionOf(one, response, desk) : null;
			if (condition === null) return [];
			if (one.text.trim() === '') return [{ condition, then: '' }];
			const identifier = typedIdentifier(pieces.length + 1);
			pieces.push({ identifier, text: one.text });
			return [{ condition, then: say(identifier) }];
		});
		return branches.length === 0 ? [] : [desk.rules.firstOf(branches)];
	});
	return { processing, pieces };
}

/** null: rules that every delivery system can run have no way to say it. */
function conditionOf(one: TypedFeedback, response: string, desk: Desk): string | null {
	const { rules, text } = desk;
	const given = rules.variable(response);
	switch (one.input) {
		case 'text':
			if (one.answer.trim() === '' || (one.wildcards && one.answer.includes('*'))) return null;
			return text.element(
				'stringMatch',
				{ caseSensitive: one.caseSensitive },
				given,
				rules.value('string', one.answer)
			);
		case 'number':
			return isWithinRule(desk, response, one);
		case 'formula':
			return null;
		case 'other':
			return rules.of('not', rules.of('isNull', given));
	}
}
