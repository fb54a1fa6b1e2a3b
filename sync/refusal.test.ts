import { expect, test } from 'vitest';
import { closeReason, isFinal, readCloseReason, refusalCodes } from './refusal.ts';

test('A12: a reason fits 123 bytes and is read back', () => {
	const refusal = { code: 'fork' as const, evidence: { segment: 12, seq: 7 } };
	expect(readCloseReason(closeReason(refusal))).toEqual(refusal);
	const long = { code: 'fork' as const, evidence: { segment: 12, text: 'é'.repeat(100) } };
	const reason = closeReason(long);
	expect(new TextEncoder().encode(reason).length).toBeLessThanOrEqual(123);
	expect(readCloseReason(reason)).toEqual({ code: 'fork', evidence: { segment: 12 } });
});

test('A12: reasons of others are not ours', () => {
	for (const reason of ['', 'idle timeout', '{"code":"new"}', 'null'])
		expect(readCloseReason(reason)).toBeNull();
});

test('A12: codes are distinct, private, and 45xx is not final', () => {
	const codes = Object.values(refusalCodes);
	expect(new Set(codes).size).toBe(codes.length);
	for (const code of codes) expect(code >= 4400 && code < 4600).toBe(true);
	expect(isFinal('fork')).toBe(true);
	expect(isFinal('gap')).toBe(false);
});
