/**
 * One operation of the API: what goes in, what comes out, who may ask. From the same value the route is made, its input and output
 * are checked, the OpenAPI document is written, and the permission matrix of the tests is drawn: an operation that is not declared
 * does not exist.
 */
import type { Context, Hono } from 'hono';
import { z } from 'zod';
import type { ProblemCode } from '#sync/schema/api.ts';
import { transaction } from '../db/database.ts';
import type { Actor } from '../db/database.ts';
import { readBody, readQuery } from './body.ts';
import { ProblemError } from './problem.ts';
import { signedIn } from './signed-in.ts';
import type { Authenticated } from './signed-in.ts';

/** `everyone`: none has to be signed in. `ticket`, `publisher`, `metrics`, `monitor`: another proof, which the operation checks itself. */
export type Access = 'everyone' | 'signed_in' | 'ticket' | 'publisher' | 'metrics';
export type Answer = z.ZodType | 'nothing' | 'bytes' | 'socket' | 'text' | 'redirect';

export type Spec<Q extends z.ZodType, B extends z.ZodType, A extends Answer> = {
	/** Stable name, for clients made from the document. */
	id: string;
	method: 'get' | 'post' | 'put' | 'patch' | 'delete';
	/** Hono's form: /attempts/:id. */
	path: string;
	tag: string;
	summary: string;
	access: Access;
	query?: Q;
	body?: B;
	answer: A;
	status?: 200 | 201 | 202;
	/** Beyond those that any operation can answer. */
	refusals?: readonly ProblemCode[];
};

export type Input<Q extends z.ZodType, B extends z.ZodType> = {
	query: z.output<Q>;
	body: z.output<B>;
};

/** A Response stands for itself where a status or a header has to be said. */
type Handled<A extends Answer> = A extends z.ZodType
	? z.input<A> | Response
	: A extends 'nothing'
		? unknown
		: Response;

export type Operation = {
	spec: Spec<z.ZodType, z.ZodType, Answer>;
	register: (api: Hono<Authenticated>) => void;
};

/**
 * A token's roles may be 15 minutes old. Before somebody is told that something is not open to them, the database is asked whether they
 * are still theirs: if not, fresh tokens are what is needed.
 */
async function asked<T>(context: Context<Authenticated>, handle: () => Promise<T> | T): Promise<T> {
	try {
		return await handle();
	} catch (problem) {
		const actor = context.get('actor') as Actor | undefined;
		const forbidden = problem instanceof ProblemError && problem.problem.code === 'not_allowed';
		if (forbidden && actor) await transaction(context.env, actor, async () => undefined);
		throw problem;
	}
}

export function operation<
	A extends Answer,
	Q extends z.ZodType = z.ZodUndefined,
	B extends z.ZodType = z.ZodUndefined
>(
	spec: Spec<Q, B, A>,
	handle: (context: Context<Authenticated>, input: Input<Q, B>) => Promise<Handled<A>> | Handled<A>
): Operation {
	const respond = async (context: Context<Authenticated>): Promise<Response> => {
		const input = {
			query: (spec.query ? readQuery(context, spec.query) : undefined) as z.output<Q>,
			body: (spec.body ? await readBody(context, spec.body) : undefined) as z.output<B>
		};
		const handled = await asked(context, () => handle(context, input));
		if (handled instanceof Response) return handled;
		const { answer } = spec;
		if (!(answer instanceof z.ZodType)) return context.body(null, 204);
		// Parsed on the way out too: a column that should not leave the edge is an error here and not a leak.
		return context.json(answer.parse(handled) as object, spec.status ?? 200);
	};
	return {
		spec,
		register: (api) => {
			if (spec.access === 'signed_in') api.on(spec.method, spec.path, signedIn, respond);
			else api.on(spec.method, spec.path, respond);
		}
	};
}
