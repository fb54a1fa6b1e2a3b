import type * as z from 'zod';
import {
	bankAdded,
	bankBulkDone,
	bankChanged,
	bankFacets,
	bankItem,
	bankPage,
	mediaKept,
	type bankAdd,
	type bankBulk,
	type bankChange,
	type bankQuery
} from '#sync/schema/bank.ts';
import type { AuthoredItem } from '#sync/schema/authored-item.ts';
import { bankItems, MOST_READ } from '#sync/schema/question-export.ts';
import { queryText } from '#app/api/query-text.ts';
import { apiErrorCode } from '#app/api/api-error.ts';
import { requestBytes, requestJson, requestNothing, type Fetch } from '#app/api/request.ts';
import { signedInFetch } from '#app/api/stay-signed-in.ts';
import { authoredOf } from './authored-of.ts';

export type BankQuery = z.infer<typeof bankQuery>;
export type BankFacets = z.infer<typeof bankFacets>;
export type BankAdd = z.infer<typeof bankAdd>;
export type BankAdded = z.infer<typeof bankAdded>;
export type BankBulk = z.infer<typeof bankBulk>;

/** As many as one request changes. */
const MOST_AT_ONCE = 1000;
/** Ten thousand items and a slow line. */
const LONG_MS = 180_000;

/** The operations under /bank, one method each. Every answer is parsed; every failure is an ApiError. */
export class BankApi {
	readonly #fetch: Fetch;

	/** `signedOut`: told when the edge knows nobody any more. */
	constructor(signedOut: () => void, fetch?: Fetch) {
		this.#fetch = signedInFetch(signedOut, fetch);
	}

	items(query: BankQuery, signal?: AbortSignal) {
		return requestJson(this.#fetch, bankPage, `/bank/items${queryText(query)}`, { signal });
	}

	facets() {
		return requestJson(this.#fetch, bankFacets, '/bank/facets');
	}

	item(id: string, version?: number) {
		const path = `/bank/items/${encodeURIComponent(id)}${queryText({ version })}`;
		return requestJson(this.#fetch, bankItem, path);
	}

	add(body: BankAdd, signal?: AbortSignal) {
		const request = { method: 'POST' as const, body, signal, patienceMs: LONG_MS };
		return requestJson(this.#fetch, bankAdded, '/bank/items', request);
	}

	/** As the version after `base`; refused if there is another one already. */
	save(id: string, body: z.infer<typeof bankChange>) {
		const path = `/bank/items/${encodeURIComponent(id)}`;
		return requestJson(this.#fetch, bankChanged, path, { method: 'PUT', body });
	}

	/** Answers how many were changed: of those that are one's own. */
	async change({ ids, ...change }: BankBulk): Promise<number> {
		let changed = 0;
		for (let from = 0; from < ids.length; from += MOST_AT_ONCE) {
			const body = { ids: ids.slice(from, from + MOST_AT_ONCE), ...change };
			const request = { method: 'PATCH' as const, body };
			changed += (await requestJson(this.#fetch, bankBulkDone, '/bank/items', request)).changed;
		}
		return changed;
	}

	/** In the order asked. `signal` ends it between two pieces. */
	async read(ids: readonly string[], progress: (done: number) => void, signal?: AbortSignal) {
		const items: AuthoredItem[] = [];
		for (let from = 0; from < ids.length; from += MOST_READ) {
			const body = { ids: ids.slice(from, from + MOST_READ) };
			const request = { method: 'POST' as const, body, signal, patienceMs: LONG_MS };
			const read = await requestJson(this.#fetch, bankItems, '/bank/items/read', request);
			items.push(...read.items.map(authoredOf));
			progress(items.length);
		}
		return items;
	}

	/** Kept in the audit log; before the file is handed over. */
	exported(ids: readonly string[], format: string) {
		const request = { method: 'POST' as const, body: { ids, format } };
		return requestNothing(this.#fetch, '/bank/exports', request);
	}

	/** null: it is not there. */
	async media(hash: string, signal?: AbortSignal): Promise<Uint8Array<ArrayBuffer> | null> {
		try {
			return await requestBytes(this.#fetch, `/bank/media/${hash}`, { signal });
		} catch (error) {
			if (apiErrorCode(error) === 'not_found') return null;
			throw error;
		}
	}

	putMedia(hash: string, name: string, bytes: Uint8Array<ArrayBuffer>, signal?: AbortSignal) {
		const path = `/bank/media/${hash}${queryText({ name })}`;
		const request = { method: 'PUT' as const, bytes, signal, patienceMs: LONG_MS };
		return requestJson(this.#fetch, mediaKept, path, request);
	}
}

/** Where a picture of the bank is fetched from. */
export const bankMediaUrl = (hash: string): string => `/api/v1/bank/media/${hash}`;
