/** Formulas of a text, as elements between the two trees: MathML, and what is written between signs. */
import type { Element, ElementContent } from 'hast';
import type { PhrasingContent } from 'mdast';
import { mathmlToLatex } from './mathml.ts';
import type { Change } from './report.ts';

/** No element of HTML or MathML is called so. */
export const FORMULA = 'x-formula';

export const words = (node: Element | ElementContent): string =>
	node.type === 'text'
		? node.value
		: node.type === 'element'
			? node.children.map(words).join('')
			: '';

export const math = (tex: string, display: boolean): Element => ({
	type: 'element',
	tagName: FORMULA,
	properties: { dataDisplay: String(display) },
	// A space at its end would swallow the one behind it.
	children: [{ type: 'text', value: tex.trim() }]
});

export function formulaOf(node: Element, note: (change: Change) => void): Element {
	const { tex, lost } = mathmlToLatex(node);
	if (lost !== null) note({ code: 'formatting_lost', detail: lost });
	return math(tex, node.properties['display'] === 'block');
}

export function formulaNode(node: Element): PhrasingContent {
	const tex = words(node).replaceAll(/\s+/g, ' ').trim();
	const made = { type: 'inlineMath', value: tex };
	// `$$…$$` inside a line is how our reader knows a formula that stands for itself.
	if (node.properties['dataDisplay'] === 'true') return { type: 'html', value: `$$${tex}$$` };
	return made as unknown as PhrasingContent;
}

/** `\(…\)`, `\[…\]` and `$$…$$`, as Moodle and Canvas write them, and `$…$` where it is surely no price. */
export function formulasIn(text: string): ElementContent[] {
	const made: ElementContent[] = [];
	let last = 0;
	for (const found of text.matchAll(
		/\\\(([\s\S]{1,5000}?)\\\)|\\\[([\s\S]{1,5000}?)\\\]|\$\$([\s\S]{1,5000}?)\$\$|(?<![\w\\$])\$([^$]{1,400}?)\$(?![\w$])/g
	)) {
		const inline = found[1] ?? found[4];
		if (found[4] !== undefined && !isTex(found[4])) continue;
		if (found.index > last) made.push({ type: 'text', value: text.slice(last, found.index) });
		made.push(math(inline ?? found[2] ?? found[3] ?? '', inline === undefined));
		last = found.index + found[0].length;
	}
	if (last < text.length) made.push({ type: 'text', value: text.slice(last) });
	return made;
}

/** Letters that stand alone, and a sign of a formula; "5 to the shop and " between two prices has words. */
function isTex(text: string): boolean {
	const bare = text.replaceAll(/\\[A-Za-z]+/g, '').replaceAll(/\{[^{}]*\}/g, '');
	if (/\p{L}{2,}/u.test(bare)) return false;
	return /\\[A-Za-z]|[\^_=]/.test(text) || /^[A-Za-z]$/.test(text.trim());
}
