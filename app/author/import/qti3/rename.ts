import type { XmlElement } from '../xml.ts';

/** QTI 3.0 has the elements of 2.2 with a prefix and hyphens, and their attributes with hyphens; HTML inside keeps its names. */
export function toNames2(element: XmlElement): XmlElement {
	const isQti = element.name.startsWith('qti-');
	return {
		name: isQti ? camel(element.name.slice(4)) : element.name,
		attributes: isQti
			? Object.fromEntries(
					Object.entries(element.attributes).map(([key, value]) => [
						key.startsWith('data-') ? key : camel(key),
						value
					])
				)
			: element.attributes,
		children: element.children.map((child) => (typeof child === 'string' ? child : toNames2(child)))
	};
}

const camel = (name: string) =>
	name.replaceAll(/-([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());
