/** The browser and the edge, as preparing an exam needs them. */
import type { Api } from '#app/api/api.ts';
import type { DeviceStore } from '../device/device-store.ts';
import { cacheModels, modelsHeld } from '../device/offline-models.ts';
import { shellReady, shellState } from '../device/offline-shell.ts';
import type { PrepareDeps } from './prepare.ts';
import type { StartDeps } from './start.ts';
import { unwrapInWorker } from './unwrap-in-worker.ts';

export const pause = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));

export function browserPrepareDeps(api: Api, store: DeviceStore): PrepareDeps {
	return {
		api,
		store,
		shell: { state: shellState, ready: shellReady },
		models: { held: (uses) => modelsHeld(uses), fetch: cacheModels },
		now: Date.now,
		pause
	};
}

export function browserStartDeps(api: Api, store: DeviceStore): StartDeps {
	return { api, store, unwrap: unwrapInWorker, now: Date.now, uuid: () => crypto.randomUUID() };
}
