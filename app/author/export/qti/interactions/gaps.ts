import type { Gap } from '#sync/schema/item.ts';
import type { GapSolution } from '#sync/schema/solution.ts';
import { declaration, identifiers, named, type Desk, type WriteBody } from '../kinds.ts';
import { numberRules, textRules } from './typed.ts';

export const writeGaps: WriteBody = ({ item, solution }, desk) => {
	if (item.type !== 'gap_text') throw new TypeError(item.type);
	const { rules } = desk;
	const key = solution?.type === 'gap_text' ? solution : null;
	const parts = new Map(
		item.gaps.map((gap, at) => {
			const rule = key?.gaps.find((one) => one.gap === gap.id) ?? null;
			return [gap.id, part(desk, gap, rule, at + 1)];
		})
	);
	const all = [...parts.values()];
	const weights = (key?.gaps ?? []).map(({ gap, weight }) => ({
		share: parts.get(gap)?.share ?? '',
		weight
	}));
	const of = weights.reduce((sum, { weight }) => sum + weight, 0) || 1;
	const sum = rules.of(
		'sum',
		...weights.map(({ share, weight }) =>
			rules.of('product', rules.float(weight), rules.variable(share))
		)
	);
	const isWhole = rules.of(
		'and',
		...weights.map(({ share }) => rules.of('gte', rules.variable(share), rules.float(0.9999)))
	);
	return {
		declarations: all.map((one) => one.declaration),
		outcomes: all.map(({ share }) => share),
		fields: item.gaps.flatMap(({ id, input }, at) =>
			input === 'choice' ? [] : [{ gap: id, response: responseOf(at + 1) }]
		),
		prompt: (id) => parts.get(id)?.interaction ?? `[[${id}]]`,
		processing: !key
			? []
			: [
					...all.map(({ processing }) => processing),
					key.credit === 'all'
						? rules.when(isWhole, rules.set('SCORE', rules.float(item.points)))
						: rules.scored(item.points, rules.of('max', rules.float(0), sum), of)
				]
	};
};

const responseOf = (number: number) => `RESPONSE_${number}`;

function part(desk: Desk, gap: Gap, rule: GapSolution | null, number: number) {
	const { text, rules } = desk;
	const response = responseOf(number);
	const share = `SHARE_${number}`;
	const entry = (baseType: string) => ({
		share,
		declaration: declaration(desk, { identifier: response, cardinality: 'single', baseType }, []),
		processing: '',
		interaction: text.element('textEntryInteraction', { responseIdentifier: response })
	});
	if (gap.input === 'text')
		return rule?.input === 'text'
			? { ...entry('string'), ...textRules(desk, response, share, rule) }
			: entry('string');
	if (gap.input === 'number')
		return rule?.input === 'number'
			? { ...entry('float'), ...numberRules(desk, response, share, rule.accepted) }
			: entry('float');
	const ids = identifiers(
		gap.options.map(({ id }) => id),
		`OPTION_${number}`
	);
	const shares = rule?.input === 'choice' ? rule.shares : [];
	const right = shares.toSorted((one, other) => other.share - one.share)[0];
	return {
		share,
		declaration: declaration(
			desk,
			{ identifier: response, cardinality: 'single', baseType: 'identifier' },
			right ? [named(ids, right.option)] : [],
			{
				entries: shares.map(({ option, share: value }) => ({ key: named(ids, option), value }))
			}
		),
		processing: rules.set(share, rules.mapped(response)),
		interaction: text.element(
			'inlineChoiceInteraction',
			{ responseIdentifier: response, shuffle: gap.shuffle },
			...gap.options.map((option) =>
				text.element('inlineChoice', { identifier: named(ids, option.id) }, text.line(option.text))
			)
		)
	};
}
