import { expect, test } from 'vitest';
import { toHex, utf8 } from '#sync/bytes.ts';
import { sha256 } from '#sync/hash.ts';
import { emptyChain, FIRST_HASH, followChain } from './audit-chain.ts';

function chainOf(count: number) {
	let head = FIRST_HASH;
	return Array.from({ length: count }, (_none, index) => {
		const line = JSON.stringify({ seq: index + 1, action: 'sign_in' });
		head = toHex(sha256(utf8(head + line)));
		return { seq: index + 1, line, hash: head };
	});
}

test('an unbroken log is followed to its head, in pieces too', () => {
	const lines = chainOf(10);
	const whole = followChain(emptyChain, lines);
	expect(whole).toEqual({ entries: 10, head: lines[9]?.hash, brokenAt: null });
	const half = followChain(emptyChain, lines.slice(0, 4));
	expect(followChain(half, lines.slice(4))).toEqual(whole);
});

test('attack: a line changed, left out, moved, or written in again with a hash of its own', () => {
	const lines = chainOf(10);
	const changed = lines.map((entry) =>
		entry.seq === 5 ? { ...entry, line: entry.line.replace('sign_in', 'sign_on') } : entry
	);
	expect(followChain(emptyChain, changed).brokenAt).toBe(5);
	const rehashed = changed.map((entry) =>
		entry.seq === 5
			? { ...entry, hash: toHex(sha256(utf8((lines[3]?.hash ?? '') + entry.line))) }
			: entry
	);
	expect(followChain(emptyChain, rehashed).brokenAt).toBe(6);
	expect(
		followChain(
			emptyChain,
			lines.filter(({ seq }) => seq !== 3)
		).brokenAt
	).toBe(3);
	const [first, second] = lines;
	if (!first || !second) throw new Error('no lines');
	expect(followChain(emptyChain, [second, first]).brokenAt).toBe(1);
});
