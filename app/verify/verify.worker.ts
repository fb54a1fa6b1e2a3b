import { expose } from 'comlink';
import { isPage } from '#app/api/is-page.ts';
import type { EdgeKey } from '#sync/schema/signed.ts';
import { tilePath } from '#sync/transparency/tile-path.ts';
import { checkGiven, type OwnLog } from './check-given.ts';

const PATIENCE_MS = 20_000;

/** Of the installation's own log: the same for everybody; nothing that was given goes along. null: it cannot be read now. */
async function fetchOwn(name: string, cache: RequestCache): Promise<Uint8Array | null> {
	try {
		const answer = await fetch(`/api/v1/log/${name}`, {
			cache,
			credentials: 'omit',
			signal: AbortSignal.timeout(PATIENCE_MS)
		});
		return answer.ok && !isPage(answer) ? new Uint8Array(await answer.arrayBuffer()) : null;
	} catch (problem) {
		console.warn('The public log could not be read:', problem);
		return null;
	}
}

const ownLog: OwnLog = {
	tile: (tile) => fetchOwn(tilePath(tile), 'default'),
	today: async () => {
		const note = await fetchOwn('checkpoint', 'no-store');
		return note && new TextDecoder().decode(note);
	}
};

const worker = {
	check: (texts: readonly string[], keys: readonly EdgeKey[]) => checkGiven(texts, keys, ownLog)
};
export type VerifyWorker = typeof worker;

expose(worker);
