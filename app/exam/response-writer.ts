/**
 * Turns what stands in a field into entries: a choice as its value, an essay as changes of the text last recorded with the whole text now
 * and then, and nothing at all where nothing changed. It knows what was recorded, so the page may say the same thing twice.
 */
import { essayChanges } from '#sync/responses.ts';
import type { ReplayedResponse } from '#sync/responses.ts';
import type { EntryContent } from '#sync/schema/entry.ts';
import type { ResponseData, ResponseValue } from '#sync/schema/response.ts';

type Append = (content: EntryContent, options: { urgent: boolean }) => Promise<{ seq: number }>;
type Recorded = {
	value: ResponseValue;
	saved: Promise<{ seq: number }>;
	/** Changes since the whole text was last written, and when that was. */
	changes: number;
	wholeAt: number;
};

const CHANGES_PER_WHOLE = 20;
const WHOLE_EVERY_MS = 30_000;

export class ResponseWriter {
	readonly #recorded = new Map<string, Recorded>();
	readonly #append: Append;
	readonly #monotonic: () => number;

	constructor(append: Append, monotonic: () => number) {
		this.#append = append;
		this.#monotonic = monotonic;
	}

	/** What the log says already. */
	load(responses: ReadonlyMap<string, ReplayedResponse>): void {
		for (const [item, { value, seq, brokenAt }] of responses) {
			// A text whose changes do not fit is told from the start next time.
			if (brokenAt !== null) continue;
			const saved = Promise.resolve({ seq });
			this.#recorded.set(item, { value, saved, changes: 0, wholeAt: this.#monotonic() });
		}
	}

	/** Resolves when durable. */
	async respond(item: string, entered: ResponseValue): Promise<{ seq: number }> {
		const value = wellFormed(entered);
		const before = this.#recorded.get(item);
		if (before && sameValue(before.value, value)) return before.saved;
		const now = this.#monotonic();
		const whole =
			!before || before.changes >= CHANGES_PER_WHOLE || now - before.wholeAt >= WHOLE_EVERY_MS;
		const changes = changesOf(item, before?.value, value, whole);
		const wrote = changes.map((data) =>
			this.#append({ kind: 'response', data } as EntryContent, { urgent: true })
		);
		const saved = Promise.all(wrote).then((all) => all.at(-1) ?? { seq: -1 });
		const wroteWhole = changes.some((change) => 'value' in change);
		const recorded: Recorded = {
			value,
			saved,
			changes: wroteWhole ? 0 : (before?.changes ?? 0) + changes.length,
			wholeAt: wroteWhole ? now : (before?.wholeAt ?? now)
		};
		this.#recorded.set(item, recorded);
		try {
			return await saved;
		} catch (error) {
			// Nothing was written: the next value must not be told as a change of this one.
			if (this.#recorded.get(item) === recorded) this.#recorded.delete(item);
			throw error;
		}
	}
}

function changesOf(
	item: string,
	before: ResponseValue | undefined,
	value: ResponseValue,
	whole: boolean
): ResponseData[] {
	if (value.type !== 'essay') return [{ item, value }];
	return essayChanges(item, before?.type === 'essay' ? before.text : null, value.text, { whole });
}

export function sameValue(a: ResponseValue, b: ResponseValue): boolean {
	return JSON.stringify(a) === JSON.stringify(b);
}

/** RFC 8785 has no bytes for half a surrogate pair. */
function wellFormed(value: ResponseValue): ResponseValue {
	if (value.type === 'gap_text')
		return {
			...value,
			filled: value.filled.map(({ gap, value: text }) => ({ gap, value: text.toWellFormed() }))
		};
	return 'text' in value ? { ...value, text: value.text.toWellFormed() } : value;
}
