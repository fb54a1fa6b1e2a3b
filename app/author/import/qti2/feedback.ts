/**
 * What is said once an item is marked. The rules decide what is shown for which answer, so they are run on a right one, a wrong one and
 * on each choice; what none of these brings up is told to be lost.
 */
import type { Feedback } from '#sync/schema/solution.ts';
import type { Answers } from '../marks/probe.ts';
import { childrenOf, type XmlElement } from '../xml.ts';
import { insideHtml } from './body.ts';
import { interactionsIn, type Context, type Made } from './context.ts';
import { UnsupportedRuleError } from './expressions.ts';

const KINDS = new Set(['modalFeedback', 'feedbackBlock', 'feedbackInline']);

export function feedbackOf(made: Made, context: Context): Feedback | null {
	const pieces = piecesIn(context.item);
	if (pieces.length === 0) return null;
	const shown = shownBy(context);
	if (!shown) {
		context.note({ code: 'feedback_dropped' });
		return null;
	}
	const { right, wrong, options } = triedOn(context);
	const rightCount = Object.values(right).flat().length;
	const parts: { id: string; text: string }[] = [];
	const texts = { general: '', correct: '', wrong: '' };
	for (const piece of pieces) {
		const text = context.markdown(insideHtml(piece, () => null, context.note));
		if (text === '') continue;
		const on = { right: shown(piece, right), wrong: shown(piece, wrong) };
		const chosen = options.filter(({ answers }) => shown(piece, answers));
		const isOfOne = chosen.length === 1 && rightCount > 1;
		const key =
			on.right && on.wrong
				? 'general'
				: on.wrong
					? 'wrong'
					: on.right && !isOfOne
						? 'correct'
						: null;
		if (key) texts[key] = [texts[key], text].filter((one) => one !== '').join('\n\n');
		else if (chosen.length > 0) parts.push(...chosen.map(({ id }) => ({ id, text })));
		else context.note({ code: 'feedback_dropped' });
	}
	const { general, correct, wrong: bad } = texts;
	if (parts.length === 0 && general + correct + bad === '') return null;
	return {
		item: made.item.id,
		...(general ? { general } : {}),
		...(correct ? { correct } : {}),
		...(bad ? { wrong: bad } : {}),
		...(parts.length > 0 ? { parts } : {})
	};
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

function triedOn({ marking, body, ids }: Context) {
	const all = [...marking.responses.values()];
	const right: Answers = Object.fromEntries(
		all.map(({ identifier, correct, single, mapping }) => {
			const mapped = (mapping?.entries ?? [])
				.filter(({ value }) => value > 0)
				.map(({ key }) => key);
			const said = correct.length > 0 ? correct.map(String) : mapped;
			return [identifier, single ? said.slice(0, 1) : said];
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
