/** Says whether bytes are the pinned ones. Nothing gets into static/vendor/ or the cache without passing here. */
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Weight } from './manifest.ts';

type Pinned = Pick<Weight, 'name' | 'bytes' | 'sha256'>;

export const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');

export function assertPinned(weight: Pinned, bytes: Uint8Array, from: string): void {
	if (bytes.length === weight.bytes && sha256(bytes) === weight.sha256) return;
	throw new Error(
		`${weight.name} from ${from} is not the pinned file: ` +
			`${bytes.length} bytes with sha256 ${sha256(bytes)}, wanted ${weight.bytes} with ${weight.sha256}.`
	);
}

export function isPinned(weight: Pinned, path: string): boolean {
	if (!existsSync(path)) return false;
	const bytes = readFileSync(path);
	return bytes.length === weight.bytes && sha256(bytes) === weight.sha256;
}

/** A build that dies half way leaves the old file or the new one, never half of one. */
export function writeWhole(path: string, bytes: Uint8Array | string): void {
	mkdirSync(dirname(path), { recursive: true });
	writeFileSync(`${path}.part`, bytes);
	renameSync(`${path}.part`, path);
}
