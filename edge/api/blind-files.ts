/**
 * What answers and their files are called while names are hidden. The hash of a file stands beside a name elsewhere, in the list of an attempt's
 * files and in its record; here each has another one, of the script and of a secret of the sitting. Pure.
 */
import { utf8 } from '#sync/bytes.ts';
import { sha256Hex } from '#sync/hash.ts';
import type { Annotation } from '#sync/schema/marking.ts';

type Rename = (script: string, hash: string) => string;
export type FileNames = {
	/** As a marker is told now. */
	shown: Rename;
	/** As one was told while names were hidden: what was drawn then may be sent later. */
	blind: Rename;
	/** What a marker is told that an answer is, and says back with its mark. */
	answer: (script: string, item: string, name: string) => string;
};

/** null: marking was never begun. */
export function fileNames(blindness: { seed: string; hidden: boolean } | null): FileNames {
	const known: Rename = (_script, hash) => hash;
	if (!blindness) return { shown: known, blind: known, answer: (_script, _item, name) => name };
	const { seed, hidden } = blindness;
	const blind: Rename = (script, hash) =>
		sha256Hex(utf8(`blind-file\0${seed}\0${script}\0${hash}`));
	const answer = (script: string, item: string, name: string) =>
		answerCalled({ seed, script, item }, name);
	return { shown: hidden ? blind : known, blind, answer };
}

/**
 * A hash of the answer alone would be the same wherever it is known: an
 * upload holds the names of its files, a short text can be guessed. So it is one of the script, the question and a secret too.
 */
const answerCalled = (
	{ seed, script, item }: { seed: string; script: string; item: string },
	name: string
): string => (name === '' ? '' : sha256Hex(utf8(`answer\0${seed}\0${script}\0${item}\0${name}`)));

export const withFiles = (
	annotations: readonly Annotation[],
	rename: (file: string) => string
): Annotation[] =>
	annotations.map((one) => (one.file === undefined ? one : { ...one, file: rename(one.file) }));

/** The hash of a file that is called so, among those of the script; what none is called stays as it was said. */
export function hashCalled(
	called: string,
	{ script, hashes, names }: { script: string; hashes: readonly string[]; names: FileNames }
): string {
	return hashes.find((hash) => names.blind(script, hash) === called) ?? called;
}
