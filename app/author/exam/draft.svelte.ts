/** The draft of an exam while it is written: what it says now, changes by name, and undoing one's own. Knows no network. */
import { changeItem } from '#sync/draft/change-item.ts';
import { addComment, readComments, setResolved, type Comment } from '#sync/draft/comments.ts';
import {
	addItem,
	addSection,
	moveItem,
	moveSection,
	readDraft,
	removeItem,
	removeSection,
	replaceText,
	restoreItem,
	setHead,
	type DraftProblem
} from '#sync/draft/draft-document.ts';
import { readRemoved, sweepRemoved, type Removed } from '#sync/draft/removed.ts';
import { readRestored, type Restored } from '#sync/draft/restored.ts';
import type { Draft, DraftItem, DraftSection } from '#sync/schema/draft.ts';
import { SvelteSet } from 'svelte/reactivity';
import type * as Y from 'yjs';
import { Kept } from './kept.ts';
import {
	emptyWords,
	itemFields,
	undoOf,
	sectionOf,
	textAt,
	type TextPath
} from './shared-fields.ts';

type Head = Omit<Draft, 'sections'>;
type SectionFields = Pick<DraftSection, 'title' | 'shuffle' | 'draw'>;

export class LiveDraft {
	readonly doc: Y.Doc;
	readonly mayEdit: boolean;
	readonly #name: string;
	readonly #later: (run: () => void) => void;
	readonly #undo: Y.UndoManager;
	readonly #kept = new Kept<DraftItem>();
	#draft: Draft | null = $state.raw(null);
	#problems: readonly DraftProblem[] = $state.raw([]);
	#comments: readonly Comment[] = $state.raw([]);
	#removed: readonly Removed[] = $state.raw([]);
	#restored: Restored | null = $state.raw(null);
	/** The last that was brought back before this page had the draft; undefined: it has none yet. */
	#before: Restored['at'] | null | undefined;
	/** Items that were written in, put in or moved here. */
	readonly #touched = new SvelteSet<string>();
	/** Taken away by somebody, and that was seen. */
	readonly #seen = new SvelteSet<string>();
	#steps = $state({ back: 0, forth: 0 });
	#waiting = false;

	/** `later`: when to read again what was written; once for many keys. `name`: of whoever writes. */
	constructor(doc: Y.Doc, mayEdit: boolean, later: (run: () => void) => void, name = '') {
		this.#name = name;
		this.doc = doc;
		this.mayEdit = mayEdit;
		this.#later = later;
		this.#undo = undoOf(doc, this);
		for (const event of ['stack-item-added', 'stack-item-popped', 'stack-cleared'] as const)
			this.#undo.on(event, () => this.#count());
		doc.on('update', this.#changed);
		this.#read();
	}

	/** null: nothing has come yet, or what came is no draft. */
	get draft(): Draft | null {
		return this.#draft;
	}

	get problems(): readonly DraftProblem[] {
		return this.#problems;
	}

	get mayUndo(): boolean {
		return this.#steps.back > 0;
	}

	get mayRedo(): boolean {
		return this.#steps.forth > 0;
	}

	get points(): number {
		const items = this.#draft?.sections.flatMap((section) => section.items) ?? [];
		return items.reduce((sum, { item }) => sum + item.points, 0);
	}

	item(id: string): DraftItem | undefined {
		return this.#draft?.sections.flatMap(({ items }) => items).find(({ item }) => item.id === id);
	}

	/** What several people write in at once. Another one after a version was brought back. */
	text(path: TextPath): Y.Text | null {
		void this.#draft;
		return textAt(this.doc, path)?.text ?? null;
	}

	write(path: TextPath, next: string): void {
		const found = textAt(this.doc, path);
		if (found && this.mayEdit && path.of === 'item') this.#touched.add(path.item);
		// Its field shows the shared text itself: the rest can be read once for many keys.
		if (found && this.mayEdit)
			this.doc.transact(() => replaceText(found.map, found.key, next), this);
	}

	setHead<Key extends keyof Head>(key: Key, value: Head[Key]): void {
		this.#do(() => setHead(this.doc, key, value), false);
	}

	setSection<Key extends keyof SectionFields>(id: string, key: Key, to: SectionFields[Key]): void {
		this.#do(() => sectionOf(this.doc, id)?.set(key, to), false);
	}

	setPoints(id: string, points: number): void {
		this.#touched.add(id);
		this.#do(() => itemFields(this.doc, id)?.set('points', points), false);
	}

	/** What follows from the last step: however long ago that was, undoing it takes this back too. After an undo it is a step of its own. */
	followItem(id: string, step: (now: DraftItem) => DraftItem): void {
		if (this.mayRedo) return this.#do(() => changeItem(this.doc, id, step));
		const { captureTimeout, lastChange } = this.#undo;
		this.#undo.captureTimeout = Number.POSITIVE_INFINITY;
		this.#undo.lastChange = Date.now();
		try {
			this.changeItem(id, step);
		} finally {
			Object.assign(this.#undo, { captureTimeout, lastChange });
		}
	}

	/** As a function of what it says now: what others wrote meanwhile stays. */
	changeItem(id: string, step: (now: DraftItem) => DraftItem): void {
		this.#touched.add(id);
		this.#do(() => changeItem(this.doc, id, step), false);
	}

	addSection(title: string): string {
		const id = `section-${short()}`;
		const section = { id, title, instructions: '', shuffle: false, draw: null };
		this.#do(() => addSection(this.doc, section));
		return id;
	}

	removeSection(id: string): void {
		this.#sweep();
		this.#do(() => removeSection(this.doc, id, this.#removal()));
	}

	moveSection(id: string, by: -1 | 1): void {
		const at = this.#draft?.sections.findIndex((section) => section.id === id) ?? -1;
		if (at >= 0 && at + by >= 0) this.#do(() => moveSection(this.doc, id, at + by));
	}

	/** At the end of the section; their names are the caller's to choose. */
	addItems(section: string, items: readonly DraftItem[]): void {
		for (const { item } of items) this.#touched.add(item.id);
		this.#do(() => {
			for (const item of items) addItem(this.doc, section, item);
		});
	}

	/** Right behind another one. */
	addBehind(other: string, item: DraftItem): void {
		const place = this.#placeOf(other);
		const section = place?.sections[place.section]?.id;
		if (!place || section === undefined) return;
		this.#touched.add(item.item.id);
		this.#do(() => {
			addItem(this.doc, section, item);
			moveItem(this.doc, item.item.id, section, place.at + 1);
		});
	}

	removeItem(id: string): void {
		this.#sweep();
		this.#do(() => removeItem(this.doc, id, this.#removal()));
	}

	/** All that was taken out and can be had back, the newest first. */
	get removed(): readonly Removed[] {
		return this.#removed;
	}

	/** The version that was brought back while this page was open. */
	get restored(): Restored | null {
		return this.#restored;
	}

	/** What another took out while it was written in or, `open`, looked at here; until it is back or was seen. */
	takenAway(open: string | null): (Removed & { written: boolean }) | null {
		const all = this.#removed.filter(
			({ id, client }) =>
				client !== this.doc.clientID &&
				!this.#seen.has(id) &&
				(id === open || this.#touched.has(id))
		);
		const found = all.find(({ id }) => id === open) ?? all[0];
		return found && this.mayEdit ? { ...found, written: this.#touched.has(found.id) } : null;
	}

	/** With what was written in it. */
	bringBack(id: string): void {
		this.#do(() => restoreItem(this.doc, id));
	}

	leaveOut(id: string): void {
		this.#seen.add(id);
	}

	/** Past the end of its section into the next one. */
	moveItem(id: string, by: -1 | 1): void {
		const place = this.#placeOf(id);
		if (!place) return;
		this.#touched.add(id);
		const { sections, section, at } = place;
		const to = at + by;
		const here = sections[section];
		if (here && to >= 0 && to < here.items.length)
			return this.#do(() => moveItem(this.doc, id, here.id, to));
		const there = sections[section + by];
		if (there) this.#do(() => moveItem(this.doc, id, there.id, by < 0 ? there.items.length : 0));
	}

	mayMove(id: string, by: -1 | 1): boolean {
		const place = this.#placeOf(id);
		if (!place) return false;
		const { sections, section, at } = place;
		const within = at + by >= 0 && at + by < (sections[section]?.items.length ?? 0);
		return within || sections[section + by] !== undefined;
	}

	/** To the end of another section, or to a place among its other items, counted from 0. */
	putInto(id: string, section: string, at = Number.MAX_SAFE_INTEGER): void {
		this.#touched.add(id);
		this.#do(() => moveItem(this.doc, id, section, at));
	}

	/** The oldest first. */
	comments(item: string): readonly Comment[] {
		return this.#comments.filter((comment) => comment.item === item);
	}

	comment(item: string, text: string): void {
		const said = { item, text, by: this.#name, at: Date.now() };
		this.#do(() => addComment(this.doc, crypto.randomUUID(), said), false);
	}

	resolve(comment: string, resolved: boolean): void {
		const by = { by: this.#name, at: Date.now() };
		this.#do(() => setResolved(this.doc, comment, resolved ? by : null), false);
	}

	/** One's own last step; what others did since stays. */
	undo(): void {
		this.#undo.undo();
	}

	redo(): void {
		this.#undo.redo();
	}

	destroy(): void {
		this.doc.off('update', this.#changed);
		this.#undo.destroy();
	}

	#placeOf(id: string) {
		const sections = this.#draft?.sections ?? [];
		for (const [section, { items }] of sections.entries()) {
			const at = items.findIndex(({ item }) => item.id === id);
			if (at >= 0) return { sections, section, at };
		}
		return null;
	}

	/** `apart`: undone by itself, not with what was typed just before. */
	#do(change: () => unknown, apart = true): void {
		if (!this.mayEdit) return;
		if (apart) this.#undo.stopCapturing();
		this.doc.transact(change, this);
		if (apart) this.#undo.stopCapturing();
		// A field that shows what was read would put back what it said before the last key.
		this.#readAgain();
	}

	#removal() {
		return { by: this.#name, at: Date.now() };
	}

	/** Not a step of one's own, so not undone. */
	#sweep(): void {
		if (this.mayEdit) sweepRemoved(this.doc);
	}

	readonly #changed = () => {
		if (this.#waiting) return;
		this.#waiting = true;
		this.#later(() => this.#readAgain());
	};

	#readAgain(): void {
		if (this.#waiting) this.#read();
	}

	#read(): void {
		this.#waiting = false;
		if (this.doc.getMap('exam').size === 0) return;
		// What must say something keeps one blank when it is rubbed out, until something is written.
		if (this.mayEdit) for (const text of emptyWords(this.doc)) text.insert(0, ' ');
		const comments = readComments(this.doc);
		if (JSON.stringify(comments) !== JSON.stringify(this.#comments)) this.#comments = comments;
		this.#lookRemoved();
		const found = readDraft(this.doc);
		this.#problems = found.ok ? [] : found.problems;
		if (!found.ok) return;
		const sections = found.draft.sections.map((section) => ({
			...section,
			items: section.items.map((item) => this.#kept.same(item.item.id, item))
		}));
		this.#draft = { ...found.draft, sections };
		this.#lookRestored();
	}

	#lookRemoved(): void {
		const removed = readRemoved(this.doc);
		if (JSON.stringify(removed) === JSON.stringify(this.#removed)) return;
		this.#removed = removed;
		// What came back and goes again is told again.
		for (const id of this.#seen) if (!removed.some((one) => one.id === id)) this.#seen.delete(id);
	}

	#lookRestored(): void {
		const found = readRestored(this.doc);
		if (this.#before === undefined) this.#before = found?.at ?? null;
		else if (found && found.at !== this.#before && found.at !== this.#restored?.at)
			this.#restored = found;
	}

	#count(): void {
		this.#steps = { back: this.#undo.undoStack.length, forth: this.#undo.redoStack.length };
	}
}

const short = (): string => crypto.randomUUID().slice(0, 8);
