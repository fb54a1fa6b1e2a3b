/**
 * Up to 200 students of a sitting. A shell: sockets come in here, `SessionIntake` decides, SQLite remembers, the alarm drains to Postgres.
 * It may be put to sleep between any two messages, so whatever is only in memory here can be made again from the rows.
 */
import { DurableObject } from 'cloudflare:workers';
import { closeReason, refusalCodes, refuse } from '#sync/refusal.ts';
import type { Refusal } from '#sync/refusal.ts';
import { realSchedule } from '#sync/schedule.ts';
import { MAXIMUM_FRAME_BYTES } from '#sync/yjs-wire.ts';
import { SUBPROTOCOL } from '#sync/ticket.ts';
import { unsafeReadSigned } from '#sync/signed.ts';
import { ticket as ticketSchema } from '#sync/schema/ticket.ts';
import type { NewestSession } from '../api/ticket-for.ts';
import type { Env } from '../env.ts';
import { edgeSigner } from '../keys.ts';
import { drainRoom } from '../outbox/drain-room.ts';
import { nextDrainMs } from '../outbox/back-off.ts';
import { attemptRow } from './attempt-row.ts';
import { attachmentOf, readHanded } from './device-socket.ts';
import type { Attachment } from './device-socket.ts';
import { FrameBudget } from './frame-budget.ts';
import { GroupCommit } from './group-commit.ts';
import { RoomStore } from './room-store.ts';
import { SessionIntake } from './session-intake.ts';

const ANNOUNCE_AFTER_MS = 250;
const DRAIN_AFTER_MS = 250;

export class SittingRoom extends DurableObject<Env> {
	readonly #store: RoomStore;
	readonly #commits: GroupCommit;
	readonly #intakes = new Map<string, SessionIntake>();
	readonly #budgets = new WeakMap<WebSocket, FrameBudget>();
	readonly #unannounced = new Set<string>();
	#announcing = false;
	#failures = 0;
	#draining: Promise<number> | null = null;

	constructor(context: DurableObjectState, env: Env) {
		super(context, env);
		this.#store = new RoomStore(context.storage.sql);
		this.#commits = new GroupCommit(
			(work) => context.storage.transactionSync(work),
			realSchedule
		);
	}

	override async fetch(request: Request): Promise<Response> {
		const handed = readHanded(request);
		const read = handed && unsafeReadSigned(handed.signed, ticketSchema);
		if (!handed || !read?.ok) return new Response(null, { status: 401 });
		const attachment = { session: handed.session, attempt: read.statement.attempt };
		const known = this.#store.optionalSession(handed.session);
		const [mine, theirs] = Object.values(new WebSocketPair()) as [WebSocket, WebSocket];
		this.ctx.acceptWebSocket(theirs, [attachment.session, attachment.attempt]);
		theirs.serializeAttachment(attachment);
		if (known && known.attempt !== attachment.attempt) close(theirs, { code: 'wrong_session' });
		else
			this.#intakes.set(
				handed.session,
				this.#intakes.get(handed.session) ??
					new SessionIntake(handed.session, handed.signed, this.#deps())
			);
		return new Response(null, {
			status: 101,
			webSocket: mine,
			headers: { 'Sec-WebSocket-Protocol': SUBPROTOCOL }
		});
	}

	override async webSocketMessage(socket: WebSocket, message: ArrayBuffer | string): Promise<void> {
		const attachment = attachmentOf(socket);
		if (typeof message === 'string') return close(socket, { code: 'malformed' });
		if (message.byteLength > MAXIMUM_FRAME_BYTES)
			return close(socket, { code: 'too_large', evidence: { bytes: message.byteLength } });
		if (!this.#budget(socket).take(Date.now())) return close(socket, { code: 'too_fast' });
		const intake = this.#intake(attachment);
		// Woken from sleep before the session's first segment: its ticket was only in memory.
		if (!intake) return close(socket, { code: 'unavailable' });
		try {
			const taken = await intake.frame(new Uint8Array(message), (frame) => socket.send(frame));
			if (!taken.ok) close(socket, taken.refusal);
		} catch (problem) {
			console.error('room: a frame was not stored', problem instanceof Error ? problem.message : '');
			// What is in memory may be ahead of the disk: begin again from the rows.
			this.#intakes.delete(attachment.session);
			close(socket, refuse('unavailable').refusal);
		}
	}

	override async webSocketClose(socket: WebSocket, code: number): Promise<void> {
		// 1005 and 1006 say that there was no close frame; they may not be sent in one.
		socket.close(code === 1005 || code === 1006 ? 1000 : code);
		this.#changed(attachmentOf(socket).attempt);
	}

	override async webSocketError(socket: WebSocket): Promise<void> {
		this.#changed(attachmentOf(socket).attempt);
	}

	override async alarm(): Promise<void> {
		await this.drain();
	}

	/** Brings what is here to Postgres; answers how many rows still wait. Also called before an export. */
	async drain(): Promise<number> {
		this.#draining ??= drainRoom(this.env, this.#store)
			.then((waiting) => {
				this.#failures = 0;
				return waiting;
			})
			.catch((problem: unknown) => {
				this.#failures += 1;
				console.error('room: Postgres', problem instanceof Error ? problem.message : problem);
				return Infinity;
			})
			.finally(() => {
				this.#draining = null;
			});
		const waiting = await this.#draining;
		if (waiting > 0) await this.#wakeToDrain(nextDrainMs(this.#failures, Math.random));
		for (const intake of this.#intakes.values()) this.#announce(intake.record.attempt);
		return Number.isFinite(waiting) ? waiting : -1;
	}

	/** What a new ticket for the attempt names as `previous`. */
	async newestSession(attempt: string): Promise<NewestSession> {
		const newest = this.#store.sessionsOf(attempt).at(-1);
		if (!newest || newest.log.next === 0) return null;
		const { session, ticket, log } = newest;
		return { session, ticket, seq: log.next - 1, head: log.head };
	}

	#deps() {
		return {
			store: this.#store,
			commits: this.#commits,
			signer: () => edgeSigner(this.env),
			now: () => Date.now(),
			changed: (attempt: string) => this.#changed(attempt)
		};
	}

	#intake({ session }: Attachment): SessionIntake | null {
		const live = this.#intakes.get(session);
		if (live) return live;
		const stored = this.#store.optionalSession(session);
		if (!stored) return null;
		const intake = new SessionIntake(session, stored.ticket, this.#deps());
		this.#intakes.set(session, intake);
		return intake;
	}

	#budget(socket: WebSocket): FrameBudget {
		const budget = this.#budgets.get(socket) ?? new FrameBudget(Date.now());
		this.#budgets.set(socket, budget);
		return budget;
	}

	#changed(attempt: string): void {
		void this.#wakeToDrain(DRAIN_AFTER_MS);
		this.#announce(attempt);
	}

	async #wakeToDrain(afterMs: number): Promise<void> {
		const planned = await this.ctx.storage.getAlarm();
		if (planned === null) await this.ctx.storage.setAlarm(Date.now() + afterMs);
	}

	/** At most four times a second: a hall with 200 busy students is told in a few messages, not in thousands. */
	#announce(attempt: string): void {
		this.#unannounced.add(attempt);
		if (this.#announcing) return;
		this.#announcing = true;
		realSchedule(ANNOUNCE_AFTER_MS, () => void this.#tellHall());
	}

	async #tellHall(): Promise<void> {
		this.#announcing = false;
		const attempts = [...this.#unannounced];
		this.#unannounced.clear();
		const bySitting = new Map<string, ReturnType<typeof attemptRow>[]>();
		for (const attempt of attempts) {
			const sessions = this.#store.sessionsOf(attempt).map((stored) => {
				const live = this.#intakes.get(stored.session)?.record;
				return live ?? stored;
			});
			const row = attemptRow(sessions, {
				connected: this.ctx.getWebSockets(attempt).some(({ readyState }) => readyState === 1),
				responses: new Set(
					sessions.flatMap(({ session }) =>
						this.#store.responses(session).map(({ item }) => item)
					)
				).size,
				waitingForDatabase: sessions.reduce(
					(sum, { session }) => sum + this.#store.countWaiting(session),
					0
				)
			});
			const sitting = sessions[0]?.sitting;
			if (row && sitting) bySitting.set(sitting, [...(bySitting.get(sitting) ?? []), row]);
		}
		for (const [sitting, rows] of bySitting) {
			const hall = this.env.SITTING_HALL.get(this.env.SITTING_HALL.idFromName(sitting));
			try {
				await hall.announce(rows.filter((row) => row !== null));
			} catch (problem) {
				console.error('room: the hall', problem instanceof Error ? problem.message : problem);
				for (const attempt of attempts) this.#unannounced.add(attempt);
			}
		}
	}
}

function close(socket: WebSocket, refusal: Refusal): void {
	socket.close(refusalCodes[refusal.code], closeReason(refusal));
}
