/**
 * Up to 200 students of a sitting. A shell: sockets come in here, `SessionIntake` decides, SQLite remembers, the alarm drains to Postgres.
 * It may be put to sleep between any two messages, so whatever is only in memory here can be made again from the rows.
 */
import { DurableObject } from 'cloudflare:workers';
import { refuse } from '#sync/refusal.ts';
import { realSchedule } from '#sync/schedule.ts';
import { MAXIMUM_FRAME_BYTES } from '#sync/yjs-wire.ts';
import { SUBPROTOCOL } from '#sync/ticket.ts';
import { unsafeReadSigned } from '#sync/signed.ts';
import { ticket as ticketSchema } from '#sync/schema/ticket.ts';
import type { Env } from '../env.ts';
import { edgeSigner } from '../keys.ts';
import { drainRoom } from '../outbox/drain-room.ts';
import { AGAIN_MS, nextDrainMs } from '../outbox/back-off.ts';
import { DatabaseAwayError, system, transaction } from '../db/database.ts';
import { writeEvidence } from '../db/write-evidence.ts';
import { HeadMismatchError, writeSession } from '../db/write-session.ts';
import type { NamedFile, NewestSession, RoomCalls, SentToRoom, ToldUnheard } from './calls.ts';
import type { KeptAct } from './control-acts.ts';
import { attachmentOf, attemptTag, close, readHanded, sessionTag } from './device-socket.ts';
import type { Attachment } from './device-socket.ts';
import { doorStatus, MOST_SOCKETS } from './door.ts';
import { FrameBudget } from './frame-budget.ts';
import { GroupCommit } from './group-commit.ts';
import { hallRow } from './hall-row.ts';
import { namedFile } from './named-file.ts';
import { RoomCounters } from './room-counters.ts';
import { RoomStore } from './room-store.ts';
import { SessionIntake } from './session-intake.ts';
import { logProblem } from '../log.ts';

const ANNOUNCE_AFTER_MS = 250;
const DRAIN_AFTER_MS = 250;
const METER_AFTER_MS = 2_000;
/** No back-off is longer. */
const SOON_MS = 61_000;

export class SittingRoom extends DurableObject<Env> implements RoomCalls {
	readonly #store: RoomStore;
	readonly #commits: GroupCommit;
	readonly #intakes = new Map<string, SessionIntake>();
	readonly #budgets = new WeakMap<WebSocket, { taken: FrameBudget; sent: FrameBudget }>();
	readonly #counters = new RoomCounters();
	/** Of this life of the room. */
	readonly #start = crypto.randomUUID();
	#metering = false;
	readonly #unannounced = new Set<string>();
	#announcing = false;
	/** An alarm is planned for what was written. */
	#armed = false;
	#failures = 0;
	#draining: Promise<boolean> | null = null;

	constructor(context: DurableObjectState, env: Env) {
		super(context, env);
		this.#store = new RoomStore(context.storage.sql);
		this.#commits = new GroupCommit((work) => {
			context.storage.transactionSync(work);
			// With the write itself: whoever dies after it must wake up again to bring it to Postgres.
			if (this.#armed) return;
			this.#armed = true;
			void context.storage.setAlarm(Date.now() + DRAIN_AFTER_MS);
		}, realSchedule);
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
		this.#makeWay(attempt);
		const [mine, theirs] = Object.values(new WebSocketPair()) as [WebSocket, WebSocket];
		this.ctx.acceptWebSocket(theirs, [sessionTag(session), attemptTag(attempt)]);
		theirs.serializeAttachment({ session, attempt, since: Date.now() } satisfies Attachment);
		if (!this.#intakes.has(session) && !this.#store.marks.isErased(attempt))
			this.#intakes.set(session, new SessionIntake(session, signed, this.#deps()));
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
		if (this.#store.marks.isErased(attachment.attempt))
			return close(socket, { code: 'attempt_ended' });
		const { taken: arriving, sent } = this.#budget(socket);
		if (!arriving.take(Date.now(), message.byteLength)) return close(socket, { code: 'too_fast' });
		const intake = this.#intake(attachment);
		// Woken from sleep before the session's first segment: its ticket was only in memory.
		if (!intake) return close(socket, { code: 'unavailable' });
		try {
			const taken = await intake.frame(new Uint8Array(message), (frame) => {
				// A few bytes can ask for a whole log, again and again.
				if (sent.take(Date.now(), frame.byteLength)) socket.send(frame);
				else close(socket, { code: 'too_fast' });
			});
			if (!taken.ok) close(socket, taken.refusal);
		} catch (problem) {
			logProblem('room.frame_not_stored', problem, { session: attachment.session });
			// What is in memory may be ahead of the disk: begin again from the rows.
			this.#intakes.delete(attachment.session);
			close(socket, refuse('unavailable').refusal);
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

	/** What is in the rows need not be in memory; what is not, came from somebody who opened a socket and sent nothing. */
	async #left(socket: WebSocket): Promise<void> {
		const { session, attempt } = attachmentOf(socket);
		this.#changed(attempt);
		const intake = this.#intakes.get(session);
		await intake?.settled();
		if (
			this.#openSockets(sessionTag(session)).length === 0 &&
			this.#intakes.get(session) === intake
		)
			this.#intakes.delete(session);
	}

	override async alarm(): Promise<void> {
		this.#armed = false;
		await this.#judgeOverdue();
		await this.drain();
	}

	/** Nobody handed in, and the time for late work has passed too: for a person to look at. */
	async #judgeOverdue(): Promise<void> {
		for (const session of this.#store.marks.overdue(Date.now())) {
			try {
				await this.#intake({ session })?.judgeUnsubmitted();
			} catch (problem) {
				logProblem('room.overdue', problem, { session });
			}
		}
	}

	/** Brings what is here to Postgres; answers whether to go on at once. */
	drain(): Promise<boolean> {
		this.#draining ??= this.#drain().finally(() => {
			this.#draining = null;
		});
		return this.#draining;
	}

	/** Before an export: is in Postgres what had been receipted of the attempt when this was asked? A student may go on writing. */
	async drainAttempt(attempt: string): Promise<boolean> {
		const sessions = this.#store.sessionsOf(attempt).map(({ session }) => session);
		const newest = this.#store.newestWaiting();
		const waits = () => sessions.some((session) => this.#store.isWaiting(session, newest));
		// The round that is under way may have begun before the newest row, so there is always a second.
		for (let round = 0; waits(); round++) if (!(await this.drain()) && round > 0) break;
		return !waits();
	}

	async #drain(): Promise<boolean> {
		try {
			const { attempts, more, refused } = await drainRoom({
				store: this.#store,
				write: (projection) =>
					transaction(this.env, system, (query) => writeSession(query, projection)),
				writeEvidence: (evidence) =>
					transaction(this.env, system, (query) => writeEvidence(query, evidence)),
				isAway: (problem) => problem instanceof DatabaseAwayError
			});
			this.#failures = refused.length > 0 ? this.#failures + 1 : 0;
			for (const { session, problem } of refused) {
				if (problem instanceof HeadMismatchError) this.#counters.breakOff();
				logProblem('room.session_waits', problem, { session });
			}
			for (const attempt of attempts) this.#announce(attempt);
			if (more) await this.#wakeToDrain(AGAIN_MS);
			else if (refused.length > 0)
				await this.#wakeToDrain(nextDrainMs(this.#failures, Math.random));
			else await this.#wakeWhenDue();
			return more;
		} catch (problem) {
			this.#failures += 1;
			this.#meter();
			// Postgres is away: what is written meanwhile waits for the same alarm.
			this.#armed = true;
			logProblem('room.postgres', problem);
			await this.#wakeToDrain(nextDrainMs(this.#failures, Math.random));
			// The consoles are told that rows wait.
			for (const intake of this.#intakes.values()) this.#announce(intake.record.attempt);
			return false;
		}
	}

	/** What a new ticket for the attempt names as `previous`. */
	async newestSession(attempt: string): Promise<NewestSession> {
		const newest = this.#store.sessionsOf(attempt).at(-1);
		if (!newest || newest.log.next === 0) return null;
		const { session, ticket, log } = newest;
		const startedAt = this.#store.startedAt(attempt) ?? newest.openedAt;
		return { session, ticket, seq: log.next - 1, head: log.head, startedAt };
	}

	async holdAttempt(attempt: string, held: boolean): Promise<void> {
		const changed = this.ctx.storage.transactionSync(() =>
			this.#store.setHold(attempt, held, Date.now())
		);
		if (!changed) return;
		// With a code that asks to come again: a device keeps bringing what it has, and none of it is refused.
		for (const socket of this.#openSockets(attemptTag(attempt)))
			close(socket, { code: 'unavailable' });
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

	/** Into the session's control log, whether its device is there or not. What fails is made up for when the device speaks next. */
	async #pass(session: string): Promise<void> {
		try {
			await this.#intake({ session })?.obey((frame) => {
				for (const socket of this.#openSockets(sessionTag(session))) socket.send(frame);
			});
		} catch (problem) {
			logProblem('room.control', problem, { session });
			this.#intakes.delete(session);
		}
	}

	async holdAttempts(attempts: string[], held: boolean): Promise<void> {
		for (const attempt of attempts) await this.holdAttempt(attempt, held);
	}

	async eraseAttempt(attempt: string): Promise<void> {
		// First of all: whatever is being checked or drained meanwhile finds it, and is not written.
		this.#store.marks.markErased(attempt, Date.now());
		for (const socket of this.#openSockets(attemptTag(attempt)))
			close(socket, { code: 'attempt_ended' });
		for (const [session, intake] of this.#intakes) {
			if (intake.record.attempt !== attempt) continue;
			await intake.settled();
			this.#intakes.delete(session);
		}
		// A round that is under way would bring to Postgres what it has read already.
		while (this.#draining) await this.#draining;
		this.ctx.storage.transactionSync(() => this.#store.eraseAttempt(attempt));
	}

	async namedFile(attempt: string, hash: string): Promise<NamedFile | null> {
		return this.#store.marks.isErased(attempt) ? null : namedFile(this.#store, attempt, hash);
	}

	#deps() {
		return {
			store: this.#store,
			commits: this.#commits,
			signer: () => edgeSigner(this.env),
			now: () => Date.now(),
			counters: this.#counters,
			changed: (attempt: string) => this.#changed(attempt),
			// With a code that asks to come again: then it brings the rest, and is told that it was superseded.
			tookOver: (previous: string) => {
				for (const socket of this.#openSockets(sessionTag(previous)))
					close(socket, { code: 'unavailable' });
			}
		};
	}

	/** Sockets of a network that went away without a word stay open here for minutes: the oldest goes, and the student comes in. */
	#makeWay(attempt: string): void {
		const open = this.#openSockets(attemptTag(attempt));
		const since = (socket: WebSocket) => attachmentOf(socket).since;
		const oldest = open.toSorted((a, b) => since(a) - since(b));
		for (const socket of oldest.slice(0, Math.max(0, oldest.length - MOST_SOCKETS + 1)))
			close(socket, { code: 'unavailable' });
	}

	#openSockets(tag: string): WebSocket[] {
		return this.ctx.getWebSockets(tag).filter(({ readyState }) => readyState === WebSocket.OPEN);
	}

	#intake({ session }: Pick<Attachment, 'session'>): SessionIntake | null {
		const live = this.#intakes.get(session);
		if (live) return live;
		const stored = this.#store.optionalSession(session);
		if (!stored) return null;
		const intake = new SessionIntake(session, stored.ticket, this.#deps());
		this.#intakes.set(session, intake);
		return intake;
	}

	#budget(socket: WebSocket) {
		const now = Date.now();
		const both = this.#budgets.get(socket) ?? {
			taken: new FrameBudget(now),
			sent: new FrameBudget(now)
		};
		this.#budgets.set(socket, both);
		return both;
	}

	#changed(attempt: string): void {
		void this.#wakeToDrain(DRAIN_AFTER_MS);
		this.#announce(attempt);
		this.#meter();
	}

	/** Now and then, while something happens. */
	#meter(): void {
		if (this.#metering) return;
		this.#metering = true;
		realSchedule(METER_AFTER_MS, () => {
			this.#metering = false;
			const meter = this.env.METER.get(this.env.METER.idFromName('installation'));
			const { rows, oldest } = this.#store.waiting();
			const reading = this.#counters.read({
				live: this.ctx.getWebSockets().length,
				waiting: rows,
				oldestMs: oldest === null ? 0 : Date.now() - oldest
			});
			meter
				.report(this.ctx.id.toString(), this.#start, reading)
				.catch((problem: unknown) => logProblem('room.meter', problem));
		});
	}

	/** One that is planned for soon stands: it may be a back-off. */
	async #wakeToDrain(afterMs: number): Promise<void> {
		const planned = await this.ctx.storage.getAlarm();
		if (planned === null || planned > Date.now() + SOON_MS)
			await this.ctx.storage.setAlarm(Date.now() + afterMs);
	}

	async #wakeWhenDue(): Promise<void> {
		const due = this.#store.marks.nextDue();
		if (due !== null && (await this.ctx.storage.getAlarm()) === null)
			await this.ctx.storage.setAlarm(Math.max(due, Date.now() + SOON_MS));
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
		const bySitting = Map.groupBy(
			attempts.flatMap((attempt) => {
				const connected = this.#openSockets(attemptTag(attempt)).length > 0;
				const live = (session: string) => this.#intakes.get(session)?.record;
				return hallRow(this.#store, attempt, { connected, live }) ?? [];
			}),
			({ sitting }) => sitting
		);
		for (const [sitting, told] of bySitting) {
			const rows = told.map(({ row }) => row);
			const hall = this.env.SITTING_HALL.get(this.env.SITTING_HALL.idFromName(sitting));
			try {
				await hall.announce(rows);
			} catch (problem) {
				logProblem('room.hall', problem);
				for (const row of rows) this.#announce(row.attempt);
			}
		}
	}
}
