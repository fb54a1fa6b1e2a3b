/** The encrypted parts of a form, from the edge into the device's store. */
import { apiErrorCode } from '#app/api/api-error.ts';
import type { Api } from '#app/api/api.ts';
import { toHex } from '#sync/bytes.ts';
import type { FormBlob, FormManifest } from '#sync/schema/form.ts';
import type { DeviceStore } from '../device/device-store.ts';

/** What the edge sent is not what it signed for. */
export class FormDamagedError extends Error {
	override name = 'FormDamagedError';
	constructor(part: string, because: string) {
		super(`${part}: ${because}`);
	}
}

type Deps = {
	store: Pick<DeviceStore, 'blobsHeld' | 'putBlob'>;
	api: Pick<Api, 'blob'>;
	pause: (ms: number) => Promise<void>;
};

const TRIES = 4;
const AT_ONCE = 4;

/** Each blob is kept as soon as it is here, so what was broken off goes on where it was. */
export async function fetchBlobs(
	manifest: FormManifest,
	deps: Deps,
	{ signal, onBlob }: { signal?: AbortSignal | undefined; onBlob?: () => unknown } = {}
): Promise<void> {
	const held = await deps.store.blobsHeld(manifest.blobs.map(({ hash }) => hash));
	const waiting = manifest.blobs.filter(({ hash }) => !held.has(hash));
	const work = async () => {
		for (let blob = waiting.shift(); blob; blob = waiting.shift()) {
			const bytes = await fetchBlob(manifest.sitting, blob, deps, signal);
			await deps.store.putBlob(blob.hash, bytes);
			await onBlob?.();
		}
	};
	await Promise.all(Array.from({ length: AT_ONCE }, work));
}

async function fetchBlob(
	sitting: string,
	{ hash, bytes: length }: FormBlob,
	{ api, pause }: Deps,
	signal?: AbortSignal
): Promise<Uint8Array<ArrayBuffer>> {
	for (let tried = 1; ; tried++) {
		try {
			const bytes = await api.blob(sitting, hash, signal);
			if (bytes.length === length && (await sha256(bytes)) === hash) return bytes;
			throw new FormDamagedError(hash, 'other bytes than were signed for');
		} catch (error) {
			const passing =
				error instanceof FormDamagedError || retried.includes(apiErrorCode(error) as string);
			if (!passing || tried === TRIES || signal?.aborted) throw error;
			await pause(500 * 2 ** tried);
		}
	}
}

/** A captive portal answers with a page, a busy edge says so; both pass. */
const retried = ['unreachable', 'unavailable', 'too_many_requests', 'internal'];

async function sha256(bytes: Uint8Array<ArrayBuffer>): Promise<string> {
	return toHex(new Uint8Array(await crypto.subtle.digest('SHA-256', bytes)));
}
