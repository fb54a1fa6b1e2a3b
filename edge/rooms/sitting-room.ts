/**
 * Up to 200 students of a sitting. A shell: sockets come in here, `SessionIntake` decides, SQLite remembers, the alarm drains to Postgres.
 * It may be put to sleep between any two messages, so whatever is only in memory here can be made again from the rows.
 */
import { DurableObject } from 'cloudflare:workers';
import { refuse } from '#sync/refusal.ts';
import { realSchedule } from '#sync/schedule.ts';
import { MAXIMUM_FRAME_BYTES } from '#sync/yjs-wire.ts';
import { SUBPROTOCOL } from '#sync/ticket.ts';
import type { Signed } from '#sync/schema/signed.ts';
import { unsafeReadSigned } from '#sync/signed.ts';
import { ticket as ticketSchema } from '#sync/schema/ticket.ts';
import type { Env } from '../env.ts';
import { edgeSigner } from '../keys.ts';
import type {
	BroughtPiece,
	CopyPiece,
	NamedFile,
	NewestSession,
	RoomCalls,
	SentCorrection,
	SentToRoom,
	ToldUnheard
} from './calls.ts';
import type { BroughtAgain } from './bring-room-again.ts';
import type { KeptAct } from './control-acts.ts';
import { attachmentOf, close, readHanded } from './device-socket.ts';
import { doorStatus } from './door.ts';
import { GroupCommit } from './group-commit.ts';
import { HallNews } from './hall-news.ts';
import { HandHeads } from './hand-heads.ts';
import { handedOver, type HandedMemo } from './handed-over.ts';
import { hallRow } from './hall-row.ts';
import { namedFile, namedHashes } from './named-file.ts';
import type { NamedStill } from './named-stills.ts';
import { RoomCounters } from './room-counters.ts';
import { RoomDrain } from './room-drain.ts';
import { RoomLoad } from './room-load.ts';
import { RoomMeter } from './room-meter.ts';
import { RoomSockets } from './room-sockets.ts';
import { RoomStore } from './room-store.ts';
import { RushNews } from './rush-news.ts';
import { SessionIntake } from './session-intake.ts';
import type { IntakeDeps } from './session-intake.ts';
import type { LoggedHead } from './session-heads.ts';
import { takeCopy } from './take-copy.ts';
import { logProblem } from '../log.ts';

export class SittingRoom extends DurableObject<Env> implements RoomCalls {
	readonly #store: RoomStore;
	readonly #sockets: RoomSockets;
	readonly #drain: RoomDrain;
	readonly #news: HallNews;
	readonly #meter: RoomMeter;
	readonly #heads: HandHeads;
	readonly #counters: RoomCounters;
	readonly #load = new RoomLoad();
	readonly #rush: RushNews;
	readonly #intakes = new Map<string, SessionIntake>();
	readonly #handed: HandedMemo = new Map();
	readonly #intakeDeps: IntakeDeps;

	constructor(context: DurableObjectState, env: Env) {
		super(context, env);
		const store = (this.#store = new RoomStore(context.storage.sql));
		const sockets = (this.#sockets = new RoomSockets(context));
		const counters = (this.#counters = new RoomCounters());
		this.#news = new HallNews({
			rowOf: (attempt) => this.#rowOf(attempt),
			tell: async (sitting, rows) =>
				env.SITTING_HALL.get(env.SITTING_HALL.idFromName(sitting)).announce(rows),
			schedule: realSchedule
		});
		this.#rush = new RushNews({
			read: () => this.#load.rush(Date.now()),
			tell: async (sitting, rush) =>
				env.SITTING_HALL.get(env.SITTING_HALL.idFromName(sitting)).announceRush(
					context.id.toString(),
					rush
				),
			schedule: realSchedule
		});
		this.#meter = new RoomMeter({
			store,
			counters,
			meters: env.METER,
			schedule: realSchedule,
			room: context.id.toString(),
			live: () => sockets.count()
		});
		this.#heads = new HandHeads({
			heads: store.heads,
			log: () => env.PUBLIC_LOG.get(env.PUBLIC_LOG.idFromName('installation')),
			transaction: (work) => context.storage.transactionSync(work),
			schedule: realSchedule,
			random: Math.random
		});
		// Woken up, or started again after it was ended.
		if (store.heads.areWaiting()) this.#heads.note();
		this.#drain = new RoomDrain({
			store,
			alarms: context.storage,
			env,
			counters,
			brought: (attempts) => {
				for (const attempt of attempts) this.#news.announce(attempt);
			},
			away: () => {
				this.#meter.note();
				// The consoles are told that rows wait.
				for (const { record } of this.#intakes.values()) this.#news.announce(record.attempt);
			}
		});
		this.#intakeDeps = {
			store,
			commits: new GroupCommit((work) => {
				context.storage.transactionSync(work);
				this.#drain.arm();
			}, realSchedule),
			signer: () => edgeSigner(env),
			now: () => Date.now(),
			counters,
			changed: (attempt) => this.#changed(attempt),
			// With a code that asks to come again: then it brings the rest, and is told that it was superseded.
			tookOver: (previous) => {
				for (const socket of sockets.ofSession(previous)) close(socket, { code: 'unavailable' });
			}
		};
	}

	override async fetch(request: Request): Promise<Response> {
		const handed = readHanded(request);
		const read = handed && unsafeReadSigned(handed.signed, ticketSchema);
		if (!handed || !read?.ok) return new Response(null, { status: 401 });
		const { session, signed } = handed;
		const { attempt } = read.statement;
		const turnedAway = doorStatus({
			ticket: read.statement,
			known: this.#store.optionalSession(session),
			sessions: this.#store.sessionsOf(attempt).length
		});
		if (turnedAway) return new Response(null, { status: turnedAway });
		const socket = this.#sockets.accept(session, attempt);
		if (!this.#intakes.has(session) && !this.#store.marks.isErased(attempt))
			this.#newIntake(session, signed);
		return new Response(null, {
			status: 101,
			webSocket: socket,
			headers: { 'Sec-WebSocket-Protocol': SUBPROTOCOL }
		});
	}

	override async webSocketMessage(socket: WebSocket, message: ArrayBuffer | string): Promise<void> {
		const { session, attempt } = attachmentOf(socket);
		if (typeof message === 'string') return close(socket, { code: 'malformed' });
		if (message.byteLength > MAXIMUM_FRAME_BYTES)
			return close(socket, { code: 'too_large', evidence: { bytes: message.byteLength } });
		if (this.#store.marks.isErased(attempt)) return close(socket, { code: 'attempt_ended' });
		const { taken: arriving, sent } = this.#sockets.budgets(socket);
		if (!arriving.take(Date.now(), message.byteLength)) return close(socket, { code: 'too_fast' });
		const intake = this.#intake(session);
		// Woken from sleep before the session's first segment: its ticket was only in memory.
		if (!intake) return close(socket, { code: 'unavailable' });
		const load = this.#load.take(message.byteLength, Date.now());
		if ('retryAfterMs' in load) {
			this.#counters.refuse('unavailable');
			this.#rush.note(intake.record.sitting);
			return close(socket, { code: 'unavailable', evidence: { ...load } });
		}
		try {
			const send = (frame: Uint8Array) => {
				// A few bytes can ask for a whole log, again and again.
				if (sent.take(Date.now(), frame.byteLength)) socket.send(frame);
				else close(socket, { code: 'too_fast' });
			};
			const taken = await intake.frame(new Uint8Array(message), send, socket);
			if (!taken.ok) close(socket, taken.refusal);
		} catch (problem) {
			logProblem('room.frame_not_stored', problem, { session });
			// What is in memory may be ahead of the disk: begin again from the rows.
			this.#intakes.delete(session);
			close(socket, refuse('unavailable').refusal);
		} finally {
			load.left();
		}
	}

	override async webSocketClose(socket: WebSocket, code: number): Promise<void> {
		// 1005 and 1006 say that there was no close frame; they may not be sent in one.
		socket.close(code === 1005 || code === 1006 ? 1000 : code);
		await this.#left(socket);
	}

	override async webSocketError(socket: WebSocket): Promise<void> {
		await this.#left(socket);
	}

	async #left(socket: WebSocket): Promise<void> {
		const { session, attempt } = attachmentOf(socket);
		this.#changed(attempt);
		await this.#forget(session);
	}

	/** What is in the rows need not be in memory; what is not, came from somebody who opened a socket and sent nothing. */
	async #forget(session: string): Promise<void> {
		const intake = this.#intakes.get(session);
		await intake?.settled();
		if (this.#sockets.ofSession(session).length === 0 && this.#intakes.get(session) === intake)
			this.#intakes.delete(session);
	}

	override async alarm(): Promise<void> {
		this.#drain.disarm();
		await this.#judgeOverdue();
		await this.#drain.drain();
	}

	/** Nobody handed in, and the time for late work has passed too: for a person to look at. */
	async #judgeOverdue(): Promise<void> {
		for (const session of this.#store.marks.overdue(Date.now())) {
			try {
				await this.#intake(session)?.judgeUnsubmitted();
			} catch (problem) {
				logProblem('room.overdue', problem, { session });
			}
		}
	}

	/** Before an export. */
	drainAttempt(attempt: string): Promise<boolean> {
		return this.#drain.drainAttempt(attempt);
	}

	async bringAgain(): Promise<BroughtAgain> {
		const brought = await this.#drain.bringAgain();
		await this.#drain.wake();
		return brought;
	}

	/** What a new ticket for the attempt names as `previous`. */
	async newestSession(attempt: string): Promise<NewestSession> {
		const newest = this.#store.sessionsOf(attempt).at(-1);
		if (!newest || newest.log.next === 0) return null;
		const { session, ticket, log } = newest;
		const startedAt = this.#store.startedAt(attempt) ?? newest.openedAt;
		const lastResponse = this.#store.responses.lastSeq(session);
		return { session, ticket, seq: log.next - 1, head: log.head, startedAt, lastResponse };
	}

	async handedOver(
		attempt: string,
		previous: { session: string; seq: number; head: string }
	): Promise<string | null> {
		if (this.#store.marks.isErased(attempt)) return null;
		const connected = this.#sockets.ofSession(previous.session).length > 0;
		const found = handedOver(
			this.#store,
			attempt,
			previous,
			{ connected, now: Date.now() },
			this.#handed
		);
		return found && JSON.stringify(found);
	}

	async holdAttempt(attempt: string, held: boolean): Promise<void> {
		const changed = this.ctx.storage.transactionSync(() =>
			this.#store.setHold(attempt, held, Date.now())
		);
		if (!changed) return;
		// With a code that asks to come again: a device keeps bringing what it has, and none of it is refused.
		this.#sockets.closeAttempt(attempt, 'unavailable');
		this.#changed(attempt);
	}

	async noteDecided(attempt: string, state: 'accepted' | 'voided'): Promise<void> {
		this.#store.noteDecided(attempt, state);
		this.#changed(attempt);
	}

	async control({ sitting, toAll, attempts, kept }: SentToRoom): Promise<ToldUnheard[]> {
		const act = JSON.parse(kept) as KeptAct;
		const scopes = toAll ? [{ sitting }] : attempts.map((attempt) => ({ attempt }));
		this.ctx.storage.transactionSync(() => {
			for (const scope of scopes) this.#store.acts.keep(scope, act);
		});
		const told = await Promise.all(
			attempts.map(async (attempt) => {
				const newest = this.#store.sessionsOf(attempt).at(-1);
				if (newest) await this.#pass(newest.session);
				if (newest) return [];
				const waits = this.#store.acts.told({ attempt, sitting }, []);
				return waits ? [{ attempt, told: waits }] : [];
			})
		);
		return told.flat();
	}

	async corrections(of: { attempt: string; sitting: string }): Promise<SentCorrection[]> {
		if (this.#store.marks.isErased(of.attempt)) return [];
		return this.#store.acts
			.of(of)
			.flatMap(({ at, act }) =>
				act.act === 'correction' ? [{ item: act.item, at, text: act.text }] : []
			);
	}

	/** Into the session's control log, whether its device is there or not. What fails is made up for when the device speaks next. */
	async #pass(session: string): Promise<void> {
		try {
			await this.#intake(session)?.obey((frame) => {
				for (const socket of this.#sockets.ofSession(session)) socket.send(frame);
			});
		} catch (problem) {
			logProblem('room.control', problem, { session });
			this.#intakes.delete(session);
		}
	}

	async bringCopy(piece: CopyPiece): Promise<BroughtPiece> {
		const { session, attempt } = piece;
		const brought = await takeCopy(piece, {
			store: this.#store,
			isLive: () => this.#sockets.ofSession(session).length > 0,
			intake: (signed) => this.#intake(session) ?? this.#newIntake(session, signed)
		});
		// What is in memory may be ahead of the disk: begin again from the rows.
		if (brought.outcome === 'unavailable') this.#intakes.delete(session);
		await this.#forget(session);
		return { ...brought, state: this.#rowOf(attempt)?.row.state ?? '' };
	}

	async holdAttempts(attempts: string[], held: boolean): Promise<void> {
		for (const attempt of attempts) await this.holdAttempt(attempt, held);
	}

	async eraseAttempt(attempt: string): Promise<void> {
		// First of all: whatever is being checked or drained meanwhile finds it, and is not written.
		this.#store.marks.markErased(attempt, Date.now());
		this.#sockets.closeAttempt(attempt, 'attempt_ended');
		for (const [session, intake] of this.#intakes) {
			if (intake.record.attempt !== attempt) continue;
			await intake.settled();
			this.#intakes.delete(session);
		}
		// A round that is under way would bring to Postgres what it has read already.
		await this.#drain.settled();
		this.ctx.storage.transactionSync(() => this.#store.eraseAttempt(attempt));
		this.#handed.clear();
	}

	async namedFile(attempt: string, hash: string): Promise<NamedFile | null> {
		return this.#store.marks.isErased(attempt) ? null : namedFile(this.#store, attempt, hash);
	}

	async namedStill(attempt: string, hash: string): Promise<NamedStill | null> {
		return this.#store.marks.isErased(attempt) ? null : this.#store.stills.optional(attempt, hash);
	}

	async loggedHeads(attempt: string): Promise<LoggedHead[]> {
		return this.#store.heads.logged(attempt);
	}

	async namedHashes(attempt: string): Promise<string[]> {
		return namedHashes(this.#store, attempt);
	}

	#intake(session: string): SessionIntake | null {
		const live = this.#intakes.get(session);
		if (live) return live;
		const stored = this.#store.optionalSession(session);
		if (!stored) return null;
		return this.#newIntake(session, stored.ticket);
	}

	/** A session that is known already keeps the ticket it was opened under. */
	#newIntake(session: string, signed: Signed): SessionIntake {
		const intake = new SessionIntake(session, signed, this.#intakeDeps);
		this.#intakes.set(session, intake);
		return intake;
	}

	#rowOf(attempt: string) {
		return hallRow(this.#store, attempt, {
			connected: this.#sockets.ofAttempt(attempt).length > 0,
			live: (session) => this.#intakes.get(session)?.record
		});
	}

	#changed(attempt: string): void {
		void this.#drain.wake();
		this.#heads.note();
		this.#news.announce(attempt);
		this.#meter.note();
	}
}
