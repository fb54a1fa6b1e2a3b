import { expect, test } from 'vitest';
import { createToken, decideRefresh, successorOf, tokenHash } from './refresh-token.ts';

const fresh = { expires_at: 100, used_at: null, used_by: null, live: true };
const used = { ...fresh, used_at: 50, used_by: 'request-1' };

test('a token is exchanged once, while it and its family last', () => {
	expect(decideRefresh(fresh, null, 99)).toBe('rotate');
	expect(decideRefresh(fresh, null, 100)).toBe('refuse');
	expect(decideRefresh({ ...fresh, live: false }, null, 99)).toBe('refuse');
	expect(decideRefresh(null, 'request-1', 0)).toBe('refuse');
});

test('attack: a token that is used again ends its family, whatever the thief claims', () => {
	expect(decideRefresh(used, null, 60)).toBe('reuse');
	expect(decideRefresh(used, 'request-2', 60)).toBe('reuse');
	expect(decideRefresh({ ...used, used_by: null }, null, 60)).toBe('reuse');
});

test('attack: the same request again, long after its answer must have arrived', () => {
	expect(decideRefresh(used, 'request-1', 60_050)).toBe('repeat');
	expect(decideRefresh(used, 'request-1', 60_051)).toBe('reuse');
});

test('the same request again, because its answer was lost, gets the same successor', async () => {
	expect(decideRefresh(used, 'request-1', 60)).toBe('repeat');
	const secret = createToken();
	const token = createToken();
	expect(await successorOf(token, 'request-1', secret)).toBe(
		await successorOf(token, 'request-1', secret)
	);
	expect(await successorOf(token, 'request-2', secret)).not.toBe(
		await successorOf(token, 'request-1', secret)
	);
	expect(tokenHash(token)).toMatch(/^[0-9a-f]{64}$/);
});
