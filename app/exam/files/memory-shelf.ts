/** A shelf in memory for tests: the same answers as FileShelf, kept in maps. */
import type { KeptFile } from '../../device/device-rows.ts';
import type { FileShelf, NewFile } from '../../device/file-shelf.ts';

type Bytes = Uint8Array<ArrayBuffer>;

export class MemoryShelf implements Pick<FileShelf, keyof FileShelf> {
	readonly rows = new Map<string, KeptFile>();
	readonly kept = new Map<string, Bytes>();
	/** Every write throws this while it is set. */
	failing: Error | null = null;

	close() {
		return undefined;
	}
	async put(file: NewFile, bytes: Bytes) {
		if (this.failing) throw this.failing;
		const row = { version: 1 as const, ...file, bytes: bytes.length, receipt: null, refused: null };
		this.rows.set(file.hash, row);
		this.kept.set(file.hash, bytes);
	}
	async of(attempt: string) {
		return [...this.rows.values()].filter((row) => row.attempt === attempt);
	}
	async file(_attempt: string, hash: string) {
		return this.rows.get(hash);
	}
	async waiting() {
		return [...this.rows.values()].filter((row) => row.receipt === null && row.refused === null);
	}
	async bytes(_attempt: string, hash: string) {
		return this.kept.get(hash) ?? null;
	}
	async change(_attempt: string, hash: string, change: Partial<KeptFile>) {
		const row = this.rows.get(hash);
		if (row) this.rows.set(hash, { ...row, ...change });
	}
	async remove(_attempt: string, hash: string) {
		this.rows.delete(hash);
		this.kept.delete(hash);
	}
}
