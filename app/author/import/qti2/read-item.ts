/** One assessment item: the type is that of its one interaction; text and choices inside a text may be several. */
import type { AuthoredItem } from '#sync/schema/authored-item.ts';
import { htmlToMarkdown, type MediaFinder } from '../html.ts';
import type { MediaShelf } from '../media-shelf.ts';
import { LeftOutError, type Change } from '../report.ts';
import { childOf, descendantsOf, type XmlElement } from '../xml.ts';
import { readAssociate } from './associate.ts';
import { readChoice } from './choice.ts';
import { interactionsIn, type Context, type Made, type ReadInteraction } from './context.ts';
import { feedbackOf } from './feedback.ts';
import { readGapMatch } from './gap-match.ts';
import { readGaps } from './gaps.ts';
import { readGraphicGapMatch } from './graphic-gap-match.ts';
import { readHotspot } from './hotspot.ts';
import { readHottext } from './hottext.ts';
import { markingOf } from './marking.ts';
import { readMatch } from './match.ts';
import { readOrder } from './order.ts';
import { readSelectPoint } from './select-point.ts';
import { readDescription, readEssay, readSlider, readUpload } from './simple-types.ts';

const readers: Record<string, ReadInteraction> = {
	choiceInteraction: readChoice,
	orderInteraction: readOrder,
	associateInteraction: readAssociate,
	matchInteraction: readMatch,
	gapMatchInteraction: readGapMatch,
	extendedTextInteraction: readEssay,
	hottextInteraction: readHottext,
	hotspotInteraction: readHotspot,
	selectPointInteraction: readSelectPoint,
	graphicGapMatchInteraction: readGraphicGapMatch,
	sliderInteraction: readSlider,
	uploadInteraction: readUpload
};
const INLINE = new Set(['textEntryInteraction', 'inlineChoiceInteraction']);

export type ItemSource = {
	id: string;
	name: string;
	item: XmlElement;
	category: string[];
	/** Shared texts, as HTML. */
	stimulus: string;
	media: MediaFinder;
	file: (source: string) => Uint8Array | null;
	shelf: MediaShelf;
};

/** As the report calls it. */
export function foundIn(item: XmlElement): string {
	const body = childOf(item, 'itemBody');
	const names = new Set((body ? interactionsIn(body) : []).map(({ name }) => name));
	return names.size === 0 ? 'assessmentItem' : [...names].join(', ');
}

export function readItem(source: ItemSource, note: (change: Change) => void): AuthoredItem {
	const { item, id } = source;
	const body = childOf(item, 'itemBody');
	if (!body) throw new LeftOutError('malformed', 'itemBody');
	if (childOf(item, 'templateDeclaration'))
		throw new LeftOutError('type_unsupported', 'templateDeclaration');
	if (item.attributes['adaptive'] === 'true')
		throw new LeftOutError('type_unsupported', 'adaptive');
	const context: Context = {
		id,
		item,
		body,
		stimulus: source.stimulus,
		marking: markingOf(item, note),
		shelf: source.shelf,
		markdown: (html) => {
			const { text, changes } = htmlToMarkdown(html, source.media);
			changes.forEach(note);
			return text;
		},
		file: source.file,
		ids: new Map(),
		note
	};
	const made = readBody(context);
	const language = item.attributes['lang']?.trim() ?? '';
	return {
		name: source.name,
		...made,
		feedback: feedbackOf(made, context),
		category: source.category,
		tags: [],
		difficulty: null,
		language: /^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8}){0,3}$/.test(language) ? language : null
	};
}

function readBody(context: Context): Made {
	const interactions = interactionsIn(context.body);
	const [first, ...more] = interactions;
	if (!first) {
		if (
			context.marking.responses.size > 0 &&
			descendantsOf(context.body, 'mediaInteraction').length === 0
		)
			throw new LeftOutError('type_unsupported', 'responseDeclaration');
		return readDescription(context);
	}
	if (interactions.every(({ name }) => INLINE.has(name))) return readGaps(interactions, context);
	if (more.length > 0)
		throw new LeftOutError(
			'several_interactions',
			interactions
				.map(({ name }) => name)
				.join(', ')
				.slice(0, 200)
		);
	const read = readers[first.name];
	if (!read) throw new LeftOutError('type_unsupported', first.name);
	return read(first, context);
}
