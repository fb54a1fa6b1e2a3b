/**
 * A response's history as a person reads it. Every change of a choice is a revision. Typed text is recorded every few
 * key strokes; what was typed in one go, without a rest and without leaving the item, is one revision.
 */
import type { ResponseValue } from '#sync/schema/response.ts';

/** A longer rest while typing begins a new revision. */
export const REST_MS = 20_000;

export type Change = {
	value: ResponseValue;
	/** Edge time. */
	at: number;
	/** Number of the entry in its log, and of the log among the attempt's sessions. */
	entry: number;
	session: number;
};

export type Revision = {
	value: ResponseValue;
	/** First and last change of the revision. */
	from: number;
	to: number;
	/** The entry that recorded the value. */
	entry: number;
	session: number;
	changes: number;
};

const typed = (value: ResponseValue): boolean =>
	value.type === 'essay' || value.type === 'short_text' || value.type === 'numeric';

/** Gathers the revisions of one item while its log is read; a long essay's thousands of versions are never all kept. */
export class RevisionCollector {
	readonly #revisions: Revision[] = [];
	#closed = true;

	add(change: Change): void {
		const last = this.#revisions.at(-1);
		if (last && !this.#closed && continues(last, change)) {
			last.value = change.value;
			last.to = change.at;
			last.entry = change.entry;
			last.changes++;
			return;
		}
		this.#revisions.push({
			value: change.value,
			from: change.at,
			to: change.at,
			entry: change.entry,
			session: change.session,
			changes: 1
		});
		this.#closed = false;
	}

	/** The student left the item: what comes next is another revision. */
	leave(): void {
		this.#closed = true;
	}

	get revisions(): readonly Revision[] {
		return this.#revisions;
	}
}

const continues = (last: Revision, change: Change): boolean =>
	typed(change.value) && last.session === change.session && change.at - last.to < REST_MS;

/** Whether a value says anything. */
export function isEmpty(value: ResponseValue | null): boolean {
	if (value === null) return true;
	switch (value.type) {
		case 'single_choice':
			return value.choice === null;
		case 'multiple_choice':
			return value.choices.length === 0;
		case 'true_false':
			return value.value === null;
		default:
			return value.text.trim() === '';
	}
}
