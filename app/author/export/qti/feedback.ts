/** What is said once it is marked: pieces with a name, and rules that call them. */
import type { Feedback } from '#sync/schema/solution.ts';
import { partIdentifier, saidIdentifiers } from '../../import/qti2/own-feedback.ts';
import type { Body, Desk } from './kinds.ts';

export const SAID = 'FEEDBACK';

type Piece = { identifier: string; text: string; condition: string | null };

export function feedbackParts(
	feedback: Feedback | null,
	{ processing, chosen }: Body,
	points: number,
	{ text, rules }: Desk,
	ids: readonly string[]
): { processing: string[]; pieces: string[] } {
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
	return {
		processing: all.map(({ identifier, condition }) => {
			const said = rules.of(
				'multiple',
				rules.variable(SAID),
				rules.value('identifier', identifier)
			);
			const set = rules.set(SAID, said);
			return condition === null ? set : rules.when(condition, set);
		}),
		pieces: all.map(({ identifier, text: words }) => {
			const inside = text.block(words);
			return text.element(
				'modalFeedback',
				{ outcomeIdentifier: SAID, identifier, showHide: 'show' },
				text.version === '2.2' ? inside : text.element('contentBody', {}, inside)
			);
		})
	};
}
