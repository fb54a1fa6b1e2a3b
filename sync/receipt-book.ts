/** What the edge has confirmed of this log, held against the log itself. */
import { openReceipt } from './receipt.ts';
import { refuse } from './refusal.ts';
import type { Refused } from './refusal.ts';
import type { EdgeKey, Signed } from './schema/signed.ts';
import type { Receipt } from './schema/receipt.ts';

export type KeptReceipt = { receipt: Receipt; signed: Signed };
/** A receipt of this log; `ahead`: for entries that are not here, so the store has lost its end. */
export type JudgedReceipt = { ok: true; kept: KeptReceipt; ahead: boolean } | Refused;

export class ReceiptBook {
	/** Ends of segments by the sequence number of their last entry, from the newest receipt on. */
	#ends = new Map<number, { segment: number; head: string }>();
	#newest: KeptReceipt | null = null;
	#matched = 0;

	get newest(): KeptReceipt | null {
		return this.#newest;
	}

	/** Segments before this index are the edge's too: a receipt over the head after them fits. */
	get matched(): number {
		return this.#matched;
	}

	noteSegment(segment: number, last: number, head: string): void {
		this.#ends.set(last, { segment, head });
	}

	async judge(
		signed: Signed,
		own: { session: string; attempt: string; next: number; edgeKey: EdgeKey }
	): Promise<JudgedReceipt> {
		const opened = await openReceipt(signed, [own.edgeKey]);
		if (!opened.ok) return opened;
		const { receipt } = opened;
		if (receipt.session !== own.session || receipt.attempt !== own.attempt)
			return refuse('wrong_session', { seq: receipt.seq });
		const kept = { receipt, signed };
		if (receipt.seq >= own.next) return { ok: true, kept, ahead: true };
		const end = this.#ends.get(receipt.seq);
		const older = this.#newest !== null && receipt.seq < this.#newest.receipt.seq;
		if (!older && end?.head !== receipt.head) return refuse('fork', { seq: receipt.seq });
		return { ok: true, kept, ahead: false };
	}

	/** Only what `judge` let pass. */
	keep({ kept, ahead }: { kept: KeptReceipt; ahead: boolean }): void {
		const { seq } = kept.receipt;
		if (this.#newest && seq <= this.#newest.receipt.seq) return;
		this.#newest = kept;
		if (ahead) return;
		this.#matched = (this.#ends.get(seq)?.segment ?? -1) + 1;
		for (const last of this.#ends.keys()) if (last < seq) this.#ends.delete(last);
	}
}
