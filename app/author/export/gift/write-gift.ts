/** GIFT: a name, a text, and the answers in braces; categories and tags on lines of their own. */
import type { AuthoredItem } from '#sync/schema/authored-item.ts';
import { writeEach, type MediaBytes, type Written } from '../report.ts';
import { answersOf } from './answers.ts';
import { escapeGift } from './escape.ts';
import { giftText, type GiftText } from './gift-text.ts';

export function writeGift(items: readonly AuthoredItem[], media: MediaBytes): Written {
	const text = giftText(media);
	let path = '';
	const { parts, leftOut } = writeEach(items, (authored) => {
		const written = question(authored, text);
		const next = authored.category.map((name) => name.replaceAll('/', '//')).join('/');
		if (next === path) return written;
		path = next;
		return `$CATEGORY: ${escapeGift(`$course$/top${next === '' ? '' : `/${next}`}`)}\n\n${written}`;
	});
	return { bytes: new TextEncoder().encode(`${parts.join('\n\n')}\n`), leftOut };
}

function question(authored: AuthoredItem, text: GiftText): string {
	const { name, item, tags, feedback } = authored;
	const answers = answersOf(authored, text);
	const comment = tags.map((one) => `[tag:${one.replaceAll(/\s+/g, ' ')}]`).join(' ');
	const head = `::${escapeGift(name)}::[html]${text.block(item.prompt)}`;
	const general = feedback?.general ? `####${text.block(feedback.general)}` : '';
	const body = answers === null ? '' : `{${answers}${general}}`;
	return (comment === '' ? '' : `// ${comment}\n`) + head + body;
}
