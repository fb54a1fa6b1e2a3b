import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';

const folder = new URL('../../app/i18n/messages/', import.meta.url).pathname;
const locales = readdirSync(folder).sort();
const areas = readdirSync(join(folder, 'en')).sort();

type Messages = Record<string, unknown>;
const read = (locale: string, area: string): Messages =>
	JSON.parse(readFileSync(join(folder, locale, area), 'utf8')) as Messages;
const keys = (messages: Messages) => Object.keys(messages).filter((key) => !key.startsWith('$'));

/** `{name}` wherever it stands, in plurals too. */
const parameters = (message: unknown): string[] =>
	[
		...new Set([...JSON.stringify(message).matchAll(/\{(\w+)\}/g)].map((found) => found[1] ?? ''))
	].sort();

test('there are five languages', () => {
	expect(locales).toEqual(['ar', 'en', 'es', 'fr', 'hi']);
});

test('no two areas share a key', () => {
	const all = areas.flatMap((area) => keys(read('en', area)));
	expect(all.filter((key, i) => all.indexOf(key) !== i)).toEqual([]);
});

test.each(locales.flatMap((locale) => areas.map((area) => ({ locale, area }))))(
	'$locale/$area says everything that English says, with the same parameters',
	({ locale, area }) => {
		const english = read('en', area);
		const here = read(locale, area);
		expect(keys(here).sort()).toEqual(keys(english).sort());
		for (const key of keys(english)) {
			expect(JSON.stringify(here[key]), key).not.toBe('""');
			expect(parameters(here[key]), `${locale} ${key}`).toEqual(parameters(english[key]));
		}
	}
);
