/** Fetches again what is missing of a form whose session has begun. In a chunk of its own: it is hardly ever needed. */
import { Api } from '#app/api/api.ts';
import type { DeviceStore } from '../device/device-store.ts';
import { fetchBlobs } from './form-blobs.ts';
import { readManifest } from './papers.ts';

/** false: not now, or not at all. */
export async function repairForm(
	attempt: string,
	store: Pick<DeviceStore, 'attempt' | 'blobsHeld' | 'putBlob'>,
	api: Pick<Api, 'blob'> = new Api()
): Promise<boolean> {
	const manifest = readManifest((await store.attempt(attempt))?.manifest ?? null);
	if (!manifest) return false;
	try {
		await fetchBlobs(manifest, { store, api, pause: async () => undefined });
		return true;
	} catch (error) {
		console.warn('The form could not be fetched again:', error);
		return false;
	}
}
