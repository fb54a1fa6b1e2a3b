import type { Feedback } from '#sync/schema/solution.ts';
import type { Answers } from '../marks/probe.ts';
import { saidOn } from '../marks/said.ts';
import { childrenOf, descendantsOf, type XmlElement } from '../xml.ts';
import { identOf, type Context, type Made } from './context.ts';
import { textsHtml } from './material.ts';
import { saidAnswers } from './said-answers.ts';
import { likelyKeys } from './scoring.ts';

const NOT_AN_ANSWER = 'none of those';

export function feedbackOf(made: Made, context: Context): Feedback | null {
	const { item, responses, run, ids, markdown, note } = context;
	const linked = new Set(
		descendantsOf(item, 'displayfeedback').map(({ attributes }) => attributes['linkrefid'])
	);
	// The conditions of a formula cannot say what is right: Canvas has any there.
	const isStandIn = made.item.type === 'calculated';
	const pieces = childrenOf(item, 'itemfeedback').map((element) => {
		const ident = identOf(element);
		return {
			ident,
			text: markdown(textsHtml(element, note)),
			isShown: (answers: Answers) => run(answers).feedback.has(ident),
			when: linked.has(ident) && !isStandIn ? null : whenNamed(ident)
		};
	});
	if (pieces.every(({ text }) => text === '')) return null;
	const names = responses.length > 0 ? responses.map(identOf) : comparedNames(item);
	const [only, ...more] = responses;
	const isChoice = only !== undefined && more.length === 0 && only.name === 'response_lid';
	const ones = saidAnswers(
		made,
		pieces.flatMap(({ ident, text, when }) =>
			when === null && text !== '' ? [{ ident, said: text }] : []
		),
		names,
		context
	);
	const others = saidOn(
		made.item.id,
		pieces.filter(({ ident }) => !ones.names.has(ident)),
		{
			right: Object.fromEntries(
				names.map((name) => [name, rightFor(name, made, { item, run, ids })])
			),
			wrong: Object.fromEntries(names.map((name) => [name, [NOT_AN_ANSWER]])),
			options: isChoice
				? [...ids].map(([ident, id]) => ({ id, answers: { [identOf(only)]: [ident] } }))
				: []
		},
		() => note({ code: 'feedback_dropped' })
	);
	return ones.names.size === 0 ? others : together(made.item.id, others, ones.feedback);
}

function together(item: string, all: Feedback | null, ones: Omit<Feedback, 'item'>): Feedback {
	const parts = [...(all?.parts ?? []), ...(ones.parts ?? [])];
	const typed = [...(all?.typed ?? []), ...(ones.typed ?? [])];
	return {
		...all,
		item,
		...(parts.length > 0 && { parts }),
		...(typed.length > 0 && { typed })
	};
}

/** The key that was found, else what earns most by itself. */
function rightFor(
	name: string,
	{ solution }: Made,
	{ item, run, ids }: Pick<Context, 'item' | 'run' | 'ids'>
): readonly string[] {
	if (solution === null) return [NOT_AN_ANSWER];
	if (
		solution.type === 'single_choice' ||
		solution.type === 'true_false' ||
		solution.type === 'multiple_choice'
	) {
		const correct = [solution.correct].flat().map(String);
		return [...ids].filter(([, id]) => correct.includes(id)).map(([ident]) => ident);
	}
	if (solution.type === 'ordering')
		return solution.correct.flatMap((id) =>
			[...ids].filter(([, ours]) => ours === id).map(([ident]) => ident)
		);
	const worth = (key: string[]) => run({ [name]: key }).score;
	return (
		likelyKeys(item, name)
			.toSorted((one, other) => worth(other) - worth(one))[0]
			?.slice(0, 1) ?? []
	);
}

const comparedNames = (item: XmlElement): string[] => [
	...new Set(
		descendantsOf(item, 'varequal')
			.map(({ attributes }) => (attributes['respident'] ?? '').trim())
			.filter((name) => name !== '')
	)
];

/** Canvas and Respondus show some by their names, whatever the conditions say. */
function whenNamed(ident: string): 'general' | 'correct' | 'wrong' | null {
	if (ident === 'general_fb' || ident.endsWith('_ALL')) return 'general';
	if (ident === 'correct_fb' || ident.endsWith('_C')) return 'correct';
	return ident === 'general_incorrect_fb' || ident.endsWith('_IC') ? 'wrong' : null;
}
