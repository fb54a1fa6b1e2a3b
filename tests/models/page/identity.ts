/** Enrols and compares faces as a session does, with nothing else on the page. Tests drive it through `window.identity`. */
import {
	enrolFace,
	likenessOf,
	startIdentity,
	type EnrolmentState,
	type IdentityReading,
	type IdentityWatching
} from '#models/identity/index.ts';
import type { EntryContent } from '#sync/schema/entry.ts';
import { Watch } from '#app/proctor/watch.svelte.ts';
import { openCamera } from '#app/device/camera.ts';
import { readModelManifest } from '#app/device/model-cache.ts';

export interface IdentityReport {
	readings: IdentityReading[];
	enrolment: Omit<EnrolmentState, 'template'>[];
	/** null: nobody is enrolled yet. */
	template: number[] | null;
	troubles: string[];
	/** What a session would write into its log. */
	entries: EntryContent[];
}

export interface Identity {
	enrol(change?: Change): Promise<void>;
	watch(template: number[], change?: Change): Promise<void>;
	/** All of a session's watching, with this person enrolled. */
	session(template: number[]): void;
	lookNow(): void;
	report(): IdentityReport;
	stop(): void;
}

/** A file that is not what the manifest says: at another address, or with other bytes. */
interface Change {
	file: string;
	url?: string;
	sha256?: string;
}

const report: IdentityReport = {
	readings: [],
	enrolment: [],
	template: null,
	troubles: [],
	entries: []
};
let watching: Pick<IdentityWatching, 'stop'> & { lookNow?: () => void };

async function options(change?: Change) {
	const camera = await openCamera();
	if (camera.outcome !== 'granted') throw new Error(`No camera: ${camera.reason}`);
	const files = (await readModelManifest()).filter(({ uses }) => uses.includes('likeness'));
	return {
		track: camera.track,
		files: files.map((file) =>
			change && file.url.endsWith(change.file) ? { ...file, ...change } : file
		),
		onTrouble: ({ code, over }: { code: string; over: boolean }) =>
			void report.troubles.push(over ? `${code} over` : code)
	};
}

const identity: Identity = {
	async enrol(change) {
		watching = await enrolFace({
			...(await options(change)),
			onState({ template, ...state }) {
				report.enrolment.push(state);
				if (template) report.template = [...template];
			}
		});
	},
	async watch(template, change) {
		const enrolled = likenessOf(template);
		if (!enrolled) throw new Error('That is no template.');
		watching = await startIdentity({
			...(await options(change)),
			enrolled,
			doubtBelow: 0.72,
			onReading: (reading) => void report.readings.push(reading)
		});
	},
	session(template) {
		const opened = performance.now();
		const watch = new Watch({
			policy: {
				camera: true,
				microphone: false,
				fullscreen: false,
				analyses: ['identity'],
				minimumMs: {}
			},
			clock: () => performance.now() - opened,
			record: (content) => report.entries.push(content),
			enrolled: { load: async () => likenessOf(template), keep: async () => undefined }
		});
		watch.start();
		watching = watch;
	},
	lookNow: () => watching.lookNow?.(),
	report: () => report,
	stop: () => watching.stop()
};
Object.assign(globalThis, { identity });
