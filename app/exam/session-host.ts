/**
 * Opens an attempt for its page: one writer among the tabs, the questions, the log as it was left. A record whose end is damaged is put
 * right by the edge where it has that end; where not, a new session goes on with every answer that can still be read, those behind the
 * damage too, and the intact beginning of the old one is sent later. What was damaged is kept aside. Nothing is thrown away.
 */
import type { Entry, EntryContent } from '#sync/schema/entry.ts';
import type { ResponseValue } from '#sync/schema/response.ts';
import { wasLeft, type KeptSession } from '../device/device-rows.ts';
import { lockToWrite, takeLock } from './attempt-lock.ts';
import type { EncodedCopy } from './copies/encoded-copy.ts';
import type { SessionFacts } from './copies/report.ts';
import { sealOwnCopy } from './copies/seal-own-copy.ts';
import { healable } from './healable.ts';
import type { HostWorld } from './host-world.ts';
import { leftIn } from './left-in-session.ts';
import { LiveSession } from './live-session.ts';
import { openForm } from './open-form.ts';
import { openLog } from './open-log.ts';
import { readTicket } from './papers.ts';
import {
	noticeOf,
	type Opened,
	type OpenedForm,
	type OpenFailure,
	type SessionEvent,
	type SubmitBy
} from './session-events.ts';
import { gapsIn } from './lost/gaps.ts';
import type { Lost } from './lost/saved-list.ts';
import { answersIn, readAside } from './salvage.ts';
import { readRecord, snapshotOf, type Begun, type RecordLeft } from './snapshot.ts';

const ELSEWHERE_AFTER_MS = 1_000;
/** How long a student waits at most for the edge to give back what the device has lost. */
const ASK_EDGE_MS = 4_000;

type Tell = (event: SessionEvent) => void;
export class SessionHost {
	readonly #world: HostWorld;
	#live: LiveSession | null = null;
	#release: (() => void) | null = null;
	#waiting: AbortController | null = null;

	constructor(world: HostWorld) {
		this.#world = world;
	}

	async open(attempt: string, tell: Tell): Promise<Opened> {
		await this.close();
		try {
			const row = await this.#newest(attempt);
			if (!row) return { kind: 'failed', failure: 'not_started' };
			if (isOver(row)) return { kind: 'submitted' };
			if (wasLeft(row)) return movedFrom(row);
			// Called off: opened again or closed meanwhile, and nobody waits for this answer.
			if (!(await this.#lock(attempt, tell))) return await new Promise(() => undefined);
			// Whoever held the lock until now has written.
			return await this.#open((await this.#newest(attempt)) ?? row, tell);
		} catch (error) {
			console.warn('The attempt could not be opened:', error);
			return this.#fail('storage_failed');
		}
	}

	/** The person wants to write here and not in the other tab. */
	takeOver(attempt: string): void {
		takeLock(attempt, this.#world);
	}

	respond(item: string, value: ResponseValue): Promise<{ seq: number }> {
		return this.#current().respond(item, value);
	}

	record(content: EntryContent): Promise<{ seq: number }> {
		return this.#current().log.append(content);
	}

	handIn(by: SubmitBy): Promise<void> {
		return this.#current().handIn(by);
	}

	/** Seals what waits for company: the page is being hidden. */
	flush(): Promise<void> {
		return this.#live?.log.flush() ?? Promise.resolve();
	}

	retryStore(): void {
		this.#live?.log.retryStore();
	}

	nudge(): void {
		this.#live?.nudge();
	}

	/** What is in memory needs no store. Also where nothing is open here, of what the store has. */
	copy(attempt: string): Promise<EncodedCopy> {
		return sealOwnCopy(attempt, this.#world.store, this.#live);
	}

	facts(): SessionFacts | null {
		return this.#live?.facts ?? null;
	}

	/** Alive, as far as anybody can say it of oneself. */
	answers(): true {
		return true;
	}

	/** Resolves when everything is stored and another tab may write. */
	async close(): Promise<void> {
		this.#waiting?.abort();
		this.#waiting = null;
		const live = this.#live;
		this.#live = null;
		await live?.stop();
		this.#release?.();
		this.#release = null;
	}

	#current(): LiveSession {
		if (!this.#live) throw new Error('no session is open');
		return this.#live;
	}

	/** false: closed or opened again meanwhile. */
	async #lock(attempt: string, tell: Tell): Promise<boolean> {
		const waiting = new AbortController();
		this.#waiting = waiting;
		const callOff = this.#world.schedule(ELSEWHERE_AFTER_MS, () => tell({ type: 'elsewhere' }));
		const onTaken = () => void this.close().then(() => tell({ type: 'taken_over' }));
		try {
			const release = await lockToWrite(attempt, this.#world, { onTaken, signal: waiting.signal });
			this.#release = release;
			return release !== null;
		} finally {
			callOff();
		}
	}

	async #newest(attempt: string): Promise<KeptSession | undefined> {
		const rows = await this.#world.store.sessionsOf(attempt);
		return rows.findLast(({ state }) => state !== 'damaged') ?? rows.at(-1);
	}

	async #open(row: KeptSession, tell: Tell): Promise<Opened> {
		if (isOver(row)) return this.#submitted();
		if (wasLeft(row)) return this.#moved(row);
		const form = await this.#form(row);
		const begun = form && (await this.#begin(row, tell));
		if (begun === 'moved') return this.#moved(row);
		if (!begun) return this.#fail('form_damaged');
		this.#live = begun.live;
		if (begun.submit !== null) {
			// The tab went away between the submit and what is noted of it here.
			const change = { state: 'submitted' as const, submit: begun.submit };
			await this.#world.store.changeSession(begun.live.row.session, change);
			return this.#submitted();
		}
		begun.live.start();
		return { kind: 'open', snapshot: snapshotOf(begun, form) };
	}

	async #form({ attempt, ticket: signed }: KeptSession): Promise<OpenedForm | null> {
		const ticket = readTicket(signed)?.ticket;
		if (!ticket) return null;
		const opened = await openForm(ticket, this.#world.store);
		if (opened) return opened;
		return (await this.#world.repairForm(attempt)) ? openForm(ticket, this.#world.store) : null;
	}

	async #begin(row: KeptSession, tell: Tell): Promise<Begun | 'moved' | null> {
		const { store, storeFailed, schedule } = this.#world;
		const refused = row.refused !== null && healable.includes(row.refused);
		let live: LiveSession | null = null;
		const opened = await openLog(row, this.#world, {
			hold: refused || storeFailed(row.session),
			onStoreTrouble: (trouble) => live?.storeTrouble(trouble)
		});
		if (!opened) return null;
		const { log, control, unanswered } = opened;
		const edgeClock = (await store.attempt(row.attempt))?.edgeClock ?? null;
		live = new LiveSession(row, log, this.#world, tell);
		const restored: Entry[] = [];
		if (log.held && !refused) {
			log.onAdopted((entries) => restored.push(...entries));
			await Promise.race([
				live.connect(),
				new Promise<void>((resolve) => void schedule(ASK_EDGE_MS, resolve))
			]);
		}
		const known = [...opened.entries, ...restored];
		const goesOn = row.goesOn ?? null;
		const entries =
			goesOn !== null && live.log.submitted && !live.log.held
				? await live.goOn(goesOn, known)
				: known;
		live.load(entries, control, edgeClock);
		const end = entries.length;
		const aside = opened.endMissing ? await store.damagedOf(row.session) : [];
		const read = await readAside(aside, end, log.papers);
		const behind = answersIn(read, end);
		const left = readRecord([...entries, ...behind]);
		const places = aside.flatMap(({ where, place }) => (where === 'log' ? [place] : []));
		const gaps = opened.endMissing
			? gapsIn(entries, read, { places, endKnown: restored.length > 0 })
			: [];
		const missing: Lost = { session: row.session, recordedAt: left.recordedAt, gaps };
		// The edge has not given it back: it had nothing more, or less than was written here.
		const lost = opened.endMissing && (restored.length === 0 || behind.length > 0);
		const { leftBy } = live;
		// The edge has all that is whole, and it goes on elsewhere: a new session here would be one that nobody hands over.
		if ((log.held || lost) && leftBy === 'student') {
			await live.stop();
			await store.changeSession(row.session, { refused: 'superseded', handedOver: false });
			return 'moved';
		}
		if ((log.held || lost) && left.submit === null && leftBy === null)
			return this.#goOn(row, left, { live, missing }, tell);
		for (const entry of unanswered) if (!noticeOf(entry)) live.applied(entry);
		if (opened.endMissing && !log.held) live.damaged('restored_from_edge');
		const notices = unanswered.map(noticeOf).filter((notice) => notice !== null);
		const corrections = control
			.map(noticeOf)
			.filter((notice) => notice?.kind === 'correction')
			.filter((notice) => notice !== null);
		const damaged = opened.endMissing ? 'restored' : 'no';
		const fresh = row.state === 'opening' && entries.length === 0;
		const stands = fresh && row.handed ? live.standWhere(row.handed, left) : left;
		const begun: Begun = {
			...{ live, ...stands, notices, corrections, damaged },
			lost: opened.endMissing ? missing : null
		};
		if (!row.carriesFrom || fresh || left.submit !== null) return begun;
		return this.#carry(begun, await leftIn(row.carriesFrom, this.#world));
	}

	/** In a new session under the same ticket. Every answer that can be read is recorded in it again, so that it stands by itself. */
	async #goOn(
		row: KeptSession,
		left: RecordLeft,
		{ live: old, missing }: { live: LiveSession; missing: Lost },
		tell: Tell
	): Promise<Begun | 'moved' | null> {
		const { store, uuid, now } = this.#world;
		const { usedMs } = old;
		await old.stop();
		await store.changeSession(row.session, { state: 'damaged' });
		const session = uuid();
		const next = await store.beginSession({
			...row,
			session,
			createdAt: Math.max(now(), row.createdAt + 1),
			state: 'opening',
			opening: { ...row.opening, session },
			carriedMs: usedMs,
			carriesFrom: row.session,
			elapsed: { ms: usedMs, wall: now() },
			receipt: null,
			submit: null,
			refused: null,
			rescued: false
		});
		const begun = await this.#begin(next, tell);
		if (begun === null || begun === 'moved') return begun;
		begun.live.damaged('continued_in_new_session');
		return { ...this.#carry(begun, left), damaged: 'continued', lost: missing };
	}

	/** Records what the session does not have yet. Broken off, the next opening finds `carriesFrom` and does the rest. */
	#carry(begun: Begun, left: RecordLeft): Begun {
		const { live } = begun;
		const { store } = this.#world;
		const has = new Set(begun.responses.map(([id]) => id));
		const responses = left.responses.filter(([id]) => !has.has(id));
		const marked = left.marked.filter((id) => !begun.marked.includes(id));
		const written: Promise<unknown>[] = responses.map(([id, value]) => live.respond(id, value));
		for (const id of marked)
			written.push(live.log.append({ kind: 'navigation', data: { item: id, action: 'mark' } }));
		Promise.all(written)
			.then(() => store.changeSession(live.row.session, { carriesFrom: null }))
			.catch((error: unknown) => console.warn('Not all is carried over yet:', error));
		return {
			...begun,
			responses: [...begun.responses, ...responses],
			marked: [...begun.marked, ...marked],
			// Where a session of before was left is older than where its damaged record was.
			item: left.item ?? begun.item,
			newestResponse: live.log.nextSeq - 1
		};
	}

	async #submitted(): Promise<Opened> {
		await this.close();
		return { kind: 'submitted' };
	}

	async #moved(row: KeptSession): Promise<Opened> {
		await this.close();
		return movedFrom(row);
	}

	async #fail(failure: OpenFailure): Promise<Opened> {
		await this.close();
		return { kind: 'failed', failure };
	}
}

const movedFrom = ({ handedOver }: KeptSession): Opened => ({
	kind: 'moved',
	by: handedOver ? 'staff' : 'student'
});

function isOver({ state }: KeptSession): boolean {
	return state === 'submitted' || state === 'done';
}
