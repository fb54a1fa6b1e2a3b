/**
 * The hash chain over entries. `h₀` holds the session, the key that signs and the ticket, so no entry of one log fits another;
 * the byte 0x00 before every link keeps a link from being read as a genesis or as anything else that is hashed here.
 */
import { concat, fromHex, u32, utf8, uuidBytes } from './bytes.ts';
import type { Bytes } from './bytes.ts';
import { sha256 } from './hash.ts';

const logPrefix = utf8('invigil-log/1');
const controlPrefix = utf8('invigil-control/1');

export type LogGenesis = {
	session: string;
	/** 65 bytes: the uncompressed P-256 point. */
	deviceKey: Uint8Array;
	/** SHA-256 of the ticket's signed bytes, hex. */
	ticketHash: string;
};
export type ControlGenesis = {
	session: string;
	/** 32 bytes, Ed25519. */
	edgeKey: Uint8Array;
	ticketHash: string;
};

export function genesisHead({ session, deviceKey, ticketHash }: LogGenesis): Bytes {
	return sha256(concat(logPrefix, uuidBytes(session), deviceKey, fromHex(ticketHash)));
}

export function controlGenesisHead({ session, edgeKey, ticketHash }: ControlGenesis): Bytes {
	return sha256(concat(controlPrefix, uuidBytes(session), edgeKey, fromHex(ticketHash)));
}

const link = Uint8Array.of(0);

export function nextHead(head: Uint8Array, entry: Uint8Array): Bytes {
	return sha256(concat(link, head, u32(entry.length), entry));
}

export function headAfter(head: Uint8Array, entries: readonly Uint8Array[]): Uint8Array {
	return entries.reduce(nextHead, head);
}
