/** A room in memory: what the edge does with a device's frames, without sockets, database or clock of its own. */
import { admitSegments, admitUpdate } from '../admission.ts';
import type { Branch } from '../admission.ts';
import type { Bytes } from '../bytes.ts';
import { sealControl, wantsReceipt } from '../control-log.ts';
import { importDeviceKey, verifyDevice } from '../keys.ts';
import { newControlState } from '../log-state.ts';
import type { ControlState, LogState } from '../log-state.ts';
import { issueReceipt } from '../receipt.ts';
import type { Refusal } from '../refusal.ts';
import type { ControlContent } from '../schema/control-entry.ts';
import type { Entry } from '../schema/entry.ts';
import {
	CONTROL_CLIENT,
	CONTROL_ROOT,
	LOG_CLIENT,
	LOG_ROOT,
	encodeItems,
	encodeUpdates,
	readFrame,
	stepOneFrame,
	stepTwoFrame,
	updateFrame
} from '../yjs-wire.ts';
import type { Counts } from '../yjs-wire.ts';
import type { Papers } from './fixture.ts';

export class TestRoom {
	readonly log: Bytes[] = [];
	readonly control: Bytes[] = [];
	readonly entries: Entry[] = [];
	readonly branches: Branch[] = [];
	receipts = 0;
	state: LogState;
	#control: ControlState;
	#turn: Promise<unknown> = Promise.resolve();
	readonly #papers: Papers;
	readonly #now: () => number;

	constructor(papers: Papers, now: () => number) {
		this.#papers = papers;
		this.#now = now;
		this.state = papers.state;
		this.#control = newControlState(papers.session, papers.ticket, papers.ticketHash);
	}

	/** Frames to send back, or why the socket must close. */
	receive(bytes: Uint8Array): Promise<Bytes[] | Refusal> {
		const answer = this.#turn.then(() => this.#receive(bytes));
		this.#turn = answer;
		return answer;
	}

	/** As `say`, for a simulation. */
	async tell(content: ControlContent): Promise<Bytes[]> {
		return [await this.say(content)];
	}

	/** A proctor's word: the frame to send to whoever is connected. */
	say(content: ControlContent): Promise<Bytes> {
		const said = this.#turn.then(() => this.#seal(content));
		this.#turn = said;
		return said;
	}

	async #receive(bytes: Uint8Array): Promise<Bytes[] | Refusal> {
		const read = readFrame(bytes);
		if (!read.ok) return read.refusal;
		const { frame } = read;
		if (frame.type === 'ignored') return [];
		if (frame.type === 'step1') return this.#answer(frame.counts);
		const { log } = this;
		const update = admitUpdate(frame.update, {
			client: LOG_CLIENT,
			root: LOG_ROOT,
			count: log.length,
			at: (index) => log[index] as Bytes
		});
		if (!update.ok) {
			if (update.branch) this.branches.push(update.branch);
			return update.refusal;
		}
		const key = await importDeviceKey(this.#papers.device.raw);
		const admitted = await admitSegments(update.items, this.state, {
			verify: (signed, signature) => verifyDevice(key, signed, signature)
		});
		if (!admitted.ok) return admitted.refusal;
		this.log.push(...update.items);
		this.state = admitted.state;
		this.entries.push(...admitted.entries);
		return wantsReceipt(admitted.entries) ? [await this.#receipt()] : [];
	}

	#answer(counts: Counts): Bytes[] {
		const lacking = encodeUpdates({
			client: LOG_CLIENT,
			root: LOG_ROOT,
			from: counts.log,
			items: this.log.slice(counts.log)
		});
		const control = encodeItems({
			client: CONTROL_CLIENT,
			root: CONTROL_ROOT,
			from: counts.control,
			items: this.control.slice(counts.control)
		});
		return [
			...lacking.map(updateFrame),
			stepTwoFrame(control),
			stepOneFrame({ log: this.log.length, control: this.control.length })
		];
	}

	async #receipt(): Promise<Bytes> {
		const { session, ticket, edge } = this.#papers;
		const { next, head } = this.state;
		const statement = {
			version: 1 as const,
			attempt: ticket.attempt,
			session,
			seq: next - 1,
			head,
			at: this.#now()
		};
		this.receipts++;
		const receipt = await issueReceipt(statement, edge.signer);
		return this.#seal({ kind: 'receipt', data: { receipt } });
	}

	async #seal(content: ControlContent): Promise<Bytes> {
		const { sign } = this.#papers.edge;
		const sealed = await sealControl(this.#control, [content], { at: this.#now(), sign });
		this.#control = sealed.state;
		const from = this.control.push(sealed.bytes) - 1;
		const items = [sealed.bytes];
		return updateFrame(encodeItems({ client: CONTROL_CLIENT, root: CONTROL_ROOT, from, items }));
	}
}
