/** What is said once it is marked: pieces with a name, and rules that call them. */
import type { Feedback } from '#sync/schema/solution.ts';
import { partIdentifier, saidIdentifiers } from '../../import/qti2/own-feedback.ts';
import type { Body, Desk } from './kinds.ts';
import { typedParts } from './typed-feedback.ts';

export const SAID = 'FEEDBACK';

type Piece = { identifier: string; text: string; condition: string | null };

export function feedbackParts(
	feedback: Feedback | null,
	{ processing, chosen, fields = [] }: Body,
	points: number,
	desk: Desk,
	ids: readonly string[]
): { processing: string[]; pieces: string[] } {
	const { text, rules } = desk;
	const score = rules.variable('SCORE');
	const isMarked = processing.length > 0 && points > 0;
	const full = rules.of('gte', score, rules.float(Number((points * 0.9999).toPrecision(12))));
	const none = rules.of('lte', score, rules.float(0));
	const between = rules.of('and', rules.of('not', full), rules.of('not', none));
	const byMarks: Piece[] = [
		{ identifier: saidIdentifiers.general, text: feedback?.general ?? '', condition: null },
		...(isMarked
			? [
					{ identifier: saidIdentifiers.correct, text: feedback?.correct ?? '', condition: full },
					{
						identifier: saidIdentifiers.partlyCorrect,
						text: feedback?.partlyCorrect ?? '',
						condition: between
					},
					{ identifier: saidIdentifiers.wrong, text: feedback?.wrong ?? '', condition: none }
				]
			: [])
	];
	const byChoice: Piece[] = chosen
		? (feedback?.parts ?? [])
				.filter(({ id }) => ids.includes(id))
				.map((part) => ({
					identifier: partIdentifier(ids.indexOf(part.id) + 1),
					text: part.text,
					condition: chosen(part.id)
				}))
		: [];
	const all = [...byMarks, ...byChoice].filter((piece) => piece.text.trim() !== '');
	const say = (identifier: string) =>
		rules.set(
			SAID,
			rules.of('multiple', rules.variable(SAID), rules.value('identifier', identifier))
		);
	const typed = typedParts(feedback?.typed ?? [], fields, desk, say);
	return {
		processing: [
			...all.map(({ identifier, condition }) => {
				const set = say(identifier);
				return condition === null ? set : rules.when(condition, set);
			}),
			...typed.processing
		],
		pieces: [...all, ...typed.pieces].map(({ identifier, text: words }) => {
			const inside = text.block(words);
			return text.element(
				'modalFeedback',
				{ outcomeIdentifier: SAID, identifier, showHide: 'show' },
				text.version === '2.2' ? inside : text.element('contentBody', {}, inside)
			);
		})
	};
}
