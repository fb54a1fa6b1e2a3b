/** What an item says once it is marked, by what its rules show on which answer. */
import type { Feedback } from '#sync/schema/solution.ts';
import type { Answers } from '../marks/probe.ts';
import { saidOn, type Tried } from '../marks/said.ts';
import { childrenOf, type XmlElement } from '../xml.ts';
import { insideHtml } from './body.ts';
import { interactionsIn, type Context, type Made } from './context.ts';
import { UnsupportedRuleError } from './expressions.ts';
import { isTypedName, whenNamed } from './own-feedback.ts';
import { NO_NUMBER, NO_WORDS, saidToTyped, type AskedPiece } from './said-typed.ts';

const KINDS = new Set(['modalFeedback', 'feedbackBlock', 'feedbackInline']);

export function feedbackOf(made: Made, context: Context): Feedback | null {
	const pieces = piecesIn(context.item);
	if (pieces.length === 0) return null;
	const shown = shownBy(context);
	const asked = pieces.map((piece): AskedPiece => {
		const { identifier = '' } = piece.attributes;
		return {
			text: context.markdown(insideHtml(piece, () => null, context.note)),
			isShown: (answers) => shown?.(piece, answers) ?? false,
			when: whenNamed(identifier, shown === null),
			isTyped: isTypedName(identifier)
		};
	});
	const { told, typed } = shown
		? saidToTyped(asked, made, context)
		: { told: new Set<AskedPiece>(), typed: undefined };
	const others = saidOn(
		made.item.id,
		asked.filter((piece) => !told.has(piece)),
		triedOn(context),
		() => context.note({ code: 'feedback_dropped' })
	);
	return typed ? { ...others, item: made.item.id, typed } : others;
}

const piecesIn = (element: XmlElement): XmlElement[] =>
	childrenOf(element).flatMap((child) => (KINDS.has(child.name) ? [child] : piecesIn(child)));

function shownBy({ marking }: Context): ((piece: XmlElement, answers: Answers) => boolean) | null {
	const { run } = marking;
	if (!run) return null;
	return ({ attributes }, answers) => {
		try {
			const value = run(answers).get(attributes['outcomeIdentifier'] ?? '') ?? null;
			const isNamed = value?.of.includes((attributes['identifier'] ?? '').trim()) ?? false;
			return attributes['showHide'] === 'hide' ? !isNamed : isNamed;
		} catch (problem) {
			if (problem instanceof UnsupportedRuleError) return false;
			throw problem;
		}
	};
}

function triedOn({ marking, body, ids }: Context): Tried {
	const all = [...marking.responses.values()];
	const used = new Set<string>();
	const right: Answers = Object.fromEntries(
		all.map(({ identifier, correct, single, mapping }) => {
			const entries = (mapping?.entries ?? []).filter(({ value }) => value > 0);
			const most = Math.max(...entries.map(({ value }) => value));
			const mapped = entries.filter(({ value }) => !single || value === most).map(({ key }) => key);
			const said = correct.length > 0 ? correct.map(String) : mapped;
			// Where several gaps take the same words, each word may count but once.
			const one = said.find((value) => !used.has(value)) ?? said[0];
			if (single && one !== undefined) used.add(one);
			return [identifier, single ? said.filter((value) => value === one) : said];
		})
	);
	const wrong: Answers = Object.fromEntries(
		all.map(({ identifier, baseType }) => [
			identifier,
			[baseType === 'float' || baseType === 'integer' ? NO_NUMBER : NO_WORDS]
		])
	);
	const [interaction, ...more] = interactionsIn(body);
	const name = interaction?.attributes['responseIdentifier'] ?? '';
	const isChoice =
		more.length === 0 && /^(choice|hottext|hotspot)Interaction$/.test(interaction?.name ?? '');
	const options = isChoice
		? [...ids].map(([identifier, id]) => ({ id, answers: { [name]: [identifier] } as Answers }))
		: [];
	return { right, wrong, options };
}
