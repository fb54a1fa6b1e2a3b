/** An item's body as HTML for a prompt: interactions give way to what they are replaced by; feedback and hints are not for it. */
import { LeftOutError, type Change } from '../report.ts';
import { childOf, textOf, type XmlElement } from '../xml.ts';

export const interactionNames = new Set(
	[
		'choice order associate match gapMatch inlineChoice textEntry extendedText hottext hotspot',
		'selectPoint graphicOrder graphicAssociate graphicGapMatch positionObject slider upload',
		'drawing custom portableCustom'
	]
		.join(' ')
		.split(' ')
		.map((name) => `${name}Interaction`)
);

export type Replace = (element: XmlElement) => string | null;
export type BodyNote = (change: Change) => void;

const NEVER = new Set(
	'feedbackBlock feedbackInline modalFeedback templateBlock templateInline stylesheet catalogInfo companionMaterialsInfo responseDeclaration'.split(
		' '
	)
);
const UNWRAPPED = new Set([
	'itemBody',
	'contentBody',
	'stimulusBody',
	'prompt',
	'mediaInteraction'
]);
const VOID = new Set(['br', 'hr', 'img', 'col', 'source', 'wbr', 'input']);

/** `replace`: null leaves an element to the common rules. */
export function bodyHtml(element: XmlElement, replace: Replace, note: BodyNote): string {
	const own = replace(element);
	if (own !== null) return own;
	const { name } = element;
	if (NEVER.has(name)) return '';
	if (name === 'printedVariable') throw new LeftOutError('type_unsupported', name);
	if (name === 'endAttemptInteraction') {
		note({ code: 'hints_dropped' });
		return '';
	}
	if (name === 'rubricBlock' && !/\bcandidate\b/.test(element.attributes['view'] ?? '')) return '';
	if (name === 'object') return objectHtml(element, note);
	const raw = escapedHtml(element);
	if (raw !== null) return raw;
	const inside = insideHtml(element, replace, note);
	if (UNWRAPPED.has(name)) return `<div>${inside}</div>`;
	if (interactionNames.has(name)) return inside;
	const tag = taggedAs(element);
	const attributes = Object.entries(element.attributes)
		.map(([key, value]) => ` ${key}="${escape(value)}"`)
		.join('');
	return VOID.has(tag) ? `<${tag}${attributes}>` : `<${tag}${attributes}>${inside}</${tag}>`;
}

export const insideHtml = (element: XmlElement, replace: Replace, note: BodyNote): string =>
	element.children
		.map((child) => (typeof child === 'string' ? escape(child) : bodyHtml(child, replace, note)))
		.join('');

/** Converters of old Canvas and Blackboard questions leave HTML as text in `<div class="html">`. */
function escapedHtml(element: XmlElement): string | null {
	const isMarked = element.name === 'div' && element.attributes['class'] === 'html';
	return isMarked && element.children.every((child) => typeof child === 'string')
		? `<div>${textOf(element)}</div>`
		: null;
}

function objectHtml(element: XmlElement, note: BodyNote): string {
	const { data = '', type = '' } = element.attributes;
	const words = textOf(element).trim();
	if (/^image\//.test(type) || /\.(png|jpe?g|gif|webp|svg)$/i.test(data))
		return `<img src="${escape(data)}" alt="${escape(words)}">`;
	if (/^audio\//.test(type) || /\.(mp3|ogg|oga|wav|m4a)$/i.test(data))
		return `<audio src="${escape(data)}" title="${escape(words)}"></audio>`;
	note({
		code: /^(https?:)?\/\//i.test(data) ? 'media_remote' : 'media_unsupported',
		detail: data.slice(0, 200)
	});
	return escape(words);
}

/** QTI 3.0 says by class what HTML says by element. */
function taggedAs({ name, attributes }: XmlElement): string {
	if (name !== 'span') return name;
	const classes = attributes['class'] ?? '';
	if (/\bqti-italic\b/.test(classes)) return 'em';
	if (/\bqti-bold\b/.test(classes)) return 'strong';
	return /\bqti-underline\b/.test(classes) ? 'u' : name;
}

export const promptHtml = (interaction: XmlElement, note: BodyNote): string => {
	const prompt = childOf(interaction, 'prompt');
	return prompt ? bodyHtml(prompt, () => null, note) : '';
};

/** What is asked, for a name: without what is answered, but with the prompts. */
export const wordsHtml = (body: XmlElement): string =>
	insideHtml(
		body,
		(element) =>
			element.name === 'printedVariable'
				? ''
				: interactionNames.has(element.name) && element.name !== 'gapMatchInteraction'
					? promptHtml(element, () => undefined)
					: null,
		() => undefined
	);

const escape = (text: string) =>
	text
		.replaceAll('&', '&amp;')
		.replaceAll('<', '&lt;')
		.replaceAll('>', '&gt;')
		.replaceAll('"', '&quot;');
