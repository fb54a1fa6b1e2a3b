/** One `<question>` as its reader sees it: fields by name, and texts as Markdown, whatever format they are written in. */
import type { Item } from '#sync/schema/item.ts';
import type { Feedback, Solution } from '#sync/schema/solution.ts';
import type { MediaShelf } from '../media-shelf.ts';
import { LeftOutError, type Change } from '../report.ts';
import { childOf, childrenOf, textOf, type XmlElement } from '../xml.ts';
import { filesOf } from './files.ts';
import { formatNamed, formattedToMarkdown, type TextFormat } from './formatted-text.ts';
import { readDecimal } from './read-decimal.ts';

export type Note = (change: Change) => void;
export type Base = { id: string; prompt: string; points: number };
/** What a reader makes; `said` is feedback that hangs on answers. */
export type Made = { item: Item; solution: Solution | null; said?: Omit<Feedback, 'item'> };
/** Changes the source of a text before it is read: puts marks where gaps are, numbers where wildcards are. */
export type Rewrite = (source: string) => string;

const asItIs: Rewrite = (source) => source;

export class MoodleQuestion {
	readonly id: string;
	readonly element: XmlElement;
	readonly note: Note;
	readonly shelf: MediaShelf;

	constructor(id: string, element: XmlElement, shelf: MediaShelf, note: Note) {
		this.id = id;
		this.element = element;
		this.shelf = shelf;
		this.note = note;
	}

	field(name: string): string {
		return sourceOf(childOf(this.element, name)).trim();
	}

	flag(name: string): boolean {
		return isTrue(this.field(name));
	}

	all(name: string): XmlElement[] {
		return childrenOf(this.element, name);
	}

	markdown(element: XmlElement | undefined, rewrite: Rewrite = asItIs): string {
		if (!element) return '';
		return this.toMarkdown(rewrite(sourceOf(element)), formatOf(element), element);
	}

	toMarkdown(source: string, format: TextFormat, own: XmlElement = this.element): string {
		const finder = filesOf(this.element, own, this.shelf);
		const { text, changes } = formattedToMarkdown(source, format, finder);
		changes.forEach(this.note);
		return text;
	}

	base(rewrite: Rewrite = asItIs): Base {
		const prompt = this.markdown(childOf(this.element, 'questiontext'), rewrite);
		if (prompt === '') throw new LeftOutError('no_prompt');
		return { id: this.id, prompt, points: this.#points() };
	}

	#points(): number {
		const written = this.field('defaultgrade');
		if (written === '') return 1;
		const points = readDecimal(written);
		if (points === null || points < 0 || points > 1000)
			throw new LeftOutError('marks_invalid', written);
		return points;
	}
}

export const formatOf = (element: XmlElement | undefined): TextFormat =>
	formatNamed(element?.attributes['format']) ?? 'moodle';

/** What stands in `<text>`; files and feedback beside it are no part of it. */
export const sourceOf = (element: XmlElement | undefined): string =>
	element ? textOf(childOf(element, 'text') ?? element) : '';

export const isTrue = (text: string): boolean => /^(1|true)$/i.test(text);
