import type { z } from 'zod';
import { problem } from '#sync/schema/api.ts';
import { ApiError } from './api-error.ts';
import { isPage } from './is-page.ts';

export type Fetch = (url: string, init: RequestInit) => Promise<Response>;

interface Request {
	method?: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
	body?: unknown;
	/** Sent as they are, instead of `body`. */
	bytes?: Uint8Array<ArrayBuffer>;
	signal?: AbortSignal | undefined;
	/** For what takes long to be sent. */
	patienceMs?: number;
}

/** Captive portals and sleeping radios take a request and never answer. */
const patienceMs = 20_000;

async function send(fetch: Fetch, path: string, request: Request): Promise<Response> {
	const patience = AbortSignal.timeout(request.patienceMs ?? patienceMs);
	let response: Response;
	try {
		response = await fetch(`/api/v1${path}`, {
			method: request.method ?? 'GET',
			credentials: 'same-origin',
			cache: 'no-store',
			redirect: 'error',
			signal: request.signal ? AbortSignal.any([request.signal, patience]) : patience,
			...content(request)
		});
	} catch (cause) {
		if (request.signal?.aborted) throw cause;
		throw new ApiError('unreachable', `${path}: no answer`, { cause });
	}
	if (isPage(response)) throw new ApiError('unreachable', `${path}: a page instead of an answer`);
	if (!response.ok) throw await refusal(path, response);
	return response;
}

function content({ body, bytes }: Request): RequestInit {
	if (bytes) return { headers: { 'content-type': 'application/octet-stream' }, body: bytes };
	if (body === undefined) return {};
	return { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) };
}

async function refusal(path: string, response: Response): Promise<ApiError> {
	const body = problem.safeParse(await response.json().catch(() => null));
	if (body.success) return new ApiError(body.data.code, body.data.detail, body.data);
	// A gateway before the edge answers with its own page.
	const code = response.status >= 500 ? 'unreachable' : 'unreadable';
	return new ApiError(code, `${path}: ${response.status}`);
}

export async function requestJson<Schema extends z.ZodType>(
	fetch: Fetch,
	schema: Schema,
	path: string,
	request: Request = {}
): Promise<z.output<Schema>> {
	const response = await send(fetch, path, request);
	const parsed = schema.safeParse(await response.json().catch(() => null));
	if (parsed.success) return parsed.data;
	throw new ApiError('unreadable', `${path}: ${parsed.error.message}`, { cause: parsed.error });
}

export async function requestNothing(fetch: Fetch, path: string, request: Request): Promise<void> {
	const { status } = await send(fetch, path, request);
	// What else says "done" was not said by the edge.
	if (status !== 204) throw new ApiError('unreadable', `${path}: ${status}`);
}

export async function requestBytes(
	fetch: Fetch,
	path: string,
	request: Request = {}
): Promise<Uint8Array<ArrayBuffer>> {
	const response = await send(fetch, path, request);
	try {
		return new Uint8Array(await response.arrayBuffer());
	} catch (cause) {
		if (request.signal?.aborted) throw cause;
		throw new ApiError('unreachable', `${path}: broke off`, { cause });
	}
}
