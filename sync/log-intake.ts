/**
 * What reaches a session's log from outside: control entries, and own segments that come back after the store had lost them.
 * Admission first, then the store's queue, the document, and only then whoever listens.
 */
import { admitControlSegments, admitRun, admitSegments } from './admission.ts';
import type { Bytes } from './bytes.ts';
import type { LogDocument } from './log-document.ts';
import type { ControlState, LogState } from './log-state.ts';
import type { ReceiptBook } from './receipt-book.ts';
import { refuse } from './refusal.ts';
import type { Refused } from './refusal.ts';
import type { ControlEntry } from './schema/control-entry.ts';
import type { Entry } from './schema/entry.ts';
import type { Signed } from './schema/signed.ts';
import { decodeSegment } from './segment.ts';
import type { Segment } from './segment.ts';
import type { SessionPapers } from './stored-log.ts';
import { readUpdate } from './yjs-update.ts';
import type { Run } from './yjs-update.ts';
import { CONTROL_CLIENT, CONTROL_ROOT, LOG_CLIENT, LOG_ROOT } from './yjs-wire.ts';

export type Adopted = { state: LogState; items: Bytes[]; segments: Segment[]; entries: Entry[] };

type Deps = {
	papers: SessionPapers;
	document: LogDocument;
	receipts: ReceiptBook;
	/** Sequence number of the next own entry. */
	next: () => number;
	/** The own log's state while it may still be continued from outside; null once something is written after it. */
	adoptable: () => LogState | null;
	adopt: (adopted: Adopted) => void;
	storeControl: (index: number, bytes: Bytes) => void;
	onControl: (entry: ControlEntry) => void;
};

const writers = new Map([
	[LOG_CLIENT, LOG_ROOT],
	[CONTROL_CLIENT, CONTROL_ROOT]
]);

export class LogIntake {
	#control: ControlState;
	#turn: Promise<unknown> = Promise.resolve();
	readonly #deps: Deps;

	constructor(control: ControlState, deps: Deps) {
		this.#control = control;
		this.#deps = deps;
	}

	/** One after the other, because admission awaits signatures. */
	admit(update: Uint8Array): Promise<{ ok: true } | Refused> {
		const admitted = this.#turn.then(() => this.#admit(update));
		this.#turn = admitted.catch(() => undefined);
		return admitted;
	}

	/** A receipt that came with a control entry, held against the own log. */
	judge(signed: Signed) {
		const { papers, receipts, next } = this.#deps;
		const { session, ticket, edgeKey } = papers;
		return receipts.judge(signed, { session, attempt: ticket.attempt, next: next(), edgeKey });
	}

	async #admit(update: Uint8Array): Promise<{ ok: true } | Refused> {
		const read = readUpdate(update, writers);
		if (!read.ok) return read;
		// Own segments first: receipts are held against them.
		for (const run of read.runs.sort((a, b) => a.client - b.client)) {
			const entered = await this.#admitRun(run);
			if (!entered.ok) return entered;
		}
		return { ok: true };
	}

	async #admitRun(run: Run): Promise<{ ok: true } | Refused> {
		const which = run.client === LOG_CLIENT ? 'log' : 'control';
		const admitted = admitRun(run, this.#deps.document.known(which));
		if (!admitted.ok || admitted.items.length === 0) return admitted;
		return which === 'log' ? this.#admitLog(admitted.items) : this.#admitControl(admitted.items);
	}

	async #admitLog(items: Bytes[]): Promise<{ ok: true } | Refused> {
		const { adoptable, adopt, papers, next } = this.#deps;
		const state = adoptable();
		// Entries written here already stand where the edge has others.
		if (!state) return refuse('fork', { seq: next() });
		const admitted = await admitSegments(items, state, { verify: papers.verifyLog });
		if (!admitted.ok)
			return (await this.#isOwn(items[0])) ? refuse('fork', { seq: next() }) : admitted;
		if (adoptable() !== state) return refuse('fork', { seq: next() });
		adopt({ ...admitted, items });
		return { ok: true };
	}

	/** Signed by this device, so it is another history of its own and not a mistake of the edge. */
	async #isOwn(item: Bytes | undefined): Promise<boolean> {
		const decoded = item && decodeSegment(item);
		if (!decoded?.ok || decoded.segment.session !== this.#deps.papers.session) return false;
		return this.#deps.papers.verifyLog(decoded.segment.signed, decoded.segment.signature);
	}

	async #admitControl(items: Bytes[]): Promise<{ ok: true } | Refused> {
		const { papers, document, receipts, storeControl, onControl } = this.#deps;
		const admitted = await admitControlSegments(items, this.#control, {
			verify: papers.verifyControl
		});
		if (!admitted.ok) return admitted;
		const judged = [];
		for (const entry of admitted.entries) {
			if (entry.kind !== 'receipt') continue;
			const receipt = await this.judge(entry.data.receipt);
			if (!receipt.ok) return receipt;
			judged.push(receipt);
		}
		items.forEach((bytes, offset) => storeControl(this.#control.segments + offset, bytes));
		document.loadControl(items);
		this.#control = admitted.state;
		for (const receipt of judged) receipts.keep(receipt);
		for (const entry of admitted.entries) onControl(entry);
		return { ok: true };
	}
}
