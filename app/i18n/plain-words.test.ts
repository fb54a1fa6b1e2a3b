import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { claimText } from '#sync/verify/report.ts';
import { locales } from './generated/runtime.js';

/** Words of our own code, as each language would write them. What a person reads says permit, signed, saved or encrypted. */
const own: Record<(typeof locales)[number], RegExp> = {
	en: /\btickets?\b|\b(un)?seal/i,
	es: /\btiques?\b|\btickets?\b|\bsell(o|ad|ar)/i,
	fr: /\bbillets?\b|\btickets?\b|\bscell/i,
	hi: /टिकट|मुहर|सील/,
	ar: /تذكرة|ختم|مختوم/
};
const messages = new URL('./messages/', import.meta.url);

/** Every text of a file: those of plurals too, and no names. */
function textsIn(value: unknown): string[] {
	if (typeof value === 'string') return [value.replaceAll(/\{[^}]*\}/g, '')];
	if (typeof value !== 'object' || value === null) return [];
	return Object.values(value).flatMap(textsIn);
}

test('no text that a person reads speaks of tickets or of sealing, in any language', () => {
	for (const locale of locales) {
		const folder = new URL(`${locale}/`, messages);
		const texts = readdirSync(folder).flatMap((name) =>
			textsIn(JSON.parse(readFileSync(new URL(name, folder), 'utf8')))
		);
		expect(texts.length).toBeGreaterThan(1_000);
		expect(texts.filter((text) => own[locale].test(text))).toEqual([]);
	}
});

test('nor does the report of the verifier', () => {
	expect(Object.values(claimText).filter((text) => own.en.test(text))).toEqual([]);
});
