/** GIFT: text with braces, as teachers write it by hand and Moodle and others export it. */
import type { AuthoredItem } from '#sync/schema/authored-item.ts';
import type { Feedback } from '#sync/schema/solution.ts';
import { finishItem, firstWords, shortName } from '../finish-item.ts';
import { MediaShelf } from '../media-shelf.ts';
import { asHtml } from '../moodle/formatted-text.ts';
import { ImportRefusedError, type ImportReport, type ImportedItem } from '../report.ts';
import { noWatch, watched, type Watch } from '../watch.ts';
import { readBlocks, type Block } from './blocks.ts';
import { makeItem, type Texts } from './make-item.ts';
import { showSigns } from './escapes.ts';
import { isGift } from './is-gift.ts';
import { takeApart } from './question.ts';
import { textsOf } from './texts.ts';

const MOST_ITEMS = 10_000;

export function readGift(
	{ text, guessed, name = '.gift' }: { text: string; guessed: boolean; name?: string },
	watch: Watch = noWatch
): ImportReport {
	const blocks = readBlocks(text);
	if (blocks.length === 0 || !isGift(name, blocks)) throw new ImportRefusedError('no_items');
	if (blocks.length > MOST_ITEMS)
		throw new ImportRefusedError('too_many_items', String(blocks.length));
	const shelf = new MediaShelf();
	const items: ImportedItem[] = watched(blocks, watch, (block, at) =>
		finishItem({
			name: nameOf(block),
			found: `line ${block.line}`,
			make: (note) => {
				if (guessed) note({ code: 'encoding_guessed' });
				return authored(`item-${at + 1}`, block, textsOf(shelf, note));
			}
		})
	);
	return {
		format: 'gift',
		items,
		media: shelf.usedIn(
			items.map((item) => (item.outcome === 'left_out' ? '' : JSON.stringify(item.authored)))
		),
		broken: null
	};
}

function authored(id: string, block: Block, texts: Texts): AuthoredItem {
	const question = takeApart(block.text);
	const { item, solution, said } = makeItem(id, question, texts);
	const general = texts.markdown(question.general);
	const feedback: Feedback = { item: id, ...(general === '' ? {} : { general }), ...said };
	return {
		name: nameOf(block) || 'GIFT',
		item,
		solution,
		feedback: Object.keys(feedback).length > 1 ? feedback : null,
		category: block.category,
		tags: [...new Set(block.tags.filter((tag) => tag !== ''))].slice(0, 50),
		difficulty: null,
		language: null
	};
}

/** Its own, or how it begins; one that cannot be taken apart is known by its first words too. */
function nameOf({ text }: Block): string {
	const named = /^\s*::([\s\S]*?)::/.exec(text);
	const own = shortName(showSigns(named?.[1] ?? ''));
	if (own !== '') return own;
	// Without braces, taking it apart cannot fail.
	const stem = takeApart(text.slice(named?.[0].length ?? 0).replaceAll(/\{[\s\S]*|\}/g, '')).text;
	return firstWords(asHtml(stem.source, stem.format));
}
