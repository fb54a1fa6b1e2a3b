/**
 * What the files of an answer are called while names are hidden. Their hash stands beside a name elsewhere, in the list of an attempt's
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
};

/** null: marking was never begun. */
export function fileNames(blindness: { seed: string; hidden: boolean } | null): FileNames {
	const known: Rename = (_script, hash) => hash;
	if (!blindness) return { shown: known, blind: known };
	const { seed, hidden } = blindness;
	const blind: Rename = (script, hash) =>
		sha256Hex(utf8(`blind-file\0${seed}\0${script}\0${hash}`));
	return { shown: hidden ? blind : known, blind };
}

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
