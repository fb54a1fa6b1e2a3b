/**
 * One transaction with Postgres, as the role that owns nothing and for a named actor: row-level security sees whom it acts for
 * even where a query forgets its filter, and whether that person's sign-in still stands is looked up at its beginning. Over WebSockets everywhere: Neon in production, the bridge of `npm start` locally.
 */
import { Client, neonConfig } from '@neondatabase/serverless';
import { z } from 'zod';
import { realSchedule } from '#sync/schedule.ts';
import type { Env } from '../env.ts';
import type { Query, Row } from './query.ts';

export type { Query, Row };

/** `system`: the Worker for itself (signing in, draining). Else a signed-in person, by the sign-in their token names. */
export type Actor =
	{ kind: 'system' } | { kind: 'person'; signIn: string; roles: readonly string[] };
export const system: Actor = { kind: 'system' };

export class DatabaseAwayError extends Error {
	override name = 'DatabaseAwayError';
}

/** The sign-in has ended, the person is locked, or has other roles than the token says: a fresh token is needed. */
export class NotSignedInError extends Error {
	override name = 'NotSignedInError';
}

const CONNECT_TIMEOUT_MS = 8_000;
/** A query that hears nothing for so long will hear nothing more: a Postgres that went away without a word. */
const QUERY_TIMEOUT_MS = 30_000;
const FULL_WAIT_MS = 150;
const KEPT_MS = 5_000;

type DatabaseEnv = Pick<Env, 'DATABASE_URL' | 'LOCAL_PG_PROXY' | 'LOCAL_PG_ONE_AT_A_TIME'>;

/** Commits when `work` resolves. Throws DatabaseAwayError when Postgres cannot be reached, and whatever `work` throws. */
export async function transaction<T>(
	env: DatabaseEnv,
	actor: Actor,
	work: (query: Query) => Promise<T>
): Promise<T> {
	const client = await connect(env);
	try {
		await begin(client, actor);
		return await commitAfter(client, work);
	} finally {
		hangUp(client);
	}
}

/**
 * A connection that is kept for a moment, for a place where one transaction follows another: setting one up costs more than most of ours
 * take. One transaction at a time.
 */
export class KeptConnection {
	#kept: Client | null = null;
	#callOff: () => void = () => undefined;

	/** As `transaction`. A connection on which something failed is not used again. */
	async transaction<T>(
		env: DatabaseEnv,
		actor: Actor,
		work: (query: Query) => Promise<T>
	): Promise<T> {
		if (env.LOCAL_PG_ONE_AT_A_TIME) return transaction(env, actor, work);
		this.#callOff();
		const client = await this.#begun(env, actor);
		try {
			const result = await commitAfter(client, work);
			this.#keep(client);
			return result;
		} catch (problem) {
			hangUp(client);
			throw problem;
		}
	}

	async #begun(env: DatabaseEnv, actor: Actor): Promise<Client> {
		const kept = this.#kept;
		this.#kept = null;
		if (kept) {
			try {
				await begin(kept, actor);
				return kept;
			} catch (problem) {
				hangUp(kept);
				if (problem instanceof NotSignedInError) throw problem;
				// Postgres was started anew since: nothing was done yet, so another connection begins.
			}
		}
		const client = await connect(env);
		try {
			await begin(client, actor);
			return client;
		} catch (problem) {
			hangUp(client);
			throw problem;
		}
	}

	#keep(client: Client): void {
		this.#kept = client;
		this.#callOff = realSchedule(KEPT_MS, () => {
			if (this.#kept === client) this.#kept = null;
			hangUp(client);
		});
	}
}

/**
 * In one message: each answer that is waited for is a journey to Postgres and back. Such a message has no parameters, so the sign-in,
 * which comes from a token this edge has signed, must be nothing but a UUID.
 */
async function begin(client: Client, actor: Actor): Promise<void> {
	const start = 'begin; set local role invigil_edge';
	if (actor.kind === 'system') {
		await client.query(`${start}; select set_config('invigil.roles', 'system', true)`);
		return;
	}
	const signIn = z.uuid().parse(actor.signIn);
	const answers = (await client.query(
		`${start}; select person_roles from begin_as('${signIn}')`
	)) as unknown as { rows: Row[] }[];
	const roles = answers.at(-1)?.rows[0]?.['person_roles'];
	const same =
		Array.isArray(roles) &&
		roles.length === actor.roles.length &&
		actor.roles.every((role) => roles.includes(role));
	if (!same) throw new NotSignedInError();
}

async function commitAfter<T>(client: Client, work: (query: Query) => Promise<T>): Promise<T> {
	const query: Query = async (text, values) =>
		(await client.query(text, values as unknown[])).rows as Row[];
	const result = await work(query);
	try {
		await query('commit');
	} catch (problem) {
		// Nobody can tell whether it was done: whoever tries again must be sure that twice is once.
		throw new DatabaseAwayError(problem instanceof Error ? problem.message : String(problem));
	}
	return result;
}

/** Ends the transaction too where it was not committed. Never waited for: on a connection that broke, `end` waits for ever. */
function hangUp(client: Client): void {
	void client.end().catch(() => undefined);
}

async function connect(env: DatabaseEnv): Promise<Client> {
	if (env.LOCAL_PG_PROXY) {
		const proxy = env.LOCAL_PG_PROXY;
		neonConfig.wsProxy = () => proxy;
		neonConfig.useSecureWebSocket = false;
		neonConfig.pipelineTLS = false;
		neonConfig.pipelineConnect = false;
	}
	for (const until = Date.now() + CONNECT_TIMEOUT_MS; ;) {
		const client = new Client({
			connectionString: env.DATABASE_URL,
			connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
			query_timeout: QUERY_TIMEOUT_MS
		});
		// Without a listener, a connection that ends later (Postgres killed) would end the isolate too.
		client.on('error', () => undefined);
		try {
			await client.connect();
			return client;
		} catch (problem) {
			hangUp(client);
			if (!isFull(problem) || Date.now() > until)
				throw new DatabaseAwayError(problem instanceof Error ? problem.message : String(problem));
		}
		// Others are done in a moment; at random, so that those who wait do not all come back together.
		await new Promise((done) => setTimeout(done, 10 + Math.random() * FULL_WAIT_MS));
	}
}

/** 53300 too_many_connections: there, and busy with others. */
function isFull(problem: unknown): boolean {
	return problem instanceof Error && 'code' in problem && problem.code === '53300';
}
