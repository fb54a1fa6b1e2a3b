import { expect, test } from 'vitest';
import type { Annotation } from '#sync/schema/marking.ts';
import { hash } from '#sync/schema/text.ts';
import { fileNames, hashCalled, withFiles } from './blind-files.ts';

const [page, other] = ['a'.repeat(64), 'b'.repeat(64)] as const;
const names = fileNames({ seed: 'a secret', hidden: true });
const { shown: blind } = names;

test('while names are hidden a file is called otherwise, in each script and sitting otherwise; then by its hash', () => {
	const all = [
		blind('s', page),
		blind('s', other),
		blind('t', page),
		fileNames({ seed: 'another', hidden: true }).shown('s', page)
	];
	expect(new Set([...all, page]).size).toBe(5);
	for (const name of all) expect(hash.safeParse(name).success).toBe(true);
	expect(blind('s', page)).toBe(all[0]);
	expect(fileNames({ seed: 'a secret', hidden: false }).shown('s', page)).toBe(page);
	expect(fileNames(null).shown('s', page)).toBe(page);
});

test('an answer is named otherwise in each script, question and sitting, whether names are hidden or not; none is named by nothing', () => {
	const { answer } = names;
	const other = fileNames({ seed: 'another', hidden: true });
	const all = [answer('s', 'i', page), answer('t', 'i', page), answer('s', 'j', page)];
	all.push(other.answer('s', 'i', page));
	expect(new Set([...all, page]).size).toBe(5);
	expect(fileNames({ seed: 'a secret', hidden: false }).answer('s', 'i', page)).toBe(all[0]);
	expect(answer('s', 'i', '')).toBe('');
});

test('what is drawn on a file is kept under its hash, and shown under the name that the marker knows', () => {
	const called = blind('s', other);
	const note = { kind: 'note', x: 0, y: 0, text: 'here' } as const;
	const drawn: Annotation[] = [{ ...note, file: called }, note];
	const known = { script: 's', hashes: [page, other], names };
	const kept = withFiles(drawn, (file) => hashCalled(file, known));
	expect(kept).toEqual([{ ...note, file: other }, note]);
	expect(withFiles(kept, (file) => blind('s', file))).toEqual(drawn);
	// Drawn while names were hidden, and sent when they are known.
	const later = { ...known, names: fileNames({ seed: 'a secret', hidden: false }) };
	expect(hashCalled(called, later)).toBe(other);
	expect(hashCalled(other, known)).toBe(other);
});
