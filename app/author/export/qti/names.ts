/** The two versions have the same elements: 3.0 writes them with a prefix and hyphens. HTML inside keeps its names in both. */
import { tag, type Attributes } from '../text/xml.ts';

export type Version = '2.2' | '3.0';
export type Element = (name: string, attributes: Attributes, ...inside: string[]) => string;

const kebab = (name: string) => name.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);

export const elementFor =
	(version: Version): Element =>
	(name, attributes, ...inside) =>
		version === '2.2'
			? tag(name, attributes, ...inside)
			: tag(
					`qti-${kebab(name)}`,
					Object.fromEntries(Object.entries(attributes).map(([key, value]) => [kebab(key), value])),
					...inside
				);
