/** XML as text. What XML 1.0 cannot say (2.2: control characters, halves of letters) is left out; nothing else is. */

// Pairs of surrogates are one letter under `u`; a half alone matches \p{Cs}.
const NOT_XML = /[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu;

export const escapeXml = (text: string): string =>
	text
		.replaceAll(NOT_XML, '')
		.replaceAll('&', '&amp;')
		.replaceAll('<', '&lt;')
		.replaceAll('>', '&gt;')
		// A reader makes a line's end of a bare return.
		.replaceAll('\r', '&#13;');

const escapeAttribute = (text: string): string =>
	escapeXml(text).replaceAll('"', '&quot;').replaceAll('\n', '&#10;').replaceAll('\t', '&#9;');

export type Attributes = Readonly<Record<string, string | number | boolean | undefined>>;

/** `inside` is markup already. */
export function tag(name: string, attributes: Attributes, ...inside: string[]): string {
	const written = Object.entries(attributes)
		.filter(([, value]) => value !== undefined)
		.map(([key, value]) => ` ${key}="${escapeAttribute(String(value))}"`)
		.join('');
	const content = inside.join('');
	return content === '' ? `<${name}${written}/>` : `<${name}${written}>${content}</${name}>`;
}

export const textTag = (name: string, text: string | number, attributes: Attributes = {}): string =>
	tag(name, attributes, escapeXml(String(text)));

export const xmlFile = (root: string): string =>
	`<?xml version="1.0" encoding="UTF-8"?>\n${root}\n`;
