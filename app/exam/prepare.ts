/**
 * Makes one exam startable without a network: device key → ticket bound to it → signed form manifest → encrypted blobs, and
 * beside them the app's shell and the models. Every step looks first at what is there, so it can be broken off and run
 * again at any time, with or without a network; nothing that was kept is lost by a failure.
 */
import { apiErrorCode, type ApiErrorCode } from '#app/api/api-error.ts';
import type { Api } from '#app/api/api.ts';
import type { AttemptSummary } from '#sync/schema/api.ts';
import type { FormBlob } from '#sync/schema/form.ts';
import type { Ticket } from '#sync/schema/ticket.ts';
import { modelNeeds, type WeightUse } from '#sync/watched-checks.ts';
import type { DeviceStore } from '../device/device-store.ts';
import { fetchPapers } from './fetch-papers.ts';
import { fetchBlobs, FormDamagedError } from './form-blobs.ts';
import { estimateEdgeNow, readManifest, readTicket } from './papers.ts';

export type Missing = 'ticket' | 'form' | 'shell' | 'models';
export type PrepareProblem =
	| ApiErrorCode
	/** A signature, hash or binding of what the edge sent does not hold. */
	| 'form_damaged'
	/** The device would not keep it. */
	| 'storage_failed'
	| 'models_failed'
	/** This browser cannot keep the app's pages. */
	| 'shell_unsupported';

export type PreparedState = {
	state: 'missing' | 'fetching' | 'ready' | 'failed';
	/** Bytes of the form and the models. */
	done: number;
	total: number;
	missing: Missing[];
	problem?: PrepareProblem;
};

export type PrepareDeps = {
	store: Pick<
		DeviceStore,
		| 'attempt'
		| 'putAttempt'
		| 'changeAttempt'
		| 'keys'
		| 'addKeys'
		| 'blobsHeld'
		| 'putBlob'
		| 'sessionsOf'
	>;
	api: Pick<Api, 'keys' | 'ticket' | 'form' | 'blob'>;
	shell: {
		state: () => Promise<'unsupported' | 'installing' | 'ready'>;
		/** Resolves once the pages are kept. */
		ready: () => Promise<void>;
	};
	models: {
		held: (uses: readonly WeightUse[]) => Promise<{ done: number; total: number }>;
		fetch: (
			uses: readonly WeightUse[],
			onProgress: (done: number, total: number) => void,
			signal?: AbortSignal
		) => Promise<void>;
	};
	now: () => number;
	pause: (ms: number) => Promise<void>;
};

type Options = { onState?: (state: PreparedState) => void; signal?: AbortSignal };

const SHELL_PATIENCE_MS = 60_000;

/** What is there and what is not, without asking anybody. */
export async function inspectAttempt(attempt: string, deps: PrepareDeps): Promise<PreparedState> {
	const kept = await deps.store.attempt(attempt);
	const ticket = readTicket(kept?.ticket ?? null)?.ticket;
	const manifest = readManifest(kept?.manifest ?? null);
	const blobs = manifest?.blobs ?? [];
	const held = await deps.store.blobsHeld(blobs.map(({ hash }) => hash));
	const uses = usesOf(ticket);
	const models = uses.length > 0 ? await deps.models.held(uses).catch(() => null) : noModels;
	const edgeNow = estimateEdgeNow(kept?.edgeClock ?? null, deps.now());
	const there: Record<Missing, boolean> = {
		ticket: ticket !== undefined && edgeNow <= ticket.expiresAt,
		form: blobs.length > 0 && held.size === new Set(blobs.map(({ hash }) => hash)).size,
		shell: (await deps.shell.state()) === 'ready',
		models: models !== null && models.done >= models.total
	};
	const missing = (['ticket', 'form', 'shell', 'models'] as const).filter((part) => !there[part]);
	return {
		state: missing.length === 0 ? 'ready' : 'missing',
		done: sizeOf(blobs.filter(({ hash }) => held.has(hash))) + (models?.done ?? 0),
		total: sizeOf(blobs) + (models?.total ?? 0),
		missing
	};
}

/** Fetches what is missing. Resolves with how far it came; a failure is in `problem`, never thrown. */
export async function prepareAttempt(
	summary: AttemptSummary,
	deps: PrepareDeps,
	{ onState, signal }: Options = {}
): Promise<PreparedState> {
	let problem: PrepareProblem | undefined;
	const tell = async (): Promise<PreparedState> => {
		const state = await inspectAttempt(summary.id, deps);
		return { ...state, state: state.state === 'ready' ? 'ready' : 'fetching' };
	};
	const step = async <T>(work: () => Promise<T>, code?: PrepareProblem): Promise<T | null> => {
		try {
			return await work();
		} catch (error) {
			if (signal?.aborted) throw error;
			problem ??= code ?? problemOf(error);
			return null;
		} finally {
			if (!signal?.aborted) onState?.(await tell());
		}
	};

	const papers = await step(() => fetchPapers(summary, deps, signal));
	if (papers) {
		await step(() =>
			fetchBlobs(papers.manifest, deps, { signal, onBlob: async () => onState?.(await tell()) })
		);
		const uses = usesOf(papers.ticket);
		if (uses.length > 0)
			await step(() => fetchModels(uses, deps, onState, tell, signal), 'models_failed');
	}
	await step(() => awaitShell(deps), 'shell_unsupported');

	const state = await inspectAttempt(summary.id, deps);
	if (state.state === 'ready') return state;
	const offline = problem === undefined || problem === 'unreachable';
	return {
		...state,
		state: offline ? 'missing' : 'failed',
		...(problem === undefined ? {} : { problem })
	};
}

async function fetchModels(
	uses: readonly WeightUse[],
	deps: PrepareDeps,
	onState: Options['onState'],
	tell: () => Promise<PreparedState>,
	signal?: AbortSignal
): Promise<void> {
	const held = await deps.models.held(uses);
	if (held.done >= held.total) return;
	const before = await tell();
	await deps.models.fetch(
		uses,
		(done) => {
			onState?.({ ...before, done: before.done - held.done + done });
		},
		signal
	);
}

async function awaitShell({ shell, pause }: PrepareDeps): Promise<void> {
	if ((await shell.state()) === 'unsupported') throw new Error('no service worker');
	await Promise.race([shell.ready(), pause(SHELL_PATIENCE_MS)]);
}

const noModels = { done: 0, total: 0 };

/** Until the ticket says otherwise, what most sittings need is wanted. */
const usesOf = (ticket: Ticket | undefined): readonly WeightUse[] =>
	ticket ? modelNeeds(ticket.policy, ticket.accommodation) : ['faces'];

function sizeOf(blobs: readonly FormBlob[]): number {
	return blobs.reduce((sum, { bytes }) => sum + bytes, 0);
}

function problemOf(error: unknown): PrepareProblem {
	if (error instanceof FormDamagedError) return 'form_damaged';
	if (error instanceof Error && error.name === 'ApiError') return apiErrorCode(error);
	console.warn('Preparing the exam failed:', error);
	return 'storage_failed';
}
