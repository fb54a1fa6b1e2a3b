/** What names an answer without saying it: two who hold the same answer find that it is the same. Short answers can be guessed from it. */
import { canonicalBytes } from '../canonical.ts';
import { sha256Hex } from '../hash.ts';
import type { ResponseValue } from '../schema/response.ts';

/** '': never answered. */
export const answerName = (value: ResponseValue | null): string =>
	value === null ? '' : sha256Hex(canonicalBytes(value));
