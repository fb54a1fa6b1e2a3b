/** Segments and frames that an honest device would never send: sealed by hand, with the device's own key where the attack has it. */
import { fromHex, toHex, utf8 } from '#sync/bytes.ts';
import type { Bytes } from '#sync/bytes.ts';
import { canonicalText } from '#sync/canonical.ts';
import { newLogState, policyHash } from '#sync/log-state.ts';
import { sealSegment } from '#sync/segment.ts';
import { LOG_CLIENT, LOG_ROOT, encodeItems, updateFrame } from '#sync/yjs-wire.ts';
import type { DeviceKey, DevicePapers } from './edge-device.ts';

type Draft = Record<string, unknown>;

/** Keeps a chain like SessionLog does, but asks nothing of what goes into it. */
export class Forger {
	readonly session = crypto.randomUUID();
	readonly papers: DevicePapers;
	key: DeviceKey;
	next = 0;
	items = 0;
	#head: Bytes;
	readonly #began = Date.now();

	constructor(papers: DevicePapers) {
		this.papers = papers;
		this.key = papers.key;
		this.#head = fromHex(newLogState(this.session, papers.ticket, papers.ticketHash).head);
	}

	get head(): string {
		return toHex(this.#head);
	}

	entry(kind: string, data: unknown, more: Draft = {}): Bytes {
		const now = Date.now();
		const seq = this.next++;
		const t = seq === 0 ? 0 : now - this.#began;
		return utf8(canonicalText({ seq, t, wall: now, boot: 0, kind, data, ...more }));
	}

	open(more: Draft = {}): Bytes {
		const { ticket, ticketHash } = this.papers;
		return this.entry('open', {
			session: this.session,
			attempt: ticket.attempt,
			ticketHash,
			formHash: ticket.formHash,
			policyHash: policyHash(ticket.policy),
			noticeHash: '0'.repeat(64),
			appVersion: '0.1.0',
			models: [],
			keyFrom: 'edge',
			persisted: null,
			...(ticket.previous && { previous: ticket.previous }),
			...more
		});
	}

	/** One segment; the chain goes on from it. */
	async seal(...entries: Bytes[]): Promise<Bytes> {
		const { session, key } = this;
		const first = this.next - entries.length;
		const sealed = await sealSegment({
			session,
			first,
			before: this.#head,
			entries,
			sign: key.sign
		});
		this.#head = sealed.after;
		return sealed.bytes;
	}

	/** The items at the next places, as a frame. */
	frame(...items: Uint8Array[]): Bytes {
		const from = this.items;
		this.items += items.length;
		return updateFrame(encodeItems({ client: LOG_CLIENT, root: LOG_ROOT, from, items }));
	}

	async sealedFrame(...entries: Bytes[]): Promise<Bytes> {
		return this.frame(await this.seal(...entries));
	}
}
