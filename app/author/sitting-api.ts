import type * as z from 'zod';
import { accommodationMade, type SittingGrantRequest } from '#sync/schema/accommodation.ts';
import { lawHere } from '#sync/schema/law.ts';
import { sittingPlan } from '#sync/schema/plan.ts';
import type { SittingChange, staffAddition, staffRemoval } from '#sync/schema/plan.ts';
import {
	cohortList,
	joinLink,
	rosterAdded,
	rosterChecked,
	rosterRemoved,
	type RosterAddition
} from '#sync/schema/roster.ts';
import { requestJson, requestNothing, type Fetch } from '#app/api/request.ts';
import { signedInFetch } from '#app/api/stay-signed-in.ts';

export type RosterLines = NonNullable<RosterAddition['lines']>;
export type Cohort = z.infer<typeof cohortList>['cohorts'][number];

const at = (sitting: string, rest: string) => `/sittings/${encodeURIComponent(sitting)}${rest}`;

const grantOf = (sitting: string, attempt: string) =>
	at(sitting, `/roster/${encodeURIComponent(attempt)}/accommodation`);

/** What is asked and told of a sitting before it begins, one method each. Every answer is parsed; every failure is an ApiError. */
export class SittingApi {
	readonly #fetch: Fetch;

	/** `signedOut`: told when the edge knows nobody any more. */
	constructor(signedOut: () => void, fetch?: Fetch) {
		this.#fetch = signedInFetch(signedOut, fetch);
	}

	async cohorts(): Promise<Cohort[]> {
		return (await requestJson(this.#fetch, cohortList, '/teacher/cohorts')).cohorts;
	}

	/** What the country of the institution forbids. */
	law() {
		return requestJson(this.#fetch, lawHere, '/teacher/law');
	}

	async check(lines: RosterLines, sitting: string | null) {
		const body = { lines, ...(sitting !== null && { sitting }) };
		return (await this.#post(rosterChecked, '/teacher/roster/check', body)).lines;
	}

	plan(sitting: string) {
		return requestJson(this.#fetch, sittingPlan, at(sitting, '/plan'));
	}

	change(sitting: string, body: SittingChange) {
		return requestJson(this.#fetch, sittingPlan, at(sitting, ''), { method: 'PATCH', body });
	}

	addToRoster(sitting: string, body: RosterAddition) {
		return this.#post(rosterAdded, at(sitting, '/roster'), body);
	}

	removeFromRoster(sitting: string, attempts: string[]) {
		return this.#post(rosterRemoved, at(sitting, '/roster/remove'), { attempts });
	}

	grant(sitting: string, attempt: string, body: SittingGrantRequest) {
		return requestJson(this.#fetch, accommodationMade, grantOf(sitting, attempt), {
			method: 'PUT',
			body
		});
	}

	endGrant(sitting: string, attempt: string, id: string): Promise<void> {
		return requestNothing(this.#fetch, `${grantOf(sitting, attempt)}/end`, {
			method: 'POST',
			body: { id }
		});
	}

	addStaff(sitting: string, body: z.infer<typeof staffAddition>) {
		return this.#post(sittingPlan, at(sitting, '/staff'), body);
	}

	removeStaff(sitting: string, body: z.infer<typeof staffRemoval>) {
		return this.#post(sittingPlan, at(sitting, '/staff/remove'), body);
	}

	makeLink(sitting: string) {
		return this.#post(joinLink, at(sitting, '/link'), {});
	}

	closeLink(sitting: string): Promise<void> {
		return requestNothing(this.#fetch, at(sitting, '/link'), { method: 'DELETE' });
	}

	#post<Schema extends z.ZodType>(schema: Schema, path: string, body: unknown) {
		return requestJson(this.#fetch, schema, path, { method: 'POST', body });
	}
}
