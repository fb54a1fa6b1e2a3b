/**
 * A draft as a Yjs document. Sections and items stand in two flat maps by id; an item says in which section it is and where, so moving
 * one, also to another section, is a change of two fields, and an edit that somebody else makes meanwhile goes with it.
 */
import * as Y from 'yjs';
import { draft as draftSchema } from '../schema/draft.ts';
import type { Draft, DraftItem, DraftSection } from '../schema/draft.ts';
import { itemId } from '../schema/text.ts';
import { mendItem } from './mend-item.ts';
import { byRank, rankBetween } from './rank.ts';
import {
	forgetMarks,
	isRemoved,
	markRemoved,
	markSection,
	unmark,
	unmarkSection
} from './removed.ts';
import type { Removal } from './removed.ts';
import { fromShared, sharedMap, toShared } from './shared-value.ts';

type JsonObject = Parameters<typeof sharedMap>[0];
type Head = Omit<Draft, 'sections'>;
type SectionHead = Omit<DraftSection, 'items'>;

const head = (doc: Y.Doc) => doc.getMap<unknown>('exam');
const sections = (doc: Y.Doc) => doc.getMap<Y.Map<unknown>>('sections');
const items = (doc: Y.Doc) => doc.getMap<Y.Map<unknown>>('items');

export type DraftProblem = { path: string; because: string };
export type ReadDraft = { ok: true; draft: Draft } | { ok: false; problems: DraftProblem[] };

/** Into an empty document, in one transaction. */
export function writeDraft(doc: Y.Doc, draft: Draft): void {
	doc.transact(() => {
		const { sections: parts, ...rest } = draft;
		for (const [key, value] of Object.entries(plain(rest)))
			head(doc).set(key, toShared(value, key));
		for (const { items: inside, ...part } of parts) {
			addSection(doc, part);
			for (const item of inside) addItem(doc, part.id, item);
		}
	});
}

/** What is there goes, what is given comes: an older version, brought back. In one transaction. */
export function replaceDraft(doc: Y.Doc, draft: Draft): void {
	doc.transact(() => {
		for (const map of [head(doc), sections(doc), items(doc)] as Y.Map<unknown>[])
			for (const key of [...map.keys()]) map.delete(key);
		forgetMarks(doc);
		writeDraft(doc, draft);
	});
}

export function readDraft(doc: Y.Doc): ReadDraft {
	const parts = ranked(sections(doc)).map((part) => ({
		...(fromShared(part) as JsonObject),
		items: ranked(items(doc))
			.filter((item) => item.get('section') === part.get('id') && isThere(doc, item))
			.map((item) => {
				const { section: _section, ...rest } = fromShared(item) as JsonObject;
				return rest;
			})
	}));
	const rest = fromShared(head(doc)) as JsonObject;
	let read = draftSchema.safeParse({ ...rest, sections: parts });
	if (!read.success) {
		const mended = parts.map((part) => ({ ...part, items: part.items.map(mendItem) }));
		read = draftSchema.safeParse({ ...rest, sections: mended });
	}
	if (read.success) return { ok: true, draft: read.data };
	const problems = read.error.issues.map(({ path, code }) => ({
		path: path.join('.'),
		because: code
	}));
	return { ok: false, problems };
}

export function setHead<K extends keyof Head>(doc: Y.Doc, key: K, value: Head[K]): void {
	if (key === 'instructions') return replaceText(head(doc), key, String(value));
	head(doc).set(key, value);
}

/** Behind the last. */
export function addSection(doc: Y.Doc, section: SectionHead): void {
	const all = sections(doc);
	const map = sharedMap(plain(section));
	map.set('rank', rankBetween(lastRank(ranked(all)), null));
	all.set(section.id, map);
	unmarkSection(doc, section.id);
}

/** Its items go with it, as if each was taken out; also what others put into it meanwhile (removed.ts). */
export function removeSection(doc: Y.Doc, id: string, removal: Removal): void {
	doc.transact(() => {
		for (const [key, item] of items(doc).entries())
			if (item.get('section') === id && !isRemoved(doc, key)) markRemoved(doc, key, removal);
		sections(doc).delete(id);
		markSection(doc, id, removal);
	});
}

/** At the end of the section. */
export function addItem(doc: Y.Doc, section: string, item: DraftItem): void {
	const map = sharedMap(plain(item));
	map.set('section', section);
	map.set('rank', rankBetween(lastRank(inSection(doc, section)), null));
	items(doc).set(item.item.id, map);
	unmark(doc, item.item.id);
}

export const removeItem = markRemoved;

/** With all that was written in it since; where its section is gone, at the end of the last, or of a new one. */
export function restoreItem(doc: Y.Doc, id: string): void {
	const item = items(doc).get(id);
	if (!item) return;
	doc.transact(() => {
		const own = String(item.get('section'));
		if (!sections(doc).has(own)) {
			const last = ranked(sections(doc)).at(-1)?.get('id');
			const into = last === undefined ? emptySection(doc, own) : String(last);
			const rank = rankBetween(lastRank(inSection(doc, into)), null);
			item.set('section', into);
			item.set('rank', rank);
		}
		unmark(doc, id);
	});
}

/** By the id that it had: two who bring back what was in it make one. */
function emptySection(doc: Y.Doc, had: string): string {
	const id = itemId.catch('section').parse(had);
	addSection(doc, { id, title: '', instructions: '', shuffle: false, draw: null });
	return id;
}

/** To the place `to`, counted from 0 among the others of `section`. */
export function moveItem(doc: Y.Doc, id: string, section: string, to: number): void {
	const moved = items(doc).get(id);
	if (!moved || !sections(doc).has(section)) return;
	const others = inSection(doc, section).filter((item) => item !== moved);
	doc.transact(() => {
		moved.set('section', section);
		moved.set('rank', rankAt(others, to));
	});
}

export function moveSection(doc: Y.Doc, id: string, to: number): void {
	const moved = sections(doc).get(id);
	if (!moved) return;
	const others = ranked(sections(doc)).filter((section) => section !== moved);
	moved.set('rank', rankAt(others, to));
}

function rankAt(others: readonly Y.Map<unknown>[], to: number): string {
	const at = Math.min(Math.max(0, to), others.length);
	const low = others[at - 1]?.get('rank');
	let next = at;
	// Two of the same rank have nothing between them: behind both is as near as it gets.
	while (next < others.length && others[next]?.get('rank') === low) next++;
	const high = others[next]?.get('rank');
	return rankBetween(
		low === undefined ? null : String(low),
		high === undefined ? null : String(high)
	);
}

const inSection = (doc: Y.Doc, section: string) =>
	ranked(items(doc)).filter((item) => item.get('section') === section && isThere(doc, item));

const isThere = (doc: Y.Doc, item: Y.Map<unknown>): boolean => {
	const fields: unknown = item.get('item');
	return !(fields instanceof Y.Map && isRemoved(doc, fields.get('id')));
};

const ranked = (all: Y.Map<Y.Map<unknown>>): Y.Map<unknown>[] =>
	[...all.entries()]
		.map(([id, thing]) => ({ id, thing, rank: String(thing.get('rank') ?? '') }))
		.toSorted(byRank)
		.map(({ thing }) => thing);

const lastRank = (things: readonly Y.Map<unknown>[]): string | null => {
	const last = things.at(-1)?.get('rank');
	return last === undefined ? null : String(last);
};

/** The smallest change from what is there: a whole replacement would undo what others type meanwhile. */
export function replaceText(map: Y.Map<unknown>, key: string, next: string): void {
	const text = map.get(key);
	if (!(text instanceof Y.Text)) {
		map.set(key, new Y.Text(next));
		return;
	}
	const now = text.toString();
	let from = 0;
	while (from < now.length && from < next.length && now[from] === next[from]) from++;
	let end = 0;
	while (
		end < now.length - from &&
		end < next.length - from &&
		now[now.length - 1 - end] === next[next.length - 1 - end]
	)
		end++;
	const write = () => {
		if (now.length - end > from) text.delete(from, now.length - end - from);
		if (next.length - end > from) text.insert(from, next.slice(from, next.length - end));
	};
	if (text.doc) text.doc.transact(write);
	else write();
}

/** Without what zod calls optional and is not there: Yjs keeps `undefined` as a value. */
const plain = (value: object): JsonObject => JSON.parse(JSON.stringify(value)) as JsonObject;
