/**
 * The library fetches its weights and its wasm by itself. In a worker that calls this, it gets the files that the app was built
 * with, each checked, and nothing else from anywhere.
 */
import { fetchModel, type ModelAddress } from '../model-file.ts';

export interface OwnFiles {
	/** Why a file that was asked for could not be given; null: none was refused. */
	failure(): 'model_missing' | 'model_damaged' | null;
}

interface Scope {
	fetch: typeof fetch;
	location: { href: string };
}

const types: Readonly<Record<string, string>> = {
	json: 'application/json',
	wasm: 'application/wasm'
};

export function giveOwnFiles(
	scope: Scope,
	files: readonly ModelAddress[],
	take: typeof fetchModel = fetchModel
): OwnFiles {
	let failed: ReturnType<OwnFiles['failure']> = null;
	const pathOf = (address: string) => new URL(address, scope.location.href).href;
	const known = new Map(files.map((file) => [pathOf(file.url), file]));
	const original = scope.fetch.bind(scope);
	scope.fetch = async (input) => {
		const address = pathOf(input instanceof Request ? input.url : String(input));
		const file = known.get(address);
		if (!file) {
			// Weights that this build was made without are missing too.
			failed ??= 'model_missing';
			throw new TypeError(`Not one of the app's own files: ${address}`);
		}
		const bytes = await take(file, original);
		if (typeof bytes === 'string') {
			failed = bytes;
			throw new TypeError(`${file.url}: ${bytes}`);
		}
		const type = types[address.slice(address.lastIndexOf('.') + 1)];
		return new Response(bytes, {
			headers: { 'content-type': type ?? 'application/octet-stream' }
		});
	};
	return { failure: () => failed };
}
