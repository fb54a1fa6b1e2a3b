/** Words that are centred or stand at the right: our Markdown has them at the side of the text, except in a column of a table. */
import type { Element } from 'hast';
import { words } from './html-formulas.ts';

const BLOCKS = new Set(['p', 'div', 'h1', 'h2', 'h3', 'h4', 'h5', 'h6', 'center', 'blockquote']);

/** '' is as the text runs; justified is no other place. */
export function alignmentOf({ tagName, properties }: Element): '' | 'center' | 'right' {
	if (tagName === 'center') return 'center';
	const style = /(?:^|;)\s*text-align\s*:\s*(center|right)\b/i.exec(
		String(properties['style'] ?? '')
	);
	const found = (style?.[1] ?? String(properties['align'] ?? '')).toLowerCase();
	return found === 'center' || found === 'right' ? found : '';
}

/** A picture or a formula alone stands on its own line wherever it is, and means the same. */
export const isMoved = (node: Element): boolean =>
	BLOCKS.has(node.tagName) && alignmentOf(node) !== '' && words(node).trim() !== '';
