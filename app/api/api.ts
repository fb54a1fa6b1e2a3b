import type * as z from 'zod';
import {
	capturedMail,
	dataRules,
	ceremony,
	invitation,
	mailed,
	passkey,
	profile,
	registerAnswer,
	session,
	signInAnswer,
	signInOptions,
	type mailLocale,
	type profileChange,
	type Proof,
	type registerRequest
} from '#sync/schema/accounts.ts';
import {
	attemptList,
	attemptResults,
	attemptSummary,
	edgeKeys,
	formAnswer,
	health,
	keyAnswer,
	sittingDetail,
	sittingList,
	sittingParts,
	ticketAnswer
} from '#sync/schema/api.ts';
import {
	arrangement,
	type ArrangementAnswer,
	type ArrangementRequest
} from '#sync/schema/arrangement.ts';
import { controlAnswer, type controlRequest } from '#sync/schema/control-act.ts';
import type { PracticeLocale } from '#sync/practice/texts.ts';
import { handoverAnswer } from '#sync/schema/handover.ts';
import { joined, linkedSitting } from '#sync/schema/roster.ts';
import type { Signed } from '#sync/schema/signed.ts';
import { stayingSignedIn } from './stay-signed-in.ts';
import { requestBytes, requestJson, requestNothing, type Fetch } from './request.ts';

type MailLocale = z.infer<typeof mailLocale>;

/** The HTTP API, one method an operation. Every answer is parsed; every failure is an ApiError. */
export class Api {
	readonly #fetch: Fetch;

	constructor(fetch: Fetch = stayingSignedIn((url, init) => globalThis.fetch(url, init))) {
		this.#fetch = fetch;
	}

	health(signal?: AbortSignal) {
		return requestJson(this.#fetch, health, '/health', { signal });
	}

	keys(signal?: AbortSignal) {
		return requestJson(this.#fetch, edgeKeys, '/keys', { signal });
	}

	signIn(email: string, password: string) {
		return this.#post(signInAnswer, '/auth/login', { email, password });
	}

	session(signal?: AbortSignal) {
		return requestJson(this.#fetch, session, '/auth/session', { signal });
	}

	/** Ends this sign-in, or all of the person's. */
	signOut(everywhere = false) {
		const body = everywhere ? { everywhere } : {};
		return requestNothing(this.#fetch, '/auth/logout', { method: 'POST', body });
	}

	/** What the sign-in page offers beside the password. */
	signInOptions(signal?: AbortSignal) {
		return requestJson(this.#fetch, signInOptions, '/auth/options', { signal });
	}

	/** Which exam a teacher's link is to. */
	linkedSitting(token: string) {
		return this.#post(linkedSitting, '/student/join/read', { token });
	}

	/** Onto the roster that a teacher's link names. */
	joinSitting(token: string) {
		return this.#post(joined, '/student/join', { token });
	}

	register(request: z.infer<typeof registerRequest>) {
		return this.#post(registerAnswer, '/auth/register', request);
	}

	/** Whom the link of an invitation is for. */
	invitation(token: string) {
		return this.#post(invitation, '/auth/invitations/read', { token });
	}

	verifyEmail(token: string, password: string) {
		return this.#post(session, '/auth/email/verify', { token, password });
	}

	forgotPassword(email: string, locale: z.infer<typeof registerRequest>['locale']) {
		return this.#post(mailed, '/auth/password/forgot', { email, locale });
	}

	resetPassword(token: string, password: string, locale: MailLocale) {
		const body = { token, password, locale };
		return requestNothing(this.#fetch, '/auth/password/reset', { method: 'POST', body });
	}

	changePassword(current: string, next: string, locale: MailLocale) {
		const body = { current, next, locale };
		return requestNothing(this.#fetch, '/auth/password', { method: 'POST', body });
	}

	profile(signal?: AbortSignal) {
		return requestJson(this.#fetch, profile, '/auth/profile', { signal });
	}

	changeProfile(body: z.infer<typeof profileChange>) {
		return requestJson(this.#fetch, profile, '/auth/profile', { method: 'PATCH', body });
	}

	/** Signs out one of one's own devices. */
	endSignIn(id: string) {
		return requestNothing(this.#fetch, `/auth/sign-ins/${id}`, { method: 'DELETE' });
	}

	passkeySignInOptions() {
		return this.#post(ceremony, '/auth/passkey/options', {});
	}

	/** `answer`: what the browser signed. */
	passkeySignIn(ceremony: string, answer: Record<string, unknown>) {
		return this.#post(session, '/auth/passkey/sign-in', { ceremony, answer });
	}

	/** After the password. */
	secondFactor(ceremony: string, answer: Record<string, unknown>) {
		return this.#post(session, '/auth/passkey/second-factor', { ceremony, answer });
	}

	/** To prove with a passkey that it is still oneself. */
	proofOptions() {
		return this.#post(ceremony, '/auth/proof/options', {});
	}

	passkeyOptions(proof: Proof | undefined) {
		return this.#post(ceremony, '/auth/passkeys/options', { proof });
	}

	/** `answer`: what the browser made. */
	addPasskey(ceremony: string, answer: Record<string, unknown>, name: string, locale: MailLocale) {
		return this.#post(passkey, '/auth/passkeys', { ceremony, answer, name, locale });
	}

	removePasskey(id: string, proof: Proof | undefined, locale: MailLocale) {
		const path = `/auth/passkeys/${encodeURIComponent(id)}/remove`;
		return requestNothing(this.#fetch, path, { method: 'POST', body: { proof, locale } });
	}

	unlink(issuer: string, subject: string) {
		const query = new URLSearchParams({ issuer, subject });
		return requestNothing(this.#fetch, `/auth/identities?${query}`, { method: 'DELETE' });
	}

	dataRules(signal?: AbortSignal) {
		return requestJson(this.#fetch, dataRules, '/auth/data/rules', { signal });
	}

	/** A zip archive. */
	ownData(signal?: AbortSignal) {
		return requestBytes(this.#fetch, '/auth/data', { signal });
	}

	eraseOwnData(email: string, proof: Proof | undefined) {
		return requestNothing(this.#fetch, '/auth/data/erase', {
			method: 'POST',
			body: { email, proof }
		});
	}

	/** Of an installation that shows its mails instead of sending them. */
	capturedMail(signal?: AbortSignal) {
		return requestJson(this.#fetch, capturedMail, '/auth/captured-mail', { signal });
	}

	/** No key and no new attempt; what is being written is held. */
	lockSitting(sitting: string, reason: string) {
		const body = { reason };
		return requestNothing(this.#fetch, `/sittings/${sitting}/lock`, { method: 'POST', body });
	}

	unlockSitting(sitting: string, reason: string) {
		const body = { reason };
		return requestNothing(this.#fetch, `/sittings/${sitting}/unlock`, { method: 'POST', body });
	}

	/** Another attempt at a sitting that allows several. */
	another(sitting: string) {
		return this.#post(attemptSummary, `/student/sittings/${sitting}/attempts`, {});
	}

	/** The institution's own exam to try it out: begun, or gone on with. */
	practise(locale: PracticeLocale) {
		return this.#post(attemptSummary, '/student/practice', { locale });
	}

	attempts(signal?: AbortSignal) {
		return requestJson(this.#fetch, attemptList, '/attempts', { signal });
	}

	/** `deviceKey`: the raw P-256 public key, base64url. */
	ticket(attempt: string, deviceKey: string, signal?: AbortSignal) {
		const request = { method: 'POST' as const, body: { deviceKey }, signal };
		return requestJson(this.#fetch, ticketAnswer, `/attempts/${attempt}/ticket`, request);
	}

	/** The content key of the form, while the sitting is open. */
	key(attempt: string, ticket: Signed, signal?: AbortSignal) {
		const request = { method: 'POST' as const, body: { ticket }, signal };
		return requestJson(this.#fetch, keyAnswer, `/attempts/${attempt}/key`, request);
	}

	/** What has arrived from the device before; the ticket names it. */
	handedOver(attempt: string, ticket: Signed, signal?: AbortSignal) {
		const request = { method: 'POST' as const, body: { ticket }, signal };
		return requestJson(this.#fetch, handoverAnswer, `/attempts/${attempt}/hand-over`, request);
	}

	form(sitting: string, signal?: AbortSignal) {
		return requestJson(this.#fetch, formAnswer, `/sittings/${sitting}/form`, { signal });
	}

	blob(sitting: string, hash: string, signal?: AbortSignal) {
		return requestBytes(this.#fetch, `/sittings/${sitting}/blobs/${hash}`, { signal });
	}

	/** What of a sitting one may open. */
	sittingParts(sitting: string) {
		return requestJson(this.#fetch, sittingParts, `/sittings/${sitting}/parts`);
	}

	sittings(signal?: AbortSignal) {
		return requestJson(this.#fetch, sittingList, '/sittings', { signal });
	}

	/** Instead of accepting the notice. Asked again with the same `id`, it happens once. */
	askArrangement(attempt: string, body: ArrangementRequest) {
		return this.#post(arrangement, `/attempts/${attempt}/arrangement`, body);
	}

	withdrawArrangement(attempt: string) {
		const request = { method: 'POST' as const, body: {} };
		return requestNothing(this.#fetch, `/attempts/${attempt}/arrangement/withdraw`, request);
	}

	answerArrangement(sitting: string, id: string, body: ArrangementAnswer) {
		const path = `/sittings/${sitting}/arrangements/${id}/answer`;
		return requestNothing(this.#fetch, path, { method: 'POST', body });
	}

	/** Asked again with the same `id`, it happens once. */
	control(sitting: string, body: z.infer<typeof controlRequest>) {
		return this.#post(controlAnswer, `/sittings/${sitting}/control`, body);
	}

	sitting(id: string, signal?: AbortSignal) {
		return requestJson(this.#fetch, sittingDetail, `/sittings/${id}`, { signal });
	}

	results(attempt: string, signal?: AbortSignal) {
		return requestJson(this.#fetch, attemptResults, `/attempts/${attempt}/results`, { signal });
	}

	/** The exported bundle as bytes: a verifier reads what was written, not what was parsed. */
	bundle(attempt: string, why: 'view' | 'export', signal?: AbortSignal) {
		return requestBytes(this.#fetch, `/attempts/${attempt}/bundle?for=${why}`, { signal });
	}

	/** A file that was handed in, by its hash. */
	/** Each is a look that is written down. */
	still(attempt: string, hash: string) {
		return requestBytes(this.#fetch, `/attempts/${attempt}/stills/${hash}`);
	}
	attemptFile(attempt: string, hash: string, signal?: AbortSignal) {
		return requestBytes(this.#fetch, `/attempts/${attempt}/files/${hash}`, { signal });
	}

	#post<Schema extends z.ZodType>(schema: Schema, path: string, body: unknown) {
		return requestJson(this.#fetch, schema, path, { method: 'POST', body });
	}
}
