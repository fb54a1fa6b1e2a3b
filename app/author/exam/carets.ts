/** Where the others are writing, and telling them where one is oneself; the page of an exam gives it to the fields in it. */
import { getContext, hasContext, setContext } from 'svelte';
import type { Attachment } from 'svelte/attachments';
import type * as Y from 'yjs';
import { indexIn, positionAt, type CaretPosition } from './caret-position.ts';
import type { Editor } from './presence.ts';

export interface Caret {
	client: number;
	name: string;
	lane: number;
	index: number;
	/** Another one when they moved, the same when somebody wrote before it. */
	place: string;
}
interface Line {
	readonly editors: readonly Editor[];
	caret: (position: CaretPosition | null) => void;
}

const key = Symbol('carets');

export class Carets {
	readonly #line: () => Line | undefined;

	constructor(line: () => Line | undefined) {
		this.#line = line;
	}

	in(text: Y.Text): Caret[] {
		return (this.#line()?.editors ?? []).flatMap(({ client, name, lane, caret }) => {
			const index = caret && indexIn(text, caret);
			if (!caret || index === null) return [];
			// The end of a text is the same place however much is written there.
			const place = caret.item ? JSON.stringify(caret.item) : `end ${index}`;
			return [{ client, name, lane, index, place }];
		});
	}

	/** Tells where the caret of this area stands, while it has the focus. */
	follow(text: Y.Text): Attachment<HTMLTextAreaElement> {
		return (area) => {
			let inside = false;
			const tell = () => {
				const now = document.activeElement === area;
				if (now) this.#line()?.caret(positionAt(text, area.selectionEnd));
				else if (inside) this.#line()?.caret(null);
				inside = now;
			};
			const moments = ['selectionchange', 'focusin', 'focusout'] as const;
			// Of the document: some browsers tell of the selection in an area nowhere else. Who left is known a moment later.
			const soon = () => queueMicrotask(tell);
			for (const moment of moments) document.addEventListener(moment, soon);
			return () => {
				for (const moment of moments) document.removeEventListener(moment, soon);
				if (inside) this.#line()?.caret(null);
			};
		};
	}
}

export const setCarets = (carets: Carets): Carets => setContext(key, carets);
/** null: what is written here is written by one person. */
export const optionalCarets = (): Carets | null =>
	hasContext(key) ? getContext<Carets>(key) : null;
