/** What the Worker and the objects call on each other: named here, so that nobody has to import the other's class. */
import type { Asker } from '../access/permit.ts';
import type { MonitorEvents } from '#sync/schema/dashboards.ts';
import type { Told } from '#sync/schema/control-act.ts';
import type { Draft } from '#sync/schema/draft.ts';
import type { BroughtAgain } from './bring-room-again.ts';
import type { DraftVersion } from './draft-store.ts';
import type { NamedStill } from './named-stills.ts';
import type { LogAnswer } from './hand-heads.ts';
import type { LoggedHead } from './session-heads.ts';
import type { ToldPlace } from './told-places.ts';
import type { Totals } from './metrics-text.ts';
import type { RoomReading } from './room-counters.ts';
import type { Rush } from './room-load.ts';
import type { UnheardRow } from './hall-facts.ts';
import type { AttemptRow } from '#sync/schema/hall.ts';
import type { Signed } from '#sync/schema/signed.ts';

/** Set by the Worker on what it hands to a hall: who watches. */
export const PERSON_HEADER = 'X-Invigil-Person';

/** The attempt's newest session as the edge has it; null before the first start. */
export type NewestSession = {
	session: string;
	ticket: Signed;
	seq: number;
	head: string;
	/** When the first session of the attempt was opened. */
	startedAt: number;
	/** Sequence number of its last answer; -1: none. */
	lastResponse: number;
} | null;

/** `kept`: a `KeptAct` as JSON: the types of a call know no unions. */
export type SentToRoom = { sitting: string; toAll: boolean; attempts: string[]; kept: string };
/** Of an attempt that the room has no session of. */
export type ToldUnheard = { attempt: string; told: Told };

/** `at`: edge time. */
export type SentCorrection = { item: string; at: number; text: string };

/** Segments of a session out of a sealed copy, from one index on. `signed`: its ticket as JSON, opened by the Worker. */
export type CopyPiece = {
	attempt: string;
	session: string;
	signed: string;
	from: number;
	items: Uint8Array[];
	/** What came before was another history than the room's: this goes on from there. */
	forked: boolean;
};
/**
 * `outcome`: `taken`, `known` (nothing new in it), `forked`, `connected`, `erased`, `refused` (with its code), `unavailable`.
 * `segments`: how many the room has now; `state`: of the attempt, empty where there is none.
 */
export type BroughtPiece = {
	outcome: string;
	entries: number;
	segments: number;
	state: string;
	code: string;
};

/** As the newest response that names it says. */
export type NamedFile = { item: string; name: string; contentType: string; bytes: number };

export interface RoomCalls extends Rpc.DurableObjectBranded {
	newestSession(attempt: string): Promise<NewestSession>;
	/** What goes on from there: a `HandoverAnswer` as JSON (the types of a call know no unions); null: it is not here. */
	handedOver(
		attempt: string,
		previous: { session: string; seq: number; head: string }
	): Promise<string | null>;
	/** Brings all that the room has of the attempt to Postgres; false when Postgres could not take it now. */
	drainAttempt(attempt: string): Promise<boolean>;
	/** Postgres was put back to an older state: what it lacks of this room waits again. Rejects when Postgres is away. */
	bringAgain(): Promise<BroughtAgain>;
	/** While held, what the attempt's devices bring is taken in and waits for a person. Their sockets are closed once, and come back. */
	holdAttempt(attempt: string, held: boolean): Promise<void>;
	/** A person decided about it: the hall shows that, until more answers come. */
	noteDecided(attempt: string, state: 'accepted' | 'voided'): Promise<void>;
	/** Kept until every session that it is for has it. Answers what to show of those who have none yet. */
	control(sent: SentToRoom): Promise<ToldUnheard[]>;
	/** All that were ever sent to the attempt, those after its hand-in too, which stand in no log of its own; none once it was erased. */
	corrections(of: { attempt: string; sitting: string }): Promise<SentCorrection[]>;
	/** What a device's updates would be, with no device to answer (SPEC X). */
	bringCopy(piece: CopyPiece): Promise<BroughtPiece>;
	/** Of several at once. */
	holdAttempts(attempts: string[], held: boolean): Promise<void>;
	/** All that the room has of it, for good; its devices are refused from then on. What Postgres lacks must have been drained. */
	eraseAttempt(attempt: string): Promise<void>;
	/** null: no answer of the attempt names a file of this hash, or the attempt was erased. */
	namedFile(attempt: string, hash: string): Promise<NamedFile | null>;
	/** null: no log of the attempt names a still of this hash, or the attempt was erased. */
	namedStill(attempt: string, hash: string): Promise<NamedStill | null>;
	/** Of all files that the attempt's newest answers name. */
	namedHashes(attempt: string): Promise<string[]>;
	/** Heads of its sessions that stand in the public log, newest first. */
	loggedHeads(attempt: string): Promise<LoggedHead[]>;
}

export interface HallCalls extends Rpc.DurableObjectBranded {
	/** Answers all rows. */
	enrol(rows: UnheardRow[]): Promise<AttemptRow[]>;
	announce(rows: AttemptRow[]): Promise<void>;
	/** Of a room that asks devices to come again; null: it does no more. */
	announceRush(room: string, rush: Rush | null): Promise<void>;
	/** What was sent to students that no room has spoken of. */
	tell(told: ToldUnheard[]): Promise<void>;
	/** Time that was added for everybody. The same act again adds nothing. */
	addForAll(act: string, ms: number): Promise<void>;
	/** All of it, in milliseconds. */
	addedForAll(): Promise<number>;
	/** From now on the hall closes what is over by itself. `moved`: a deadline may have come nearer. */
	watchDeadlines(sitting: string, moved?: boolean): Promise<void>;
	wakeBy(sitting: string, at: number): Promise<void>;
	/** The row of an attempt whose student was erased. */
	forget(attempt: string): Promise<void>;
	/** Ends the sockets of one who may watch no more. */
	endWatching(person: string): Promise<void>;
}

export type ReportAnswer = 'added' | 'not_found' | 'not_signed_in' | 'crowded' | 'away';

export interface MonitorDeskCalls extends Rpc.DurableObjectBranded {
	/** `asker` has the roles the token named; they are compared with the database's. */
	add(signIn: string, asker: Asker, events: MonitorEvents): Promise<ReportAnswer>;
}

/** Set beside it on what is handed to a draft's room: `yes` for those who may write. */
export const MAY_EDIT_HEADER = 'X-Invigil-May-Edit';

export interface DraftCalls extends Rpc.DurableObjectBranded {
	/** Is there anything? */
	begun(): Promise<boolean>;
	/** The first content; does nothing where there is some. */
	begin(draft: Draft, by: string): Promise<void>;
	/** `ReadDraft` as JSON: the types of a call know no tuples. */
	read(): Promise<string>;
	/** Newest first. */
	versions(): Promise<DraftVersion[]>;
	/** Its number; null: what is there cannot be read, or there are too many. */
	saveVersion(name: string, by: string): Promise<number | null>;
	/** false: there is no such version. */
	restore(version: number, by: string): Promise<boolean>;
	/** Ends the sockets of one who may write or look no more. */
	endEditing(person: string): Promise<void>;
}

export interface PublicLogCalls extends Rpc.DurableObjectBranded {
	/** 32 bytes each, hex. The place of each in the log, the same for one that comes again. `newest`: what the room was told last. */
	add(entries: string[], newest: ToldPlace | null): Promise<LogAnswer>;
	/** Why it takes nothing in and signs nothing, of the list in sync/transparency/problem.ts; null: it does. */
	refusal(): Promise<string | null>;
}

export interface MeterCalls extends Rpc.DurableObjectBranded {
	report(room: string, start: string, reading: RoomReading): Promise<void>;
	read(): Promise<Totals>;
}
