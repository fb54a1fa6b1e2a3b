/**
 * A GIFT file's questions, with the line each begins on. A blank line ends one, though not between braces; where it was forgotten, a
 * name or a second pair of braces begins the next. A comment may carry `[id:…]` and `[tag:…]`.
 */
import { categoryPath } from '../moodle/category-path.ts';
import { hideSigns, showSigns } from './escapes.ts';

export type Block = {
	line: number;
	/** Its signs hidden (escapes.ts). */
	text: string;
	category: string[];
	tags: string[];
};

type Braces = 'none' | 'open' | 'closed';

export function readBlocks(text: string): Block[] {
	const blocks: Block[] = [];
	let category: string[] = [];
	let tags: string[] = [];
	let current: Block | null = null;
	let braces: Braces = 'none';
	let hasGap = false;
	const end = () => {
		if (current) blocks.push(current);
		current = null;
		braces = 'none';
		hasGap = false;
	};
	hideSigns(text.replaceAll(/\r\n?/g, '\n'))
		.split('\n')
		.forEach((line, at) => {
			const trimmed = line.trim();
			if (trimmed.startsWith('//')) {
				if (current && braces === 'open') current.tags.push(...tagsIn(trimmed));
				else tags.push(...tagsIn(trimmed));
				return;
			}
			const moved = /^\$CATEGORY\s*[:\ue100]\s*(.*)$/i.exec(trimmed);
			if (moved) {
				end();
				category = categoryPath(showSigns(moved[1] ?? ''));
				return;
			}
			if (trimmed === '') {
				if (braces === 'open') hasGap = true;
				else end();
				return;
			}
			if (current && beginsAnother(braces, line, hasGap)) end();
			if (current) current.text += `\n${line}`;
			else {
				current = { line: at + 1, text: line, category, tags };
				tags = [];
			}
			braces = after(braces, line);
		});
	end();
	return blocks;
}

function after(braces: Braces, line: string): Braces {
	const [open, close] = [line.lastIndexOf('{'), line.lastIndexOf('}')];
	return open === close ? braces : open > close ? 'open' : 'closed';
}

function beginsAnother(before: Braces, line: string, hasGap: boolean): boolean {
	const opens = /^[^}]*\{/.test(line);
	const isNamed = line.trimStart().startsWith('::');
	if (before === 'closed') return isNamed || opens;
	// Braces that never closed must not swallow what follows.
	return before === 'open' && hasGap && (isNamed || opens);
}

function tagsIn(comment: string): string[] {
	return [...comment.matchAll(/\[(id|tag):([^\]]+)\]/gi)].map(([, kind, value]) =>
		(kind?.toLowerCase() === 'id' ? `id:${value?.trim()}` : (value ?? '').trim()).slice(0, 100)
	);
}
