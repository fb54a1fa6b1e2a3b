import { declaration, identifiers, named, RESPONSE, type WriteBody } from '../kinds.ts';
import { trueWords } from '../../../import/qti2/true-words.ts';

export const writeSingle: WriteBody = ({ item, solution }, desk) => {
	if (item.type !== 'single_choice') throw new TypeError(item.type);
	const { text, rules } = desk;
	const ids = identifiers(
		item.options.map(({ id }) => id),
		'OPTION'
	);
	const key = solution?.type === 'single_choice' ? solution : null;
	const shares = key ? [{ option: key.correct, share: 1 }, ...(key.shares ?? [])] : [];
	const correct = key ? [named(ids, key.correct)] : [];
	const entries = shares.map(({ option, share }) => ({ key: named(ids, option), value: share }));
	return {
		declarations: [
			declaration(
				desk,
				{ identifier: RESPONSE, cardinality: 'single', baseType: 'identifier' },
				correct,
				key ? { entries } : undefined
			)
		],
		interaction: text.element(
			'choiceInteraction',
			{ responseIdentifier: RESPONSE, shuffle: item.shuffle, maxChoices: 1 },
			...item.options.map((option) =>
				text.element('simpleChoice', { identifier: named(ids, option.id) }, text.line(option.text))
			)
		),
		processing: key ? [rules.scored(item.points, rules.mapped(RESPONSE))] : [],
		chosen: (id) =>
			rules.of('match', rules.variable(RESPONSE), rules.value('identifier', named(ids, id)))
	};
};

export const writeMultiple: WriteBody = ({ item, solution }, desk) => {
	if (item.type !== 'multiple_choice') throw new TypeError(item.type);
	const { text, rules } = desk;
	const ids = identifiers(
		item.options.map(({ id }) => id),
		'OPTION'
	);
	const key = solution?.type === 'multiple_choice' ? solution : null;
	const counted = key?.shares ?? null;
	const gain = (counted ?? []).reduce((sum, { share }) => sum + Math.max(0, share), 0);
	const of = counted ? (Math.abs(gain - 1) < 1e-3 ? gain : 1) : (key?.correct.length ?? 1);
	const entries = counted
		? counted.map(({ option, share }) => ({ key: named(ids, option), value: share }))
		: (key?.correct ?? []).map((id) => ({ key: named(ids, id), value: 1 }));
	const isAll = key !== null && !counted && !key.partial;
	const mapping = { entries, otherwise: counted ? 0 : -1, least: 0, most: of };
	return {
		declarations: [
			declaration(
				desk,
				{ identifier: RESPONSE, cardinality: 'multiple', baseType: 'identifier' },
				(key?.correct ?? []).map((id) => named(ids, id)),
				key && !isAll ? mapping : undefined
			)
		],
		interaction: text.element(
			'choiceInteraction',
			{ responseIdentifier: RESPONSE, shuffle: item.shuffle, maxChoices: 0 },
			...item.options.map((option) =>
				text.element('simpleChoice', { identifier: named(ids, option.id) }, text.line(option.text))
			)
		),
		processing: !key
			? []
			: isAll
				? [rules.allOf(item.points, RESPONSE)]
				: [rules.scored(item.points, rules.mapped(RESPONSE), of)],
		chosen: (id) =>
			rules.of('member', rules.value('identifier', named(ids, id)), rules.variable(RESPONSE))
	};
};

/** Known again by its identifiers and words. */
export const writeTrueFalse: WriteBody = ({ item, solution, language }, desk) => {
	const { text, rules } = desk;
	const key = solution?.type === 'true_false' ? solution : null;
	const [yes, no] = trueWords(language);
	return {
		declarations: [
			declaration(
				desk,
				{ identifier: RESPONSE, cardinality: 'single', baseType: 'identifier' },
				key ? [String(key.correct)] : []
			)
		],
		interaction: text.element(
			'choiceInteraction',
			{ responseIdentifier: RESPONSE, shuffle: false, maxChoices: 1 },
			text.element('simpleChoice', { identifier: 'true' }, yes),
			text.element('simpleChoice', { identifier: 'false' }, no)
		),
		processing: key ? [rules.allOf(item.points, RESPONSE)] : []
	};
};
