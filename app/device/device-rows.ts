/** What is kept on the device, a row type per table of device-store.ts. Every row names the version of its shape. */
import type { RefusalCode } from '#sync/refusal.ts';
import type { AttemptSummary } from '#sync/schema/api.ts';
import type { EntryContent } from '#sync/schema/entry.ts';
import type { ResponseValue } from '#sync/schema/response.ts';
import type { EdgeKey, Signed } from '#sync/schema/signed.ts';

export const ROW_VERSION = 1;
type Versioned = { version: typeof ROW_VERSION };

/** One exam as it was prepared: what the edge signed, and nothing it has to be asked for again. */
export type KeptAttempt = Versioned & {
	attempt: string;
	/** Whose it is: several students may use one device. */
	student: string | null;
	summary: AttemptSummary;
	edgeKeys: EdgeKey[];
	/** Holds a ticket; its signature was checked when it came. */
	ticket: Signed | null;
	/** Device time when the ticket came. */
	ticketAt: number;
	/** Holds a formManifest; its signature was checked when it came. */
	manifest: Signed | null;
	/** Edge and device clock read at the same moment. */
	edgeClock: EdgeClock | null;
};
export type EdgeClock = { edge: number; wall: number };

/** The private key and the content key can be used and never read. */
export type KeptKeys = Versioned & {
	attempt: string;
	privateKey: CryptoKey;
	/** Raw P-256 point, base64url. */
	publicKey: string;
	contentKey: CryptoKey | null;
};

/** Ciphertext, named by its hash. */
export type KeptBlob = Versioned & { hash: string; bytes: Uint8Array<ArrayBuffer> };

/**
 * opening: `open` is not in the log yet · open: being sat · damaged: its end is lost, another session goes on
 * submitted: handed in, the edge has not confirmed all of it · done: confirmed up to the submit
 */
export type SessionState = 'opening' | 'open' | 'damaged' | 'submitted' | 'done';

export type KeptSession = Versioned & {
	session: string;
	attempt: string;
	/** The ticket it was opened under: a newer one of the attempt changes nothing here. */
	ticket: Signed;
	createdAt: number;
	state: SessionState;
	/** Data of the `open` entry. */
	opening: Extract<EntryContent, { kind: 'open' }>['data'];
	/** Time used so far, written with each heartbeat: it never gets less, whatever the clocks say after a reload. */
	elapsed: { ms: number; wall: number };
	/**
	 * Time left, with all that was given and taken back until then. `standsMs`: so long it does not run from then on, for the rest of a
	 * break; null: without end, in a pause.
	 */
	left?: { ms: number; wall: number; standsMs: number | null };
	/** Time used in sessions of the attempt before this one, whose records were damaged. */
	carriedMs: number;
	/** The damaged session before this one, until all that could be read of it is recorded here. */
	carriesFrom?: string | null;
	/** Of a session that goes on from one on another device: what of that was shown from the start. null: it could not be fetched. */
	handed?: KeptHanded | null;
	/** Edge time and time used, at one moment. */
	edgeSample: { edge: number; elapsed: number } | null;
	/** The newest one: everything up to entry `seq` is the edge's. */
	receipt: { seq: number; at: number; signed: Signed } | null;
	/** That the newest receipt stands in the public log, once the log has it. */
	logProof?: string;
	/** Sequence number of the submit. */
	submit: number | null;
	/** Of a damaged session: what was left of it is the edge's too. */
	rescued: boolean;
	/** Why the edge will not take this session; sending it again changes nothing. */
	refused: RefusalCode | null;
	/** It was the staff who handed the attempt over to another device. */
	handedOver?: boolean;
	/** More time that came after the clock had handed in: the student may go on. */
	offer?: { control: number; ms: number } | null;
	/** The student wants to: number of the control entry that gave the time, until that is in the log. */
	goesOn?: number | null;
};

/** Answers that stand in another session's log (SPEC W): they are shown, and not recorded again. */
export type KeptHanded = {
	responses: [item: string, value: ResponseValue][];
	marked: string[];
	item: string | null;
	/** Entries of the session before that had arrived, and edge time at which the last of them had. */
	entries: number;
	receivedAt: number;
};

export type KeptSegment = Versioned & {
	session: string;
	first: number;
	bytes: Uint8Array<ArrayBuffer>;
};
export type KeptControl = Versioned & {
	session: string;
	index: number;
	bytes: Uint8Array<ArrayBuffer>;
};

/** The attempt goes on on another device; nothing is written here any more. */
export function wasLeft({ refused }: Pick<KeptSession, 'refused'>): boolean {
	return refused === 'superseded';
}

/** How the newest session stands for who would go on with it; null: there is none to go on with. */
export function ownState(
	newest: Pick<KeptSession, 'state' | 'refused'> | undefined
): SessionState | null {
	return newest && !wasLeft(newest) ? newest.state : null;
}

/** There is something in it that the edge could still take. */
export function isUnfinished({ state, refused, rescued }: KeptSession): boolean {
	return state !== 'opening' && state !== 'done' && refused === null && !rescued;
}

/** A record that does not fit its chain any more, as it was found. Kept as evidence, never read back into a log. */
export type DamagedRecord = Versioned & {
	id?: number;
	session: string;
	where: 'log' | 'control';
	/** First sequence number or index under which it lay. */
	place: number;
	code: string;
	foundAt: number;
	/** null: the browser could not read it at all. */
	bytes: Uint8Array<ArrayBuffer> | null;
};

/** A file that an answer names. It is kept before the log names it (SPEC U2); its bytes lie in a table of their own. */
export type KeptFile = Versioned & {
	attempt: string;
	hash: string;
	name: string;
	contentType: string;
	bytes: number;
	addedAt: number;
	/** Holds a file receipt, whose signature was checked when it came; null: the edge has not confirmed it. */
	receipt: Signed | null;
	/** Why the edge will not take it; sending it again changes nothing. */
	refused: string | null;
};

/** AES-256-GCM under the attempt's file key. */
export type KeptFileBytes = Versioned & {
	attempt: string;
	hash: string;
	iv: Uint8Array<ArrayBuffer>;
	data: Uint8Array<ArrayBuffer>;
};

/** Made on this device; it can be used and never read. */
export type KeptFileKey = Versioned & { attempt: string; key: CryptoKey };

/** Tries of something that must not be tried at will. */
export type KeptCounter = Versioned & { name: string; count: number; until: number };
