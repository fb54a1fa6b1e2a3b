import type { Gap } from '#sync/schema/item.ts';
import type { GapMarks } from '../marks/gap-marks.ts';
import { typedItem } from '../marks/typed-item.ts';
import { textOf, type XmlElement } from '../xml.ts';
import { promptOf, type Context, type Made } from './context.ts';

/** One gap with nothing written behind it is a question with an answer, not a text with a hole. */
export function lonelyGap(
	interactions: readonly XmlElement[],
	gaps: readonly Gap[],
	key: GapMarks | null,
	context: Context & { points: number }
): Made | null {
	const [interaction, ...more] = interactions;
	const [gap] = gaps;
	if (!interaction || !gap || more.length > 0 || gap.input === 'choice') return null;
	if (behind(context.body, interaction) !== '') return null;
	const { id, points } = context;
	const prompt = promptOf(null, context, (element) => (element === interaction ? '' : null));
	return typedItem({ id, prompt, points }, gap.input, key?.gaps[0] ?? null);
}

const UNREAD = new Set(['feedbackBlock', 'feedbackInline', 'rubricBlock', 'modalFeedback']);

/** The words after an element, in the order of the document. */
function behind(body: XmlElement, element: XmlElement): string {
	let isBehind = false;
	let words = '';
	const walk = (node: XmlElement) => {
		for (const child of node.children) {
			if (child === element) isBehind = true;
			else if (typeof child === 'string') words += isBehind ? child : '';
			else if (UNREAD.has(child.name)) continue;
			else if (isBehind) words += child.name === 'img' ? 'img' : textOf(child);
			else walk(child);
		}
	};
	walk(body);
	return words.trim();
}
