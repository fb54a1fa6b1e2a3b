/** What the edge signed, read back from the device's store. The signatures were checked when they came (prepare.ts). */
import { formManifest, type FormManifest } from '#sync/schema/form.ts';
import type { Signed } from '#sync/schema/signed.ts';
import { ticket as ticketSchema, type Ticket } from '#sync/schema/ticket.ts';
import { unsafeReadSigned } from '#sync/signed.ts';
import type { EdgeClock } from '../device/device-rows.ts';

/** null: it cannot be read any more, so it has to be fetched again. */
export function readTicket(signed: Signed | null): { ticket: Ticket; hash: string } | null {
	const opened = signed && unsafeReadSigned(signed, ticketSchema);
	return opened?.ok ? { ticket: opened.statement, hash: opened.hash } : null;
}

export function readManifest(signed: Signed | null): FormManifest | null {
	const opened = signed && unsafeReadSigned(signed, formManifest);
	return opened?.ok ? opened.statement : null;
}

/** Edge time as well as this device can tell: its own clock, put right by the last difference that was seen. */
export function estimateEdgeNow(clock: EdgeClock | null, wall: number): number {
	return clock ? wall + (clock.edge - clock.wall) : wall;
}
