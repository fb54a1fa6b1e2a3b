import { declaration, identifiers, named, RESPONSE, type Desk, type WriteBody } from '../kinds.ts';

/** Each neighbour is looked for at each place: more than so many are too much for a player. */
const MOST_NEIGHBOURS = 12;

export const writeOrdering: WriteBody = ({ item, solution }, desk) => {
	if (item.type !== 'ordering') throw new TypeError(item.type);
	const { text } = desk;
	const ids = identifiers(
		item.options.map(({ id }) => id),
		'OPTION'
	);
	const key = solution?.type === 'ordering' ? solution : null;
	const correct = (key?.correct ?? []).map((id) => named(ids, id));
	return {
		declarations: [
			declaration(
				desk,
				{ identifier: RESPONSE, cardinality: 'ordered', baseType: 'identifier' },
				correct
			)
		],
		outcomes: ['HITS'],
		interaction: text.element(
			'orderInteraction',
			{ responseIdentifier: RESPONSE, shuffle: item.shuffle },
			...item.options.map((option) =>
				text.element('simpleChoice', { identifier: named(ids, option.id) }, text.line(option.text))
			)
		),
		processing: key ? processing(desk, correct, key.credit, item.points) : []
	};
};

/** The longest run cannot be said in rules: places are counted instead, and the report tells. */
function processing(
	{ rules, text }: Desk,
	correct: readonly string[],
	credit: 'all' | 'position' | 'next' | 'longest',
	points: number
): string[] {
	if (credit === 'all') return [rules.allOf(points, RESPONSE)];
	const at = (n: number) => text.element('index', { n }, rules.variable(RESPONSE));
	const is = (n: number, id: string) => rules.of('match', at(n), rules.value('identifier', id));
	const hit = rules.add('HITS', rules.float(1));
	if (credit !== 'next' || correct.length > MOST_NEIGHBOURS)
		return [
			...correct.map((id, index) => rules.when(is(index + 1, id), hit)),
			rules.scored(points, rules.variable('HITS'), correct.length)
		];
	const pairs = correct.slice(1).map((next, index) => {
		const before = correct[index] ?? '';
		const places = correct
			.slice(1)
			.map((_, place) => rules.of('and', is(place + 1, before), is(place + 2, next)));
		return rules.when(rules.of('or', ...places), hit);
	});
	return [...pairs, rules.scored(points, rules.variable('HITS'), correct.length - 1)];
}
