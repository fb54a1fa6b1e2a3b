import { expect, test } from 'vitest';
import { utf8 } from './bytes.ts';
import { EntryTooLargeError, decodeEntry, encodeEntry } from './entry.ts';
import { placed } from './testing/chain.ts';
import { heartbeat } from './testing/fixture.ts';

const [entry] = placed([heartbeat]);

test('E1: an entry is read back as it was written', () => {
	if (!entry) throw new Error('no entry');
	expect(decodeEntry(encodeEntry(entry))).toEqual({ ok: true, entry });
});

test('E1: an entry over 64 KiB is not written, and not read', () => {
	const value = { type: 'essay' as const, text: '\u0939'.repeat(60_000) };
	const [long] = placed([{ kind: 'response', data: { item: 'six', value } }]);
	if (!long) throw new Error('no entry');
	expect(() => encodeEntry(long)).toThrow(EntryTooLargeError);
	expect(decodeEntry(new Uint8Array(65_537))).toMatchObject({ refusal: { code: 'too_large' } });
});

test('E2: brackets without end are refused and do not end in a stack overflow', () => {
	expect(decodeEntry(utf8('['.repeat(65_000)))).toMatchObject({
		refusal: { code: 'not_canonical' }
	});
	const closed = '['.repeat(32_000) + ']'.repeat(32_000);
	expect(decodeEntry(utf8(closed))).toMatchObject({ refusal: { code: 'not_canonical' } });
});

test('E2: a prototype cannot be smuggled in', () => {
	const text = '{"__proto__":{"kind":"submit"},"boot":0,"data":{},"seq":0,"t":0,"wall":0}';
	expect(decodeEntry(utf8(text))).toMatchObject({ refusal: { code: 'wrong_schema' } });
});

test('E2: what is for the student’s own eyes is no entry, and so in no record', () => {
	const data = { id: 0, phase: 'moment', from: 0, to: 0, peak: 1, confidence: 1 } as const;
	const [own] = placed([{ kind: 'observation', data: { ...data, check: 'speech' } }]);
	if (!own) throw new Error('no entry');
	const bytes = encodeEntry(own);
	expect(decodeEntry(bytes)).toMatchObject({ ok: true });
	const text = new TextDecoder().decode(bytes).replace('"speech"', '"arousal"');
	expect(decodeEntry(utf8(text))).toMatchObject({ refusal: { code: 'wrong_schema' } });
});
