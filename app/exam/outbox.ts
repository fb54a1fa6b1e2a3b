/**
 * Sends what is left: sessions handed in without a network, records of sessions that were damaged, an exam whose tab was closed. It runs
 * in the worker of any page of the student's; where the exam itself is open in some tab, that tab sends.
 */
import type { SessionConnection } from '#sync/device-sync.ts';
import type { RefusalCode } from '#sync/refusal.ts';
import type { SessionLog } from '#sync/session-log.ts';
import type { KeptSession } from '../device/device-rows.ts';
import { lockIfFree } from './attempt-lock.ts';
import type { HostWorld } from './host-world.ts';
import { openLog } from './open-log.ts';

export type OutboxEvent = {
	attempt: string;
	session: string;
	state: 'waiting' | 'sending' | 'received' | 'refused';
	code?: RefusalCode;
};

type Sending = { connection: SessionConnection; stop: () => Promise<void> };

export class Outbox {
	readonly #world: HostWorld;
	readonly #sending = new Map<string, Sending | null>();
	#tell: (event: OutboxEvent) => void = () => undefined;

	constructor(world: HostWorld) {
		this.#world = world;
	}

	listen(tell: (event: OutboxEvent) => void): void {
		this.#tell = tell;
	}

	/** Begins with every session that is not being sent yet; they go on by themselves from then. */
	async run(): Promise<void> {
		for (const row of await this.#world.store.unfinishedSessions()) {
			if (this.#sending.has(row.session)) continue;
			this.#sending.set(row.session, null);
			const begun = await this.#begin(row).catch((error: unknown) => {
				console.warn('A session could not be sent:', error);
				return null;
			});
			if (begun) this.#sending.set(row.session, begun);
			else this.#sending.delete(row.session);
		}
	}

	nudge(): void {
		for (const sending of this.#sending.values()) sending?.connection.nudge();
		void this.run();
	}

	async stop(): Promise<void> {
		await Promise.all([...this.#sending.values()].map((sending) => sending?.stop()));
	}

	async #begin(row: KeptSession): Promise<Sending | null> {
		const { attempt, session } = row;
		let sending: Sending | null = null;
		const release = await lockIfFree(attempt, this.#world, () => void sending?.stop());
		if (!release) return null;
		const opened = await openLog(row, this.#world, { hold: true });
		if (!opened) {
			release();
			return null;
		}
		const { log, entries } = opened;
		const submit = entries.findLast(({ kind }) => kind === 'submit')?.seq ?? row.submit;
		const tell = (state: OutboxEvent['state'], code?: RefusalCode) =>
			this.#tell({ attempt, session, state, ...(code ? { code } : {}) });
		const stop = async () => {
			if (!this.#sending.delete(session) && sending === null) return;
			await log.flush();
			connection.disconnect();
			release();
		};
		const look = async () => {
			if (!receivedAll(log, submit)) return;
			await this.#finished(row, log, submit);
			tell('received');
			await stop();
		};
		const connection = this.#world.connect({
			log,
			room: log.papers.ticket.room,
			session,
			ticket: row.ticket,
			onStatus: (status) => {
				if (status === 'live') void look();
				tell(status === 'live' || status === 'syncing' ? 'sending' : 'waiting');
			},
			onRefused: ({ refusal, by }) => {
				if (by !== 'edge') return;
				tell('refused', refusal.code);
				void this.#world.store.changeSession(session, { refused: refusal.code }).then(stop, stop);
			}
		});
		log.onControl(() => void look());
		sending = { connection, stop };
		return sending;
	}

	async #finished(row: KeptSession, log: SessionLog, submit: number | null): Promise<void> {
		const newest = log.lastReceipt;
		if (!newest) return;
		const { seq, at } = newest.receipt;
		const receipt = { seq, at, signed: newest.signed };
		const { store } = this.#world;
		if (row.state === 'damaged') await store.changeSession(row.session, { rescued: true, receipt });
		else if (submit !== null)
			await store.changeSession(row.session, { state: 'done', submit, receipt });
	}
}

/** Up to the submit, or everything there is where the attempt was not handed in. */
function receivedAll(log: SessionLog, submit: number | null): boolean {
	const confirmed = log.lastReceipt?.receipt.seq ?? -1;
	return submit === null ? !log.held && confirmed >= log.nextSeq - 1 : confirmed >= submit;
}
