import type { Item } from '#sync/schema/item.ts';
import type { Solution } from '#sync/schema/solution.ts';
import type { MediaShelf } from '../media-shelf.ts';
import { LeftOutError, type Change } from '../report.ts';
import { childrenOf, textOf, type XmlElement } from '../xml.ts';
import { bodyHtml, insideHtml, interactionNames, promptHtml } from './body.ts';
import type { Declaration } from './declarations.ts';
import type { Marking } from './marking.ts';

export type Made = { item: Item; solution: Solution | null };

/** What a reader of one type of interaction is given. */
export type Context = {
	id: string;
	item: XmlElement;
	body: XmlElement;
	/** Shared stimuli, before the prompt. */
	stimulus: string;
	marking: Marking;
	shelf: MediaShelf;
	markdown: (html: string) => string;
	/** A file of the package, as the item's own file calls it. */
	file: (source: string) => Uint8Array | null;
	/** The identifiers of the file by the ids they got, for feedback. */
	ids: Map<string, string>;
	note: (change: Change) => void;
};

export type ReadInteraction = (interaction: XmlElement, context: Context) => Made;

/** The prompt, with the interaction's own where it stands; `place` says what stands for elements inside. */
export function promptOf(
	interaction: XmlElement | null,
	context: Context,
	place: (element: XmlElement) => string | null = () => null
): string {
	const { body, stimulus, note } = context;
	const html = bodyHtml(
		body,
		(element) => place(element) ?? (element === interaction ? promptHtml(element, note) : null),
		note
	);
	const prompt = context.markdown(stimulus + html);
	if (prompt === '') throw new LeftOutError('no_prompt');
	return prompt;
}

export const inside = (element: XmlElement, { note, markdown }: Context): string =>
	markdown(insideHtml(element, () => null, note));

/** Our ids for the file's, in the order of the file. */
export function idsFor(
	elements: readonly XmlElement[],
	prefix: string,
	{ ids }: Context
): ReadonlyMap<string, string> {
	const made = new Map(
		elements.map(({ attributes }, at) => [
			(attributes['identifier'] ?? '').trim(),
			`${prefix}-${at + 1}`
		])
	);
	if (made.size !== elements.length) throw new LeftOutError('malformed', 'identifier');
	for (const [identifier, id] of made) ids.set(identifier, id);
	return made;
}

export function optionsOf(
	elements: readonly XmlElement[],
	ids: ReadonlyMap<string, string>,
	context: Context
): { id: string; text: string }[] {
	return elements.map((element) => ({
		id: idOf(ids, element.attributes['identifier'] ?? ''),
		text: inside(element, context)
	}));
}

export function idOf(ids: ReadonlyMap<string, string>, identifier: string): string {
	const id = ids.get(identifier.trim());
	if (id === undefined) throw new LeftOutError('malformed', identifier.slice(0, 100));
	return id;
}

export function responseOf(
	interaction: XmlElement,
	{ marking }: Context
): { name: string; declaration: Declaration | undefined } {
	const name = interaction.attributes['responseIdentifier'] ?? '';
	return { name, declaration: marking.responses.get(name) };
}

/** Mixed where it stands fixed and others move: then nothing moves. */
export function shuffleOf(
	interaction: XmlElement,
	choices: readonly XmlElement[],
	{ note }: Context
): boolean {
	if (interaction.attributes['shuffle'] !== 'true') return false;
	if (!choices.some(({ attributes }) => attributes['fixed'] === 'true')) return true;
	note({ code: 'layout_dropped', detail: 'fixed' });
	return false;
}

/** What is said to those who mark. */
export function rubricOf({ item, markdown, note }: Context): string {
	const blocks: XmlElement[] = [];
	const look = (element: XmlElement) => {
		for (const child of childrenOf(element)) {
			if (child.name !== 'rubricBlock') look(child);
			else if (/\bscorer\b/.test(child.attributes['view'] ?? '')) blocks.push(child);
		}
	};
	look(item);
	return blocks
		.map((block) => markdown(insideHtml(block, () => null, note)))
		.filter((text) => text !== '')
		.join('\n\n');
}

export function interactionsIn(body: XmlElement): XmlElement[] {
	return childrenOf(body).flatMap((child) =>
		interactionNames.has(child.name) ? [child] : interactionsIn(child)
	);
}

export const hasText = (element: XmlElement): boolean => textOf(element).trim() !== '';
