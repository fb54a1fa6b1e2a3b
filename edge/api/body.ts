import type { Context } from 'hono';
import type { z } from 'zod';
import { ProblemError } from './problem.ts';

/** The body as the schema says, or a refusal that names the field. */
export async function readBody<T>(context: Context, schema: z.ZodType<T>): Promise<T> {
	const text = await context.req.text();
	const value = parseJson(text);
	if (value === undefined) throw new ProblemError('invalid_request', 'The body is not JSON.');
	// U+0000 is in no name and no word, and Postgres has no text with it.
	if (/\\u0000|\0/.test(text))
		throw new ProblemError('invalid_request', 'The body has a zero character.');
	const read = schema.safeParse(value);
	if (read.success) return read.data;
	const issue = read.error.issues[0];
	throw new ProblemError('invalid_request', sentenceOf(issue) ?? 'The body is not as expected.', {
		evidence: { field: issue?.path.join('.') || '(body)', because: issue?.code ?? 'unknown' }
	});
}

/** A rule of our own may bring its sentence; zod's words for everything else are about types. */
const sentenceOf = (issue: z.core.$ZodIssue | undefined): string | null =>
	issue?.code === 'custom' && issue.message !== 'Invalid input' ? issue.message : null;

/** The query as the schema says; of a name given twice, the last. */
export function readQuery<T>(context: Context, schema: z.ZodType<T>): T {
	const given = Object.fromEntries(new URL(context.req.url).searchParams);
	if (Object.values(given).some((value) => value.includes('\0')))
		throw new ProblemError('invalid_request', 'The query has a zero character.');
	const read = schema.safeParse(given);
	if (read.success) return read.data;
	const issue = read.error.issues[0];
	throw new ProblemError('invalid_request', 'The query is not as expected.', {
		evidence: { field: issue?.path.join('.') || '(query)', because: issue?.code ?? 'unknown' }
	});
}

/** A path parameter that must be a UUID; anything else cannot exist. */
export function readId(context: Context, name: string): string {
	const value = context.req.param(name) ?? '';
	if (!/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(value))
		throw new ProblemError('not_found', 'There is no such thing.');
	return value;
}

/** undefined: not JSON, which has no such value. */
function parseJson(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch (_notJson) {
		return undefined;
	}
}
