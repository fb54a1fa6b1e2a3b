/** Gives an entry its place: sequence number, time, wall clock, boot. Holds itself to the rules admission will hold it to. */
import { encodeEntry } from './entry.ts';
import { followLog } from './entry-rules.ts';
import type { LogState } from './log-state.ts';
import type { Refusal } from './refusal.ts';
import { entry as entrySchema } from './schema/entry.ts';
import type { Entry, EntryContent } from './schema/entry.ts';
import type { Bytes } from './bytes.ts';

export type WriterClock = {
	/** Unix ms. */
	now: () => number;
	/** Milliseconds from anywhere, never falling while the page lives. */
	monotonic: () => number;
};

/** The entry breaks a rule (a second open, anything after submit): a mistake of the caller, and nothing was written. */
export class LogRuleError extends Error {
	override name = 'LogRuleError';
	readonly refusal: Refusal;
	constructor(refusal: Refusal) {
		super(refusal.code);
		this.refusal = refusal;
	}
}

export class LogWriter {
	#state: LogState;
	#clock: WriterClock;
	/** `t` = base + what the monotonic clock has run since it read `from`. */
	#base: number;
	#from: number;

	constructor(state: LogState, clock: WriterClock) {
		this.#state = state;
		this.#clock = clock;
		this.#from = clock.monotonic();
		// After a reload the wall clock says how long nobody counted; one that was set back says nothing.
		const gap = state.next > 0 ? Math.max(0, Math.floor(clock.now()) - state.lastWall) : 0;
		this.#base = state.lastT + gap;
	}

	get state(): LogState {
		return this.#state;
	}

	/** Milliseconds since the session opened, as the next entry would say. */
	get t(): number {
		const run = this.#base + (this.#clock.monotonic() - this.#from);
		return Math.max(this.#state.lastT, Math.floor(run));
	}

	place(content: EntryContent): { bytes: Bytes; entry: Entry } {
		const { kind, data } = content;
		// A monotonic clock that stood still in sleep is put forward by what it lost.
		const lost =
			kind === 'resume' && data.reason === 'wake' ? Math.max(0, data.monotonicLostMs) : 0;
		const reloaded = kind === 'resume' && data.reason === 'reload';
		const seq = this.#state.next;
		const header = {
			seq,
			t: seq === 0 ? 0 : this.t + lost,
			wall: Math.max(0, Math.floor(this.#clock.now())),
			boot: this.#state.lastBoot + (reloaded ? 1 : 0)
		};
		const own = kind === 'submit' ? { ...data, total: seq + 1 } : data;
		// An optional field that is there and undefined is an absent one to its writer, but not to RFC 8785.
		const entry = entrySchema.parse({ ...header, kind, data: withoutUndefined(own) });
		const bytes = encodeEntry(entry);
		const followed = followLog(this.#state, entry);
		if (!followed.ok) throw new LogRuleError(followed.refusal);
		this.#state = followed.state;
		this.#base += lost;
		if (seq === 0) this.#from = this.#clock.monotonic();
		return { bytes, entry };
	}

	/** The `resume` a reload begins with; null when there is nothing to resume. */
	resumeAfterReload(): EntryContent | null {
		if (this.#state.next === 0 || this.#state.submitted) return null;
		const gapMs = Math.floor(this.#clock.now()) - this.#state.lastWall;
		return { kind: 'resume', data: { reason: 'reload', gapMs, monotonicLostMs: 0 } };
	}
}

function withoutUndefined(value: unknown): unknown {
	if (Array.isArray(value)) return value.map(withoutUndefined);
	if (typeof value !== 'object' || value === null) return value;
	return Object.fromEntries(
		Object.entries(value)
			.filter(([, member]) => member !== undefined)
			.map(([name, member]) => [name, withoutUndefined(member)])
	);
}
