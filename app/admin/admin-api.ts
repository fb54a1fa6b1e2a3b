import type * as z from 'zod';
import {
	accommodationMade,
	accommodations,
	type AccommodationRequest
} from '#sync/schema/accommodation.ts';
import {
	auditCheck,
	auditPage,
	importAnswer,
	importMailsAnswer,
	importProblem,
	invitations,
	inviteAnswer,
	people,
	personDetail,
	rotated,
	securityAlerts,
	sendLinkAnswer,
	settings,
	type auditQuery,
	type importMailsRequest,
	type importRequest,
	type inviteRequest,
	type peopleQuery,
	type sendLinkRequest,
	type settingsChange,
	broughtAgain
} from '#sync/schema/administration.ts';
import {
	provider,
	providers,
	type newProvider,
	type providerChange
} from '#sync/schema/providers.ts';
import type { Role } from '#sync/schema/person.ts';
import { ApiError } from '#app/api/api-error.ts';
import { requestBytes, requestJson, requestNothing, type Fetch } from '#app/api/request.ts';
import { signedInFetch } from '#app/api/stay-signed-in.ts';
import { queryText } from '#app/api/query-text.ts';

export type PeopleQuery = z.infer<typeof peopleQuery>;
export type People = z.infer<typeof people>;
export type PersonDetail = z.infer<typeof personDetail>;
export type InviteAnswer = z.infer<typeof inviteAnswer>;
export type Invitation = z.infer<typeof invitations>['invitations'][number];
export type ImportRequest = z.infer<typeof importRequest>;
export type ImportAnswer = z.infer<typeof importAnswer>;
export type ImportProblem = z.infer<typeof importProblem>;
export type AuditQuery = z.infer<typeof auditQuery>;
export type AuditCheck = z.infer<typeof auditCheck>;
export type Settings = z.infer<typeof settings>;
export type SignInProvider = z.infer<typeof provider>;
export type SecurityAlert = z.infer<typeof securityAlerts>['alerts'][number];

/** The operations under /admin, one method each. Every answer is parsed; every failure is an ApiError. */
export class AdminApi {
	readonly #fetch: Fetch;

	/** `signedOut`: told when the edge knows nobody any more. */
	constructor(signedOut: () => void, fetch?: Fetch) {
		this.#fetch = signedInFetch(signedOut, fetch);
	}

	people(query: PeopleQuery, signal?: AbortSignal) {
		return requestJson(this.#fetch, people, `/admin/users${queryText(query)}`, { signal });
	}

	person(id: string) {
		return requestJson(this.#fetch, personDetail, `/admin/users/${id}`);
	}

	lock(id: string, reason: string) {
		const body = { reason };
		return requestNothing(this.#fetch, `/admin/users/${id}/lock`, { method: 'POST', body });
	}

	unlock(id: string) {
		return requestNothing(this.#fetch, `/admin/users/${id}/unlock`, { method: 'POST', body: {} });
	}

	changeRoles(id: string, roles: readonly Role[]) {
		const body = { roles };
		return requestNothing(this.#fetch, `/admin/users/${id}/roles`, { method: 'PUT', body });
	}

	/** null lifts it. */
	changeLegalHold(id: string, because: string | null) {
		const body = { because };
		return requestNothing(this.#fetch, `/admin/users/${id}/legal-hold`, { method: 'PUT', body });
	}

	async accommodations(id: string) {
		const path = `/admin/users/${id}/accommodations`;
		return (await requestJson(this.#fetch, accommodations, path)).accommodations;
	}

	grantAccommodation(id: string, body: AccommodationRequest) {
		const path = `/admin/users/${id}/accommodations`;
		return requestJson(this.#fetch, accommodationMade, path, { method: 'POST', body });
	}

	/** Another in its place. */
	changeAccommodation(id: string, accommodation: string, body: AccommodationRequest) {
		const path = `/admin/users/${id}/accommodations/${accommodation}`;
		return requestJson(this.#fetch, accommodationMade, path, { method: 'PUT', body });
	}

	endAccommodation(id: string, accommodation: string) {
		const path = `/admin/users/${id}/accommodations/${accommodation}/end`;
		return requestNothing(this.#fetch, path, { method: 'POST', body: {} });
	}

	invite(body: z.infer<typeof inviteRequest>) {
		return requestJson(this.#fetch, inviteAnswer, '/admin/invitations', { method: 'POST', body });
	}

	async invitations() {
		return (await requestJson(this.#fetch, invitations, '/admin/invitations')).invitations;
	}

	/** Without `apply` a preview: nothing is changed. */
	import(body: ImportRequest) {
		return requestJson(this.#fetch, importAnswer, '/admin/import', { method: 'POST', body });
	}

	/** The next few; asked again with the answer's `round` while there are more. */
	sendImportMails(body: z.infer<typeof importMailsRequest>) {
		return requestJson(this.#fetch, importMailsAnswer, '/admin/import/mails', {
			method: 'POST',
			body
		});
	}

	/** Which link it is, the edge knows. */
	sendLink(id: string, locale: z.infer<typeof sendLinkRequest>['locale']) {
		const body = { locale };
		return requestJson(this.#fetch, sendLinkAnswer, `/admin/users/${id}/send-link`, {
			method: 'POST',
			body
		});
	}

	auditPage(query: AuditQuery, signal?: AbortSignal) {
		return requestJson(this.#fetch, auditPage, `/admin/audit-logs${queryText(query)}`, { signal });
	}

	exportAudit(query: AuditQuery) {
		return requestBytes(this.#fetch, `/admin/audit-logs/export${queryText(query)}`);
	}

	checkAudit() {
		return requestJson(this.#fetch, auditCheck, '/admin/audit-logs/check');
	}

	settings() {
		return requestJson(this.#fetch, settings, '/admin/settings');
	}

	changeSettings(body: z.infer<typeof settingsChange>) {
		return requestJson(this.#fetch, settings, '/admin/settings', { method: 'PATCH', body });
	}

	async alerts() {
		return (await requestJson(this.#fetch, securityAlerts, '/admin/alerts')).alerts;
	}

	async providers() {
		return (await requestJson(this.#fetch, providers, '/admin/providers')).providers;
	}

	addProvider(body: z.infer<typeof newProvider>) {
		return requestJson(this.#fetch, provider, '/admin/providers', { method: 'POST', body });
	}

	/** What is not named stays. */
	changeProvider(id: string, body: z.infer<typeof providerChange>) {
		return requestNothing(this.#fetch, `/admin/providers/${id}`, { method: 'PATCH', body });
	}

	removeProvider(id: string) {
		return requestNothing(this.#fetch, `/admin/providers/${id}`, { method: 'DELETE' });
	}

	/** After a backup was put back, page by page: `after` is the `next` of the page before. */
	bringAgain(since: number, after: string | null) {
		const body = { since, after };
		return requestJson(this.#fetch, broughtAgain, '/admin/rooms/bring-again', {
			method: 'POST',
			body
		});
	}

	rotateKeys() {
		return requestJson(this.#fetch, rotated, '/admin/token-keys', { method: 'POST', body: {} });
	}
}

/** Why an import was refused as a whole, where that is said. */
export function importRefused(error: unknown): ImportProblem | null {
	if (!(error instanceof ApiError)) return null;
	return importProblem.safeParse(error.evidence['because']).data ?? null;
}
