/** What is said to one typed answer, which has no id to hang it on: the answer's name above it, so that it is true for whoever reads it. */
import remarkGfm from 'remark-gfm';
import remarkMath from 'remark-math';
import remarkStringify from 'remark-stringify';
import { unified } from 'unified';
import type { Change } from '../report.ts';

/** With what else is said, within what one text may hold. */
const MOST = 15_000;

/** `answer` is plain text, `said` Markdown. */
function saidTo(answer: string, said: string): string {
	const name = unified()
		.use(remarkGfm)
		.use(remarkMath)
		.use(remarkStringify)
		.stringify({
			type: 'root',
			children: [
				{
					type: 'paragraph',
					children: [{ type: 'strong', children: [{ type: 'text', value: answer }] }]
				}
			]
		})
		.trim();
	return `${name}\n\n${said}`;
}

/** One below the other, each under its answer. */
export function saidToEach(
	answers: readonly { name: string; said: string }[],
	note: (change: Change) => void
): string {
	let made = '';
	for (const { name, said } of answers) {
		if (said === '') continue;
		const next = made === '' ? saidTo(name, said) : `${made}\n\n${saidTo(name, said)}`;
		if (next.length > MOST) {
			note({ code: 'feedback_dropped', detail: name.slice(0, 80) });
			continue;
		}
		made = next;
		note({ code: 'feedback_merged' });
	}
	return made;
}
