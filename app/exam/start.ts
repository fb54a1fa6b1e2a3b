/**
 * Opens the form and begins the session: with the key from the edge, or without a network with the start code. The session's
 * log itself begins in the worker, on the exam's page; what `open` has to say is put into the store here.
 * Done twice (two presses, a crash in between) it ends in the same session.
 */
import { ApiError, apiErrorCode, type ApiErrorCode } from '#app/api/api-error.ts';
import type { Api } from '#app/api/api.ts';
import { fromBase64url } from '#sync/bytes.ts';
import { decryptForm, importContentKey } from '#sync/form-cipher.ts';
import { handedOverOf } from '#sync/handover.ts';
import { policyHash } from '#sync/log-state.ts';
import type { FormManifest } from '#sync/schema/form.ts';
import type { ResponseValue } from '#sync/schema/response.ts';
import type { Ticket } from '#sync/schema/ticket.ts';
import {
	ownState,
	type KeptAttempt,
	type KeptHanded,
	type KeptKeys,
	type KeptSession
} from '../device/device-rows.ts';
import type { DeviceStore } from '../device/device-store.ts';
import { readManifest, readTicket } from './papers.ts';
import type { StartProblem, StartProblemCode } from './start-problem.ts';
import { judgeTime } from './start-time.ts';
import { clearTries, takeTry } from './start-tries.ts';
import type { Unwrapped } from './start-code.worker.ts';

export type Started = { ok: true; session: string } | { ok: false; problem: StartProblem };

/** What the page before the exam found out and the record has to say. */
export type Opening = Pick<
	KeptSession['opening'],
	'noticeHash' | 'appVersion' | 'models' | 'persisted'
>;

export type StartDeps = {
	store: Pick<
		DeviceStore,
		| 'attempt'
		| 'changeAttempt'
		| 'keys'
		| 'keepContentKey'
		| 'blob'
		| 'removeBlob'
		| 'sessionsOf'
		| 'beginSession'
		| 'counter'
		| 'putCounter'
	>;
	api: Pick<Api, 'key' | 'handedOver'>;
	unwrap: (manifest: FormManifest, typed: string) => Promise<Unwrapped>;
	now: () => number;
	uuid: () => string;
};

type Prepared = {
	kept: KeptAttempt;
	keys: KeptKeys;
	ticket: Ticket;
	ticketHash: string;
	manifest: FormManifest;
};
type Key = { key: CryptoKey; from: 'edge' | 'start_code' };

const fail = (code: StartProblemCode, at?: number): { ok: false; problem: StartProblem } => ({
	ok: false,
	problem: at === undefined ? { code } : { code, at }
});

/** `code`: what the student typed; null: ask the edge. */
export async function startAttempt(
	{ attempt, code, opening }: { attempt: string; code: string | null; opening: Opening },
	deps: StartDeps
): Promise<Started> {
	try {
		const prepared = await readPrepared(attempt, deps);
		if (!prepared) return fail('not_prepared');
		const current = (await deps.store.sessionsOf(attempt)).at(-1);
		const state = ownState(current);
		if (state === 'submitted' || state === 'done') return fail('attempt_ended');
		if (current && state && prepared.keys.contentKey) return { ok: true, session: current.session };

		const opened =
			code === null ? await keyFromEdge(prepared, deps) : await keyFromCode(prepared, code, deps);
		if (!opened.ok) return opened;
		const form = await decryptForm(prepared.manifest, opened.key, (hash) => deps.store.blob(hash));
		if (!form.ok) {
			await forgetBlobs(prepared.manifest, deps);
			return fail('form_damaged');
		}
		const handed = await handedTo(prepared, opened, deps);
		if (handed === 'unreachable' || handed === 'unavailable') return fail(handed);
		await deps.store.keepContentKey(attempt, opened.key);
		if (code !== null) await clearTries(attempt, deps.store);
		const row = newSession(prepared, opened, opening, handed, deps);
		return { ok: true, session: (await deps.store.beginSession(row)).session };
	} catch (error) {
		console.warn('The exam could not be started:', error);
		return fail('storage_failed');
	}
}

async function readPrepared(attempt: string, { store }: StartDeps): Promise<Prepared | null> {
	const kept = await store.attempt(attempt);
	const keys = await store.keys(attempt);
	const opened = readTicket(kept?.ticket ?? null);
	const manifest = readManifest(kept?.manifest ?? null);
	if (!kept || !keys || !opened || !manifest || opened.ticket.deviceKey !== keys.publicKey)
		return null;
	return { kept, keys, manifest, ticket: opened.ticket, ticketHash: opened.hash };
}

async function keyFromEdge(
	{ kept, ticket }: Prepared,
	{ api, store, now }: StartDeps
): Promise<({ ok: true } & Key) | { ok: false; problem: StartProblem }> {
	if (!kept.ticket) return fail('not_prepared');
	try {
		const answer = await api.key(kept.attempt, kept.ticket);
		await store.changeAttempt(kept.attempt, { edgeClock: { edge: answer.now, wall: now() } });
		const key = await importContentKey(fromBase64url(answer.contentKey));
		return { ok: true, key, from: 'edge' };
	} catch (error) {
		if (!(error instanceof Error) || error.name !== 'ApiError') throw error;
		if (error instanceof ApiError && error.evidence['because'] === 'begun_elsewhere')
			return fail('begun_elsewhere');
		return refusedByEdge(apiErrorCode(error), ticket);
	}
}

/** What is shown from the start of a session that goes on from another device. Without a network nothing can be. */
async function handedTo(
	{ kept, ticket }: Prepared,
	{ from }: Key,
	{ api }: StartDeps
): Promise<KeptHanded | null | 'unreachable' | 'unavailable'> {
	if (!ticket.previous || !kept.ticket || from === 'start_code') return null;
	try {
		const { responses, marked, item, entries, receivedAt } = await api.handedOver(
			kept.attempt,
			kept.ticket
		);
		const shown = responses.map(({ item, value }): [string, ResponseValue] => [item, value]);
		return { responses: shown, marked, item, entries, receivedAt };
	} catch (error) {
		const code = apiErrorCode(error);
		// A failure that passes must not leave fields empty for good: what is written into them would count instead.
		if (code !== 'not_found') return code === 'unreachable' ? code : 'unavailable';
		// The edge does not have it any more. The student goes on: what arrived is the edge's, and counts where it is not answered again.
		console.warn('What was answered on the other device could not be fetched:', error);
		return null;
	}
}

function refusedByEdge(code: ApiErrorCode, ticket: Ticket) {
	switch (code) {
		case 'not_open_yet':
			return fail(code, ticket.opensAt);
		case 'closed':
			return fail(code, ticket.closesAt);
		case 'ticket_expired':
			return fail(code, ticket.expiresAt);
		case 'conflict':
			return fail('papers_changed');
		case 'ticket_invalid':
		case 'not_found':
			return fail('not_prepared');
		case 'attempt_ended':
		case 'sitting_locked':
		case 'not_signed_in':
		case 'not_allowed':
		case 'too_many_requests':
		case 'unreachable':
			return fail(code);
		default:
			return fail('unavailable');
	}
}

async function keyFromCode(
	{ kept, ticket, manifest }: Prepared,
	typed: string,
	{ store, unwrap, now }: StartDeps
): Promise<({ ok: true } & Key) | { ok: false; problem: StartProblem }> {
	const time = judgeTime(ticket, kept.edgeClock, now());
	if (time) return { ok: false, problem: time };
	const allowed = await takeTry(kept.attempt, store, now());
	if (!allowed.ok) return fail('too_many_tries', allowed.until);
	const opened = await unwrap(manifest, typed);
	return opened.ok ? { ok: true, key: opened.key, from: 'start_code' } : fail('start_code_wrong');
}

/** What does not fit its hash is fetched again with the next preparation. */
async function forgetBlobs(manifest: FormManifest, { store }: StartDeps): Promise<void> {
	for (const { hash } of manifest.blobs) await store.removeBlob(hash);
}

function newSession(
	{ kept, ticket, ticketHash }: Prepared,
	{ from }: Key,
	opening: Opening,
	handed: KeptHanded | null,
	{ uuid, now }: StartDeps
): KeptSession {
	if (!kept.ticket) throw new TypeError('no ticket');
	const session = uuid();
	const { attempt, formHash, policy, previous } = ticket;
	return {
		version: 1,
		session,
		attempt,
		ticket: kept.ticket,
		createdAt: now(),
		state: 'opening',
		opening: {
			...opening,
			session,
			attempt,
			ticketHash,
			formHash,
			policyHash: policyHash(policy),
			keyFrom: from,
			...(previous && { previous }),
			...(handed && {
				handedOver: handedOverOf(handed.responses.map(([item, value]) => ({ item, value })))
			})
		},
		...(previous && { handed }),
		elapsed: { ms: 0, wall: now() },
		carriedMs: usedElsewhere(kept, ticket, now()),
		edgeSample: null,
		receipt: null,
		submit: null,
		rescued: false,
		refused: null
	};
}

/** The duration is given once: it has run since the attempt was opened on another device. */
function usedElsewhere({ edgeClock }: KeptAttempt, { startedAt }: Ticket, now: number): number {
	if (startedAt === undefined) return 0;
	const edgeNow = edgeClock ? now + edgeClock.edge - edgeClock.wall : now;
	return Math.max(0, edgeNow - startedAt);
}
