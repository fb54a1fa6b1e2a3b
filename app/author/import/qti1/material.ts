/** What is shown, as HTML: texts that are HTML or plain, pictures and sounds, in the order of the file. */
import type { Change } from '../report.ts';
import { childrenOf, markupOf, textOf, type XmlElement } from '../xml.ts';

export type Place = (response: XmlElement) => string;
type Note = (change: Change) => void;

const RESPONSES = new Set([
	'response_lid',
	'response_str',
	'response_num',
	'response_grp',
	'response_xy'
]);
export const isResponse = ({ name }: XmlElement): boolean => RESPONSES.has(name);

/** `place`: what stands where something is answered. */
export function shownHtml(element: XmlElement, place: Place, note: Note): string {
	return childrenOf(element)
		.map((child) => {
			if (isResponse(child)) return place(child);
			switch (child.name) {
				case 'material':
				case 'material_ref':
					return `<div>${materialHtml(child, note)}</div>`;
				case 'flow':
				case 'flow_mat':
				case 'flow_label':
				case 'presentation':
					return shownHtml(child, place, note);
				default:
					return '';
			}
		})
		.join('');
}

/** Pieces of one material may be halves of one element: they are put together before anyone reads them. */
export const materialHtml = (material: XmlElement, note: Note): string =>
	childrenOf(material)
		.map((child) => pieceHtml(child, note))
		.join('');

/** All materials inside, without what is answered there. */
export const textsHtml = (element: XmlElement, note: Note): string =>
	childrenOf(element)
		.map((child) => {
			if (child.name === 'material') return materialHtml(child, note);
			return isResponse(child) || child.name.startsWith('render_') ? '' : textsHtml(child, note);
		})
		.join('');

function pieceHtml(piece: XmlElement, note: Note): string {
	const source = piece.attributes['uri'] ?? '';
	switch (piece.name) {
		case 'mattext':
		case 'mat_formattedtext':
		case 'matemtext':
			return words(piece);
		case 'matbreak':
			return '<br>';
		case 'matimage':
			return `<img src="${escape(source)}" alt="${escape(piece.attributes['label'] ?? '')}">`;
		case 'mataudio':
			return `<audio src="${escape(source)}" title="${escape(piece.attributes['label'] ?? '')}"></audio>`;
		case 'mat_extension':
		case 'altmaterial':
			return materialHtml(piece, note);
		default:
			note({ code: 'media_unsupported', detail: piece.name });
			return '';
	}
}

function words(piece: XmlElement): string {
	const type = (
		piece.attributes['texttype'] ??
		piece.attributes['type'] ??
		'text/plain'
	).toLowerCase();
	const hasElements = piece.children.some((child) => typeof child !== 'string');
	if (hasElements) return markupOf(piece);
	const text = textOf(piece);
	if (type === 'text/html' || type === 'html' || type === 'smart_text') return text;
	return escape(text).replaceAll('\n', '<br>');
}

const escape = (text: string) =>
	text
		.replaceAll('&', '&amp;')
		.replaceAll('<', '&lt;')
		.replaceAll('>', '&gt;')
		.replaceAll('"', '&quot;');
