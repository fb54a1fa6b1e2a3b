/** What long-log.ts measures inside a page of Chromium, with the app's own store. Put there as one script. */
import { fromBundleSegment } from '#sync/bundle.ts';
import type { Bundle } from '#sync/schema/bundle.ts';
import { SessionLog } from '#sync/session-log.ts';
import { verifyBundle } from '#sync/verify/verify-bundle.ts';
import { DeviceStore } from '../../app/device/device-store.ts';

export interface InBrowser {
	/** Milliseconds. */
	verify(): Promise<number>;
	/** Puts both logs into the store. Answers by how many bytes the browser's storage grew. */
	keep(): Promise<number>;
	/** As a page does that is opened again: reads both logs and checks all of it. */
	reopen(): Promise<{ readMs: number; ms: number }>;
}

const NAME = 'bench';
let fetched: Bundle | null = null;
const bundle = async (): Promise<Bundle> =>
	(fetched ??= (await (await fetch('/bench-bundle.json')).json()) as Bundle);

async function opened(): Promise<DeviceStore> {
	const store = new DeviceStore(NAME);
	await store.open();
	return store;
}

const only = ({ sessions }: Bundle) => {
	const [session] = sessions;
	if (!session) throw new Error('The bundle has no session.');
	return session;
};

const used = async () => (await navigator.storage.estimate()).usage ?? 0;

const bench: InBrowser = {
	async verify() {
		const read = await bundle();
		const began = performance.now();
		await verifyBundle(read);
		return performance.now() - began;
	},
	async keep() {
		const { session, log, control } = only(await bundle());
		const store = await opened();
		const before = await used();
		await store.refill(
			session,
			new Map(log.map((segment) => [segment.first, fromBundleSegment(session, segment)])),
			new Map(control.map((segment, at) => [at, fromBundleSegment(session, segment)]))
		);
		store.close();
		return (await used()) - before;
	},
	async reopen() {
		const { session, ticket } = only(await bundle());
		const began = performance.now();
		const store = await opened();
		const stored = await store.readLog(session);
		const readMs = performance.now() - began;
		const bytesOf = ({ bytes }: { bytes: Uint8Array<ArrayBuffer> | null }) =>
			bytes ?? new Uint8Array(0);
		const { damage } = await SessionLog.restore({
			session,
			ticket,
			sign: () => Promise.reject(new Error('nothing is written')),
			store,
			now: Date.now,
			monotonic: () => performance.now(),
			hold: true,
			segments: stored.segments.map(bytesOf),
			control: stored.control.map(bytesOf)
		});
		const ms = performance.now() - began;
		store.close();
		if (damage.length > 0) throw new Error(`damaged: ${JSON.stringify(damage)}`);
		return { readMs, ms };
	}
};
Object.assign(window, { bench });
