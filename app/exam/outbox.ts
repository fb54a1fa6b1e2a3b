/**
 * Sends what is left: sessions handed in without a network, records of sessions that were damaged, an exam whose tab was closed, which
 * is handed in here when its time is up. It runs in the worker of any page of the student's; while the exam itself is open in some tab,
 * that tab sends and this waits its turn.
 */
import { givenSinceHandIn } from '#sync/phases.ts';
import { isFinal, type RefusalCode } from '#sync/refusal.ts';
import type { ControlEntry } from '#sync/schema/control-entry.ts';
import type { Entry } from '#sync/schema/entry.ts';
import type { SessionLog } from '#sync/session-log.ts';
import { isUnfinished, type KeptSession } from '../device/device-rows.ts';
import { lockToSend } from './attempt-lock.ts';
import type { HostWorld } from './host-world.ts';
import { openLog, type OpenedLog } from './open-log.ts';
import { SessionClock } from './session-clock.ts';
import { isHandedOver } from './session-events.ts';
import { submitOf } from './snapshot.ts';

export type OutboxEvent = {
	attempt: string;
	session: string;
	state: 'waiting' | 'sending' | 'received' | 'refused';
	code?: RefusalCode;
};
type Tell = (event: OutboxEvent) => void;
/** `asked`: somebody wants to write in the attempt. */
type Near = {
	row: KeptSession;
	opened: OpenedLog;
	/** Goes on growing. */
	control: readonly ControlEntry[];
	tell: (state: OutboxEvent['state']) => void;
	ends: Promise<Outcome>[];
};
type Outcome = 'received' | 'refused' | 'asked' | 'stopped' | 'unreadable';

export class Outbox {
	readonly #world: HostWorld;
	/** Sessions under way, and what is told when somebody asks for their place or all is to end. */
	readonly #sending = new Map<string, Promise<void>>();
	readonly #over = new AbortController();
	readonly #nudges = new Set<() => void>();
	#tell: Tell = () => undefined;

	constructor(world: HostWorld) {
		this.#world = world;
	}

	listen(tell: Tell): void {
		this.#tell = tell;
	}

	/** Begins with every session that is not under way yet; from then they go on by themselves. */
	async run(): Promise<void> {
		for (const row of await this.#world.store.unfinishedSessions()) {
			const { session } = row;
			if (this.#sending.has(session)) continue;
			const sent = this.#send(row)
				.catch((error: unknown) => console.warn('A session could not be sent:', error))
				.finally(() => this.#sending.delete(session));
			this.#sending.set(session, sent);
		}
	}

	/** There may be a network now. */
	nudge(): void {
		for (const nudge of this.#nudges) nudge();
		void this.run();
	}

	/** Resolves when nothing is under way any more. */
	async stop(): Promise<void> {
		this.#over.abort();
		await Promise.all(this.#sending.values());
	}

	async #send({ attempt, session }: KeptSession): Promise<void> {
		const { signal } = this.#over;
		for (let outcome: Outcome = 'asked'; outcome === 'asked';) {
			const asked = Promise.withResolvers<'asked'>();
			const onAsked = () => asked.resolve('asked');
			const release = await lockToSend(attempt, this.#world, { onAsked, signal });
			if (!release) return;
			try {
				// The exam may have been open meanwhile.
				const row = await this.#world.store.session(session);
				if (!row || !isUnfinished(row)) return;
				outcome = await this.#exchange(row, asked.promise);
			} finally {
				release();
			}
		}
	}

	async #exchange(row: KeptSession, asked: Promise<'asked'>): Promise<Outcome> {
		const { store } = this.#world;
		const { session, attempt } = row;
		const opened = await openLog(row, this.#world, { hold: true, sendOnly: true });
		if (!opened) return 'unreadable';
		// Taken back by the student, who is on the way to the exam's page.
		if (row.goesOn !== undefined && row.goesOn !== null) return 'stopped';
		const { log, entries } = opened;
		let submit = submitOf(entries) ?? (row.state === 'open' ? null : row.submit);
		const control = [...opened.control];
		let handsIn = submit === null && (await this.#timeLeft(row, opened)) === 0;
		const over = Promise.withResolvers<Outcome>();
		const tell = (state: OutboxEvent['state'], code?: RefusalCode) =>
			this.#tell({ attempt, session, state, ...(code ? { code } : {}) });
		const byClock = handsIn || isClocks(entries, submit);
		const look = () => !handsIn && receivedAll(log, submit) && over.resolve('received');
		if (handsIn)
			// Held until the edge was asked, as everything here.
			log
				.append({ kind: 'submit', data: { total: 1, by: 'clock' } })
				.then(async ({ seq }) => {
					await store.changeSession(session, { state: 'submitted', submit: seq });
					submit = seq;
					handsIn = false;
					look();
				})
				.catch(over.reject);
		const connection = this.#world.connect({
			log,
			room: log.papers.ticket.room,
			session,
			ticket: row.ticket,
			onStatus: (status) => {
				if (status === 'closed' || status === 'refused') return;
				if (status === 'live') look();
				tell(status === 'live' || status === 'syncing' ? 'sending' : 'waiting');
			},
			onRefused: ({ refusal, by }) => {
				if (by !== 'edge' || !isFinal(refusal.code)) return;
				void store.changeSession(session, { refused: refusal.code }).then(() => {
					tell('refused', refusal.code);
					over.resolve('refused');
				}, over.reject);
			}
		});
		const nudge = () => connection.nudge();
		const { promise: ended, resolve: stop } = Promise.withResolvers<'stopped'>();
		const stopped = () => {
			over.resolve('stopped');
			stop('stopped');
		};
		const deaf = log.onControl((entry) => {
			control.push(entry);
			look();
		});
		this.#nudges.add(nudge);
		this.#over.signal.addEventListener('abort', stopped);
		try {
			const outcome = await Promise.race([over.promise, asked]);
			await log.flush();
			if (outcome === 'received') {
				await this.#keepReceipt(row, log, submit);
				if (byClock)
					return await this.#stayNear({ row, opened, control, tell, ends: [asked, ended] });
				tell('received');
				// Everything but the end of its time is there: until then nobody need stay connected.
				const left = submit === null ? await this.#timeLeft(row, opened) : null;
				if (left !== null) this.#later(left);
			}
			return outcome;
		} finally {
			this.#over.signal.removeEventListener('abort', stopped);
			this.#nudges.delete(nudge);
			deaf();
			connection.disconnect();
		}
	}

	/** Of the student, in the session that is being sat; null: that is not for this place to say. */
	async #timeLeft(row: KeptSession, opened: OpenedLog): Promise<number | null> {
		if (row.state !== 'open' || opened.endMissing || isHandedOver(opened.control)) return null;
		const edgeClock = (await this.#world.store.attempt(row.attempt))?.edgeClock ?? null;
		const { log, entries, control } = opened;
		const before = { row, entries, control, edgeClock };
		const clock = new SessionClock(this.#world, log.papers.ticket, before);
		const { remainingMs, paused } = clock.read(log.t, log.breaks);
		return paused ? null : remainingMs;
	}

	/** The clock handed in. Whoever gives more time now finds the student here, until the page is left. */
	async #stayNear({ row, opened, control, tell, ends }: Near): Promise<Outcome> {
		const look = async () => {
			await this.#offer(row, opened.entries, control);
			tell('received');
		};
		await look();
		const deaf = opened.log.onControl(() => {
			look().catch((error: unknown) => console.warn('More time was not noted:', error));
		});
		try {
			return await Promise.race(ends);
		} finally {
			deaf();
		}
	}

	/** More time had come meanwhile: the student may go on, or leave it at that. */
	async #offer(
		{ session }: KeptSession,
		entries: readonly Entry[],
		control: readonly ControlEntry[]
	): Promise<void> {
		const offer = givenSinceHandIn(entries, control);
		if (offer) await this.#world.store.changeSession(session, { offer });
	}

	#later(afterMs: number): void {
		const callOff = this.#world.schedule(afterMs + 1_000, () => {
			this.#over.signal.removeEventListener('abort', callOff);
			void this.run();
		});
		this.#over.signal.addEventListener('abort', callOff);
	}

	async #keepReceipt(row: KeptSession, log: SessionLog, submit: number | null): Promise<void> {
		const newest = log.lastReceipt;
		if (!newest) return;
		const { seq, at } = newest.receipt;
		const receipt = { seq, at, signed: newest.signed };
		const { store } = this.#world;
		if (row.state === 'damaged') await store.changeSession(row.session, { rescued: true, receipt });
		else if (submit === null) await store.changeSession(row.session, { receipt });
		else await store.changeSession(row.session, { state: 'done', submit, receipt });
	}
}

/** Up to the submit, or everything there is where the attempt was not handed in. */
function receivedAll(log: SessionLog, submit: number | null): boolean {
	const confirmed = log.lastReceipt?.receipt.seq ?? -1;
	return submit === null ? !log.held && confirmed >= log.nextSeq - 1 : confirmed >= submit;
}

function isClocks(entries: readonly Entry[], submit: number | null): boolean {
	const end = entries.find(({ seq }) => seq === submit);
	return end?.kind === 'submit' && end.data.by === 'clock';
}
