/**
 * Weights and wasm are kept apart from the shell: they are large, change seldom, and a dropped connection while they come
 * must not leave the app without its pages. The page fetches them and checks each against the manifest; the service
 * worker only reads. The manifest is in the precache, so both sides speak of the files of the same version of the app.
 */
import * as z from 'zod/mini';

export const modelCacheName = 'invigil-models';
export const modelManifestUrl = '/vendor/manifest.json';

const modelFile = z.object({
	name: z.string(),
	url: z.string().check(z.regex(/^\/vendor\/[\w./-]+$/)),
	bytes: z.int(),
	sha256: z.string().check(z.regex(/^[0-9a-f]{64}$/)),
	/** Names of `sync/watched-checks.ts`: what it is needed for. */
	uses: z.array(z.string()),
	/** False for the variants that only an old browser asks for: it fetches them when it comes to that. */
	precache: z.boolean()
});
export type ModelFile = z.infer<typeof modelFile>;
const modelManifest = z.array(modelFile);

/** The hash is part of the key, so a file of another version is never taken for this one. */
export function modelKey(file: Pick<ModelFile, 'url' | 'sha256'>): string {
	return `${file.url}?sha256=${file.sha256}`;
}

/** To be on the device before it is asked for. */
export const isNeeded = (file: ModelFile, uses: readonly string[]): boolean =>
	file.precache && file.uses.some((use) => uses.includes(use));

type Fetch = (url: string, init?: RequestInit) => Promise<Response>;

export async function readModelManifest(fetch: Fetch = globalThis.fetch): Promise<ModelFile[]> {
	const response = await fetch(modelManifestUrl);
	if (!response.ok) throw new Error(`${modelManifestUrl}: ${response.status}`);
	return modelManifest.parse(await response.json());
}
