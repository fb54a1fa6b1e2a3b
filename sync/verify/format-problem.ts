/** A bundle that is not one: names the place all the same, because a changed byte can make a hash that is no hash. */
import { claim, following } from './verdict.ts';
import type { Place, Verdict } from './verdict.ts';

type Issue = { code: string; path: PropertyKey[]; message: string };

export function formatProblem(json: unknown, issue: Issue | undefined): Verdict {
	const path = issue?.path ?? [];
	const detail = { path: path.map(String).join('.'), because: issue?.code ?? 'unknown' };
	const place = placeOf(json, path);
	const claims = [claim('format', 'fail', place, detail)];
	const { session, entry } = place;
	const inLog = path[0] === 'sessions' && path[2] === 'log';
	if (inLog)
		claims.push(following(claim('chain_unbroken', 'fail', place, { because: 'format' }), 'format'));
	const brokenAt = inLog && session !== undefined ? { session, entry: entry ?? 0 } : null;
	return { claims, brokenAt, unbroken: false };
}

/** From `sessions.0.log.3.entries.2.head` to session, segment and sequence number. */
function placeOf(json: unknown, path: readonly PropertyKey[]): Place {
	if (path[0] !== 'sessions') return {};
	const session = at(at(at(json, 'sessions'), path[1]), 'session');
	const place: Place = typeof session === 'string' ? { session } : {};
	const segment = path[3];
	if ((path[2] !== 'log' && path[2] !== 'control') || typeof segment !== 'number') return place;
	const held = at(at(at(at(json, 'sessions'), path[1]), path[2]), segment);
	const first = at(held, 'first');
	const offset = path[4] === 'entries' && typeof path[5] === 'number' ? path[5] : 0;
	const entry = typeof first === 'number' ? { entry: first + offset } : {};
	return { ...place, segment, ...entry };
}

function at(value: unknown, name: PropertyKey | undefined): unknown {
	if (typeof value !== 'object' || value === null || name === undefined) return undefined;
	return (value as Record<PropertyKey, unknown>)[name];
}
