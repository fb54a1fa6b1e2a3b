/**
 * Whether a text is meant as questions of GIFT. Any text would be a list of descriptions, and braces stand in code and templates too, so
 * how much must be a question hangs on what the file is called.
 */
import type { Block } from './blocks.ts';

/** Signs that only an answer begins with: `{=`, `{~`, `{#5`, `{T}`; or a name. */
const SURE = /\{\s*(?:[=~]|#\s*=?\s*(?:%-?\d+(?:\.\d*)?%)?\s*[-+\d.]|(?:t|f|true|false)\s*[#}])/i;
const NAMED = /^\s*::[^:\n][^\n]*?::/;
/** One pair behind words, which may be an essay or an answer in one word. */
const PAIR = /^\s*[^{}\s][^{}]*\{[^{}]*\}[^{}]*$/;

export function isGift(name: string, blocks: readonly Block[]): boolean {
	const sure = blocks.filter(({ text }) => SURE.test(text) || NAMED.test(text)).length;
	if (/\.gift(\.txt)?$/i.test(name)) return sure > 0 || blocks.some(({ text }) => /\{/.test(text));
	const pairs = blocks.filter(({ text }) => PAIR.test(text)).length;
	if (/\.txt$/i.test(name)) return sure > 0 || pairs * 2 >= blocks.length;
	return sure * 2 >= blocks.length;
}
