import { expose } from 'comlink';
import type { EdgeKey } from '#sync/schema/signed.ts';
import { tilePath } from '#sync/transparency/tile-path.ts';
import type { FetchTile } from '#sync/transparency/tile-reader.ts';
import { checkGiven } from './check-given.ts';

const PATIENCE_MS = 20_000;

/** The installation's own log. Its tiles are the same for everybody; nothing that was given goes along. */
const ownTiles: FetchTile = async (tile) => {
	try {
		const answer = await fetch(`/api/v1/log/${tilePath(tile)}`, {
			credentials: 'omit',
			signal: AbortSignal.timeout(PATIENCE_MS)
		});
		return answer.ok ? new Uint8Array(await answer.arrayBuffer()) : null;
	} catch (problem) {
		console.warn('A tile of the public log could not be read:', problem);
		return null;
	}
};

const worker = {
	check: (texts: readonly string[], keys: readonly EdgeKey[]) => checkGiven(texts, keys, ownTiles)
};
export type VerifyWorker = typeof worker;

expose(worker);
