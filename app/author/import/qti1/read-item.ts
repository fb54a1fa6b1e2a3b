import type { AuthoredItem } from '#sync/schema/authored-item.ts';
import { htmlToMarkdown, type MediaFinder } from '../html.ts';
import { LeftOutError, type Change } from '../report.ts';
import { descendantsOf, type XmlElement } from '../xml.ts';
import { readBlackboardMatching } from './blackboard-matching.ts';
import { readCalculated } from './calculated.ts';
import { readChoice, readTrueFalse } from './choice.ts';
import { presentationOf, responsesIn, type Context, type Made } from './context.ts';
import { calledType, fieldsOf, kindOf, type Kind } from './fields.ts';
import { feedbackOf } from './feedback.ts';
import { readGaps } from './gaps.ts';
import { readMatching } from './matching.ts';
import { readOrdering } from './ordering.ts';
import { scoringOf } from './scoring.ts';
import { readDescription, readEssay, readTyped, readUpload } from './typed.ts';

export type ItemSource = {
	id: string;
	name: string;
	item: XmlElement;
	category: string[];
	media: MediaFinder;
};

export const foundIn = (item: XmlElement): string =>
	calledType(fieldsOf(item)) ?? responsesIn(item)[0]?.name ?? 'item';

export function readItem(
	{ id, name, item, category, media }: ItemSource,
	note: (change: Change) => void
): AuthoredItem {
	const presentation = presentationOf(item);
	const context: Context = {
		id,
		item,
		presentation,
		fields: fieldsOf(item),
		responses: responsesIn(presentation),
		run: scoringOf(item),
		markdown: (html) => {
			const { text, changes } = htmlToMarkdown(html, media);
			changes.forEach(note);
			return text;
		},
		ids: new Map(),
		note
	};
	const made = readKind(context);
	return {
		name,
		...made,
		feedback: feedbackOf(made, context),
		category,
		tags: [],
		difficulty: null,
		language: null
	};
}

function readKind(context: Context): Made {
	const kind = kindOf(context.fields) ?? kindByShape(context);
	const [response, ...more] = context.responses;
	switch (kind) {
		case 'unsupported':
			throw new LeftOutError('type_unsupported', foundIn(context.item));
		case 'description':
			return readDescription(context);
		case 'upload':
			return readUpload(context);
		case 'essay':
			return readEssay(context);
		case 'calculated':
			return readCalculated(context);
		case 'gaps':
			return readGaps(context, false);
		case 'dropdowns':
			return readGaps(context, true);
		case 'matching':
			return readBlackboardMatching(context) ?? readMatching(context);
	}
	if (!response) throw new LeftOutError('malformed', 'presentation');
	if (more.length > 0) {
		if (kind === 'text' && context.responses.every(({ name }) => name === 'response_str'))
			return readGaps(context, false);
		throw new LeftOutError(
			'several_interactions',
			context.responses
				.map(({ name }) => name)
				.join(', ')
				.slice(0, 200)
		);
	}
	switch (kind) {
		case 'true_false':
			return readTrueFalse(response, context) ?? readChoice(response, context);
		case 'choice':
			return readChoice(response, context);
		case 'ordering':
			return readOrdering(response, context);
		case 'numeric':
			return readTyped(response, 'number', context);
		case 'text':
			return readTyped(response, 'text', context);
	}
}

/** For those that do not say what they are. */
function kindByShape({ responses, item }: Context): Kind | 'unsupported' {
	const [first, ...more] = responses;
	const has = (...names: string[]) => names.some((name) => descendantsOf(item, name).length > 0);
	if (!first) return 'description';
	if (responses.some(({ name }) => name === 'response_xy' || name === 'response_grp'))
		return 'unsupported';
	if (/^ordered$/i.test(first.attributes['rcardinality'] ?? '')) return 'ordering';
	if (first.name === 'response_num') return 'numeric';
	if (first.name === 'response_str') {
		const type = descendantsOf(first, 'render_fib')[0]?.attributes['fibtype'] ?? '';
		if (/^(decimal|integer|scientific)$/i.test(type) || has('vargt', 'vargte')) return 'numeric';
		return has('varequal', 'varsubset', 'varsubstring') ? 'text' : 'essay';
	}
	return more.length > 0 ? 'matching' : 'choice';
}
