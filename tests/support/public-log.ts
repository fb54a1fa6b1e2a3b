/** Somebody outside who reads the public log, with nothing but its address and key. */
import type { EdgeKey } from '#sync/schema/signed.ts';
import { openCheckpoint } from '#sync/transparency/checkpoint.ts';
import type { Checkpoint } from '#sync/transparency/checkpoint.ts';
import { tilePath, TILE_WIDTH } from '#sync/transparency/tile-path.ts';
import type { FetchTile } from '#sync/transparency/tile-reader.ts';

export class LogReader {
	readonly #address: string;
	readonly #keys: readonly EdgeKey[];

	constructor(origin: string, keys: readonly EdgeKey[]) {
		this.#address = `${origin}/api/v1/log`;
		this.#keys = keys;
	}

	/** null: nothing is published yet. */
	async note(): Promise<string | null> {
		const answer = await fetch(`${this.#address}/checkpoint`);
		return answer.ok ? answer.text() : null;
	}

	/** null: nothing is published yet. Throws on one that is not signed by the log. */
	async checkpoint(): Promise<Checkpoint | null> {
		const note = await this.note();
		if (note === null) return null;
		const opened = await openCheckpoint(note, this.#keys);
		if (!opened.ok) throw new Error(opened.code);
		return opened.checkpoint;
	}

	async size(): Promise<number> {
		return (await this.checkpoint())?.size ?? 0;
	}

	readonly tile: FetchTile = async (tile) => {
		const answer = await fetch(`${this.#address}/${tilePath(tile)}`);
		return answer.ok ? new Uint8Array(await answer.arrayBuffer()) : null;
	};

	/** All entries, from the bundles that the checkpoint names; hex. */
	async entries(): Promise<string[]> {
		const size = await this.size();
		const found: string[] = [];
		for (let index = 0; index * TILE_WIDTH < size; index++) {
			const width = Math.min(TILE_WIDTH, size - index * TILE_WIDTH);
			const bytes = await this.tile({ level: null, index, width });
			if (!bytes) throw new Error(`no bundle ${index} of ${width}`);
			const view = new DataView(bytes.buffer);
			for (let at = 0; at < bytes.length;) {
				const length = view.getUint16(at);
				found.push(Buffer.from(bytes.subarray(at + 2, at + 2 + length)).toString('hex'));
				at += 2 + length;
			}
		}
		return found;
	}
}
