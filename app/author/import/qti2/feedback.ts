/** What an item says once it is marked, by what its rules show on which answer. */
import type { Feedback } from '#sync/schema/solution.ts';
import type { Answers } from '../marks/probe.ts';
import { saidOn, type Tried } from '../marks/said.ts';
import { childrenOf, type XmlElement } from '../xml.ts';
import { insideHtml } from './body.ts';
import { interactionsIn, type Context, type Made } from './context.ts';
import { UnsupportedRuleError } from './expressions.ts';
import { whenNamed } from './own-feedback.ts';

const KINDS = new Set(['modalFeedback', 'feedbackBlock', 'feedbackInline']);

export function feedbackOf(made: Made, context: Context): Feedback | null {
	const pieces = piecesIn(context.item);
	if (pieces.length === 0) return null;
	const shown = shownBy(context);
	return saidOn(
		made.item.id,
		pieces.map((piece) => ({
			text: context.markdown(insideHtml(piece, () => null, context.note)),
			isShown: (answers) => shown?.(piece, answers) ?? false,
			when: whenNamed(piece.attributes['identifier'] ?? '', shown === null)
		})),
		triedOn(context),
		() => context.note({ code: 'feedback_dropped' })
	);
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

const NOT_AN_ANSWER = 'none of those';

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
			[baseType === 'float' || baseType === 'integer' ? '-987654321' : NOT_AN_ANSWER]
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
