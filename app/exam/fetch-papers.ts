/** The device's key, the ticket bound to it and the manifest of the form: fetched, checked, kept. */
import type { Api } from '#app/api/api.ts';
import { toBase64url } from '#sync/bytes.ts';
import { createDeviceKeyPair } from '#sync/keys.ts';
import type { AttemptSummary } from '#sync/schema/api.ts';
import { formManifest, type FormManifest } from '#sync/schema/form.ts';
import type { Ticket } from '#sync/schema/ticket.ts';
import { openSigned } from '#sync/signed.ts';
import { openTicket } from '#sync/ticket.ts';
import { wasLeft, type KeptAttempt } from '../device/device-rows.ts';
import type { DeviceStore } from '../device/device-store.ts';
import { FormDamagedError } from './form-blobs.ts';
import { grantedIn } from './granted-in.ts';
import { readManifest, readTicket } from './papers.ts';

export type Papers = { ticket: Ticket; manifest: FormManifest };

export type PapersDeps = {
	store: Pick<DeviceStore, 'attempt' | 'putAttempt' | 'keys' | 'addKeys' | 'sessionsOf'>;
	api: Pick<Api, 'keys' | 'ticket' | 'form'>;
	now: () => number;
};

/** A ticket is asked for again after this, whatever the list says. */
const TICKET_AGE_MS = 6 * 3_600_000;

export async function fetchPapers(
	summary: AttemptSummary,
	deps: PapersDeps,
	signal?: AbortSignal
): Promise<Papers> {
	const { store, api, now } = deps;
	const attempt = summary.id;
	const publicKey = await deviceKeyOf(attempt, deps);
	const kept = await store.attempt(attempt);
	const held = kept && (await heldPapers(kept, summary, publicKey, deps));
	if (held) return held;

	const { keys } = await api.keys(signal);
	const answer = await api.ticket(attempt, publicKey, signal);
	const wall = now();
	const opened = await openTicket(answer.signed, keys);
	if (!opened.ok) throw new FormDamagedError('ticket', opened.refusal.code);
	const { ticket } = opened;
	if (ticket.attempt !== attempt || ticket.deviceKey !== publicKey)
		throw new FormDamagedError('ticket', 'bound to something else');
	const row: KeptAttempt = {
		version: 1,
		attempt,
		student: ticket.student,
		summary,
		edgeKeys: keys,
		ticket: answer.signed,
		ticketAt: wall,
		manifest: kept?.manifest ?? null,
		edgeClock: { edge: answer.now, wall }
	};
	const current = readManifest(row.manifest);
	if (current?.formHash === ticket.formHash && current.sitting === ticket.sitting) {
		await store.putAttempt(row);
		return { ticket, manifest: current };
	}
	const { signed } = await api.form(ticket.sitting, signal);
	const form = await openSigned('invigil-form/1', signed, keys, formManifest);
	if (!form.ok) throw new FormDamagedError('manifest', form.refusal.code);
	const manifest = form.statement;
	if (manifest.formHash !== ticket.formHash || manifest.sitting !== ticket.sitting)
		throw new FormDamagedError('manifest', 'not the form of the ticket');
	await store.putAttempt({ ...row, manifest: signed });
	return { ticket, manifest };
}

/** null: something must be asked for. */
async function heldPapers(
	kept: KeptAttempt,
	summary: AttemptSummary,
	publicKey: string,
	{ store, now }: PapersDeps
): Promise<Papers | null> {
	const ticket = readTicket(kept.ticket)?.ticket;
	const manifest = readManifest(kept.manifest);
	if (!ticket || !manifest || ticket.deviceKey !== publicKey) return null;
	const newest = (await store.sessionsOf(summary.id)).at(-1);
	// A running session has its ticket and its form; nothing about it changes any more.
	if (newest && !wasLeft(newest)) return { ticket, manifest };
	// Begun on another device: how far it is there is only known now.
	if (isBegun(summary) || newest) return null;
	const current =
		ticket.formHash === summary.formHash &&
		manifest.formHash === summary.formHash &&
		ticket.opensAt === summary.opensAt &&
		ticket.closesAt === summary.closesAt &&
		ticket.durationMs === summary.durationMs &&
		grantedIn(ticket.accommodation) === grantedIn(summary.accommodation) &&
		// What is watched may have changed too, which the summary does not tell.
		(kept.summary.revision ?? 0) === (summary.revision ?? 0);
	const young = Math.abs(now() - kept.ticketAt) < TICKET_AGE_MS;
	return current && young ? { ticket, manifest } : null;
}

export const isBegun = ({ state }: Pick<AttemptSummary, 'state'>): boolean =>
	state === 'in_progress' || state === 'paused' || state === 'held';

async function deviceKeyOf(attempt: string, { store }: PapersDeps): Promise<string> {
	const kept = await store.keys(attempt);
	if (kept) return kept.publicKey;
	const { privateKey, raw } = await createDeviceKeyPair();
	const publicKey = toBase64url(raw);
	return (await store.addKeys({ version: 1, attempt, privateKey, publicKey, contentKey: null }))
		.publicKey;
}
