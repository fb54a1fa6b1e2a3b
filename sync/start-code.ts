/**
 * The start code a proctor reads out where there is no network: ten Crockford symbols, 50 bits, and the key that Argon2id makes of it
 * (RFC 9106; 19 MiB, 2 passes, 1 lane, which a cheap phone does in about a second and a guesser pays 2^50 times).
 */
import { fromBase64url, utf8 } from './bytes.ts';
import type { Bytes } from './bytes.ts';
import { inGroups, normaliseCrockford, toCrockford } from './crockford.ts';
import type { WrappedKey } from './schema/form.ts';

export const START_CODE_SYMBOLS = 10;
export const argon2Cost = { memoryKiB: 19_456, iterations: 2, parallelism: 1 } as const;

export type Argon2Input = {
	password: Bytes;
	salt: Bytes;
	memoryKiB: number;
	iterations: number;
	parallelism: number;
};
/** 32 bytes out. */
export type Argon2 = (input: Argon2Input) => Promise<Uint8Array>;

export function createStartCode(randomBytes: (count: number) => Uint8Array): string {
	return inGroups(toCrockford(randomBytes(7), START_CODE_SYMBOLS), 5);
}

/** What a person typed, as 'XXXXX-XXXXX'; null: cannot be a start code. */
export function normaliseStartCode(typed: string): string | null {
	const code = normaliseCrockford(typed);
	return code?.length === START_CODE_SYMBOLS ? inGroups(code, 5) : null;
}

/** `code`: normalised. */
export function startCodeKey(
	code: string,
	cost: Pick<WrappedKey, 'salt' | 'memoryKiB' | 'iterations' | 'parallelism'>,
	argon2: Argon2
): Promise<Uint8Array> {
	const { memoryKiB, iterations, parallelism } = cost;
	const password = utf8(code.replace('-', ''));
	return argon2({
		password,
		salt: fromBase64url(cost.salt),
		memoryKiB,
		iterations,
		parallelism
	});
}

/** Loaded only here: most students start over the network and never need it. */
export const wasmArgon2: Argon2 = async (input) => {
	const { argon2id } = await import('hash-wasm');
	return argon2id({
		password: input.password,
		salt: input.salt,
		memorySize: input.memoryKiB,
		iterations: input.iterations,
		parallelism: input.parallelism,
		hashLength: 32,
		outputType: 'binary'
	});
};

/** For workerd, which compiles no WebAssembly at run time. */
export const pureArgon2: Argon2 = async (input) => {
	const { argon2id } = await import('@noble/hashes/argon2.js');
	return argon2id(input.password, input.salt, {
		m: input.memoryKiB,
		t: input.iterations,
		p: input.parallelism,
		dkLen: 32
	});
};
