import { saidAnswers } from '../said-answers.ts';
import { tag, textTag } from '../text/xml.ts';
import { keyed, type WriteQuestion } from './kinds.ts';
import { numberText } from './question-text.ts';
import { answerTags, unitTags } from './typed.ts';

const named = (name: string, value: string | number) => tag(name, {}, textTag('text', value));

export const writeCalculated: WriteQuestion = (authored, texts) => {
	const { item, solution } = keyed('calculated', authored);
	const { kind, amount } = solution.tolerance;
	const any =
		textTag('tolerance', numberText(amount)) +
		textTag('tolerancetype', kind === 'relative' ? 1 : 2);
	return {
		type: 'calculated',
		inside: [
			textTag('synchronize', 1),
			textTag('single', 0),
			textTag('answernumbering', 'abc'),
			textTag('shuffleanswers', 0),
			...answerTags(saidAnswers(authored), texts, any),
			...unitTags(item.unit, solution.units ?? []),
			tag(
				'dataset_definitions',
				{},
				...item.wildcards.map((name, column) =>
					dataset(
						name,
						item.variants.map((row) => row[column] ?? 0)
					)
				)
			)
		]
	};
};

function dataset(name: string, values: readonly number[]): string {
	return tag(
		'dataset_definition',
		{},
		named('status', 'private'),
		named('name', name),
		textTag('type', 'calculated'),
		named('distribution', 'uniform'),
		named('minimum', numberText(Math.min(...values))),
		named('maximum', numberText(Math.max(...values))),
		named('decimals', decimals(values)),
		textTag('itemcount', values.length),
		tag(
			'dataset_items',
			{},
			...values.map((value, at) =>
				tag('dataset_item', {}, textTag('number', at + 1), textTag('value', String(value)))
			)
		),
		textTag('number_of_items', values.length)
	);
}

const decimals = (values: readonly number[]) =>
	Math.min(9, Math.max(...values.map((value) => (String(value).split('.')[1] ?? '').length)));
