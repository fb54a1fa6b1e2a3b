import { sha256Hex } from '#sync/hash.ts';
import type { BankApi } from '../bank-api.ts';

/** Into the bank's pictures and sounds; answers the hash that texts name it by. */
export async function keepFile(bank: Pick<BankApi, 'putMedia'>, file: File): Promise<string> {
	const bytes = new Uint8Array(await file.arrayBuffer());
	const hash = sha256Hex(bytes);
	await bank.putMedia(hash, file.name.slice(0, 255) || hash.slice(0, 12), bytes);
	return hash;
}
