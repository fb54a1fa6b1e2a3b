/** One per sitting: hears rows from its rooms, keeps the newest of each attempt, and tells the consoles. */
import { DurableObject } from 'cloudflare:workers';
import { z } from 'zod';
import { told as toldSchema } from '#sync/schema/control-act.ts';
import { attemptRow, HALL_VERSION } from '#sync/schema/hall.ts';
import type { AttemptRow, HallMessage } from '#sync/schema/hall.ts';
import { system, transaction } from '../db/database.ts';
import type { Env } from '../env.ts';
import { logProblem } from '../log.ts';
import { nextDrainMs } from '../outbox/back-off.ts';
import { unheardRow } from './attempt-row.ts';
import { PERSON_HEADER } from './calls.ts';
import type { HallCalls, ToldUnheard } from './calls.ts';
import { closeDeadlines } from './close-deadlines.ts';
import { deleteStills } from './delete-stills.ts';
import { forgetPractices } from './forget-practices.ts';
import { DeadlineWatch } from './deadline-watch.ts';
import { factsOf, rowOf, withFacts } from './hall-facts.ts';
import type { Facts, UnheardRow } from './hall-facts.ts';
import { NextLook } from './look.ts';
import type { Rush } from './room-load.ts';
import { sendMails } from './send-mails.ts';

const tables = [
	'create table if not exists rows (attempt text primary key, row text not null)',
	'create table if not exists facts (attempt text primary key, facts text not null) without rowid',
	// What was sent to students that no room has spoken of; a room says it with each row.
	'create table if not exists told (attempt text primary key, told text not null) without rowid',
	'create table if not exists added (act text primary key, ms integer not null) without rowid'
];

export class SittingHall extends DurableObject<Env> implements HallCalls {
	readonly #deadlines: DeadlineWatch;
	/** By room. In memory alone: a room in a rush says so again within seconds. */
	readonly #rushes = new Map<string, Rush>();
	#failures = 0;

	constructor(context: DurableObjectState, env: Env) {
		super(context, env);
		for (const table of tables) context.storage.sql.exec(table);
		this.#deadlines = new DeadlineWatch(context.storage.sql);
		// Answered without waking the hall.
		context.setWebSocketAutoResponse(new WebSocketRequestResponsePair('ping', 'pong'));
	}

	/** The Worker has checked who asks. */
	override async fetch(request: Request): Promise<Response> {
		const [mine, theirs] = Object.values(new WebSocketPair()) as [WebSocket, WebSocket];
		const person = request.headers.get(PERSON_HEADER);
		this.ctx.acceptWebSocket(theirs, person ? [person] : []);
		theirs.serializeAttachment(Date.now());
		send(theirs, {
			type: 'snapshot',
			version: HALL_VERSION,
			now: Date.now(),
			rows: this.#rows()
		});
		if (this.#rushes.size > 0) send(theirs, this.#rushMessage());
		return new Response(null, { status: 101, webSocket: mine });
	}

	/**
	 * Students no room has spoken of stand in the hall too; what a room said is newer than this. Postgres knows who was renamed and what
	 * was granted, a room has only its ticket, so these facts are kept from here. Answers all rows.
	 */
	async enrol(rows: UnheardRow[]): Promise<AttemptRow[]> {
		const known = new Map(this.#rows().map((row) => [row.attempt, row]));
		const facts = new Map(rows.map(({ attempt }) => [attempt, this.#optionalFacts(attempt)]));
		for (const row of rows)
			this.ctx.storage.sql.exec(
				'insert into facts values (?, ?) on conflict (attempt) do update set facts = excluded.facts',
				row.attempt,
				JSON.stringify(factsOf(row))
			);
		const news = rows.flatMap((row) => {
			const before = known.get(row.attempt);
			if (!before || (before.lastContactAt === null && before.state !== row.state))
				return [rowOf(row)];
			const same = JSON.stringify(facts.get(row.attempt)) === JSON.stringify(factsOf(row));
			return same ? [] : [before];
		});
		if (news.length > 0) await this.announce(news);
		return this.#rows();
	}

	async announce(announced: AttemptRow[]): Promise<void> {
		const rows = announced.map((row) => ({
			...withFacts(row, this.#optionalFacts(row.attempt)),
			...this.#toldTo(row)
		}));
		for (const row of rows)
			this.ctx.storage.sql.exec(
				'insert into rows values (?, ?) on conflict (attempt) do update set row = excluded.row',
				row.attempt,
				JSON.stringify(row)
			);
		const message: HallMessage = { type: 'rows', now: Date.now(), rows };
		for (const socket of this.ctx.getWebSockets()) {
			if (socket.readyState !== WebSocket.OPEN) continue;
			// It comes back through the Worker, which looks again who asks.
			if (message.now - watchingSince(socket) > LOOK_AGAIN_MS) socket.close(1012, 'again');
			else send(socket, message);
		}
	}

	async announceRush(room: string, rush: Rush | null): Promise<void> {
		if (rush) this.#rushes.set(room, rush);
		else this.#rushes.delete(room);
		const message = this.#rushMessage();
		for (const socket of this.ctx.getWebSockets())
			if (socket.readyState === WebSocket.OPEN) send(socket, message);
	}

	/** Of all its rooms together. */
	#rushMessage(): HallMessage {
		const all = [...this.#rushes.values()];
		const rush: Rush | null =
			all.length === 0
				? null
				: {
						since: Math.min(...all.map(({ since }) => since)),
						turnedAway: all.reduce((sum, { turnedAway }) => sum + turnedAway, 0)
					};
		return { type: 'rush', now: Date.now(), rush };
	}

	async tell(told: ToldUnheard[]): Promise<void> {
		for (const { attempt, told: newest } of told)
			this.ctx.storage.sql.exec(
				'insert into told values (?, ?) on conflict (attempt) do update set told = excluded.told',
				attempt,
				JSON.stringify(newest)
			);
		const names = new Set(told.map(({ attempt }) => attempt));
		const rows = this.#rows().filter(({ attempt }) => names.has(attempt));
		if (rows.length > 0) await this.announce(rows.map(({ told: _before, ...row }) => row));
	}

	async addForAll(act: string, ms: number): Promise<void> {
		this.ctx.storage.sql.exec('insert into added values (?, ?) on conflict do nothing', act, ms);
	}

	async addedForAll(): Promise<number> {
		const row = this.ctx.storage.sql.exec('select coalesce(sum(ms), 0) as ms from added').one();
		return Number(row['ms']);
	}

	/** From now on the hall wakes up by itself when a deadline of its sitting has passed. `moved`: one may have come nearer. */
	async watchDeadlines(sitting: string, moved = false): Promise<void> {
		const now = Date.now();
		const planned = (await this.ctx.storage.getAlarm()) !== null;
		if (!moved && !this.#deadlines.wantsLook(sitting, planned, now)) return;
		this.#deadlines.note(sitting, false, now);
		await this.ctx.storage.setAlarm(now);
	}

	/** Wakes up at `at` at the latest; at once where nobody has looked for long. Unix milliseconds. */
	async wakeBy(sitting: string, at: number): Promise<void> {
		await this.watchDeadlines(sitting);
		const planned = await this.ctx.storage.getAlarm();
		if (planned !== null && planned <= at) return;
		this.#deadlines.note(sitting, false, Date.now());
		await this.ctx.storage.setAlarm(at);
	}

	override async alarm(): Promise<void> {
		const { sitting } = this.#deadlines;
		if (sitting === null) return;
		const now = Date.now();
		try {
			const { at, roster } = await closeDeadlines(
				(work) => transaction(this.env, system, work),
				sitting,
				now
			);
			const practice = await forgetPractices(this.env, sitting, now);
			// Nobody watches a practice: its hall knows those whose rooms speak, until they are forgotten.
			if (!practice) await this.enrol(roster.map(unheardRow));
			const next = new NextLook(sitting);
			next.by(at !== null && at <= now ? now + LOOK_AGAIN_SOON_MS : at);
			next.by(practice?.at ?? null);
			await next.after('hall.stills', () => deleteStills(this.env, sitting, now));
			await sendMails(this.env, { sitting, now }, next);
			this.#failures = next.failed ? this.#failures + 1 : 0;
			if (next.failed) next.by(now + nextDrainMs(this.#failures, Math.random));
			const planned = await this.#alarmBy(next.at);
			this.#deadlines.note(sitting, !planned, now);
		} catch (problem) {
			this.#failures += 1;
			logProblem('hall.deadlines', problem, { sitting });
			await this.#alarmBy(now + nextDrainMs(this.#failures, Math.random));
		}
	}

	async forget(attempt: string): Promise<void> {
		for (const table of ['rows', 'facts', 'told'])
			this.ctx.storage.sql.exec(`delete from ${table} where attempt = ?`, attempt);
	}

	async endWatching(person: string): Promise<void> {
		for (const socket of this.ctx.getWebSockets(person)) socket.close(4403, 'not_allowed');
	}

	override async webSocketMessage(): Promise<void> {
		// Consoles only listen; their pings are answered above.
	}

	override async webSocketClose(socket: WebSocket, code: number): Promise<void> {
		socket.close(code === 1005 || code === 1006 ? 1000 : code);
	}

	/** Whoever woke the hall while it looked is not forgotten: they may have changed what it had seen. Answers whether it will wake up. */
	async #alarmBy(at: number): Promise<boolean> {
		const asked = await this.ctx.storage.getAlarm();
		const next = Math.min(at, asked ?? Infinity);
		if (next < Infinity && next !== asked) await this.ctx.storage.setAlarm(next);
		return next < Infinity;
	}

	#optionalFacts(attempt: string): Facts | undefined {
		const [row] = this.ctx.storage.sql
			.exec('select facts from facts where attempt = ?', attempt)
			.toArray();
		return row && (JSON.parse(String(row['facts'])) as Facts);
	}

	#toldTo(row: AttemptRow): Pick<AttemptRow, 'told'> {
		if (row.told) return {};
		const [kept] = this.ctx.storage.sql
			.exec('select told from told where attempt = ?', row.attempt)
			.toArray();
		return kept ? { told: toldSchema.parse(JSON.parse(String(kept['told']))) } : {};
	}

	#rows(): AttemptRow[] {
		return this.ctx.storage.sql
			.exec('select row from rows')
			.toArray()
			.flatMap(({ row }) => {
				// A row of an older edge is not shown; its room speaks again as soon as its student does.
				const read = attemptRow.safeParse(JSON.parse(String(row)));
				return read.success ? [read.data] : [];
			})
			.sort((a, b) => a.studentName.localeCompare(b.studentName));
	}
}

/** What was due and could not be closed in one round. */
const LOOK_AGAIN_SOON_MS = 60_000;
/** A right to watch that was taken away ends within this, whatever was missed meanwhile. */
const LOOK_AGAIN_MS = 15 * 60_000;
const watchingSince = (socket: WebSocket) =>
	z.number().catch(0).parse(socket.deserializeAttachment());

function send(socket: WebSocket, message: HallMessage): void {
	socket.send(JSON.stringify(message));
}
