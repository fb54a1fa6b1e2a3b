/**
 * Says whether the enrolled person is still the one in front of the camera, in a worker. Pictures go nowhere but into that worker;
 * what comes out is a score. Never throws: what goes wrong is told to onTrouble, and told again when it is over.
 */
import { watchFrames } from '../frame-watch.ts';
import { openFrameSource } from '../frame-source.ts';
import type { ModelAddress } from '../model-file.ts';
import { followTrack, type Trouble } from '../trouble.ts';
import { openWorkerClient } from '../worker-client.ts';
import { createEnrolment, type EnrolmentState } from './enrolment.ts';
import type { EnrolmentLook, IdentityReading } from './identity-reading.ts';
import type { IdentityWorkerOptions } from './identity-worker.ts';
import type { Likeness } from './likeness.ts';
import { createLookPace } from './look-pace.ts';

export { LOOKS_WANTED, type EnrolmentState } from './enrolment.ts';
export type { Fit, IdentityReading } from './identity-reading.ts';
export { LIKENESS_LENGTH, likenessOf, type Likeness } from './likeness.ts';

interface Options {
	track: MediaStreamTrack;
	/** Of all that the manifest of weights names for this. */
	files: ModelAddress[];
	base?: string;
	onTrouble: (trouble: Trouble) => void;
}

export interface IdentityOptions extends Options {
	enrolled: Likeness;
	onReading: (reading: IdentityReading) => void;
	/** Readings below make it look again soon. */
	doubtBelow: number;
}

export interface IdentityWatching {
	stop(): void;
	/** A face is back after absence, or there is another reason not to wait. */
	lookNow(): void;
	stats(): { rate: number; frames: number; analysisMs: number };
}

const ENROLMENT_LOOK_MS = 500;
const BASE = '/vendor/human/';

const spawn = () =>
	new Worker(new URL('./identity-classic.worker.ts', import.meta.url), { name: 'identity' });

async function look<Reading extends IdentityReading>(
	{ track, files, base = BASE, onTrouble }: Options,
	enrolled: Likeness | null,
	calmMs: number | undefined,
	onReading: (reading: Reading, pace: ReturnType<typeof createLookPace>) => void
): Promise<IdentityWatching> {
	const now = () => performance.now();
	const pace = createLookPace(now, calmMs);
	const unfollow = followTrack(track, onTrouble);
	let frames = 0;
	let analysisMs = 0;
	const watch = watchFrames<Reading>({
		open: (kind) =>
			kind === 'module'
				? openWorkerClient<IdentityWorkerOptions, Reading>(spawn, { files, base, enrolled })
				: // There is one kind only, and it was tried.
					Promise.resolve('wasm_failed'),
		source: openFrameSource(track),
		rate: pace,
		onReading(reading) {
			frames++;
			analysisMs = reading.analysisMs;
			onReading(reading, pace);
		},
		onTrouble,
		now,
		wait: (ms) => new Promise((resolve) => setTimeout(resolve, ms))
	});
	await watch.tried;
	return {
		stop() {
			watch.stop();
			unfollow();
		},
		lookNow: () => pace.lookNow(),
		stats: () => ({ rate: pace.rate, frames, analysisMs })
	};
}

export function startIdentity(options: IdentityOptions): Promise<IdentityWatching> {
	let doubtful = false;
	return look<IdentityReading>(options, options.enrolled, undefined, (reading, pace) => {
		if (reading.similarity !== null) doubtful = reading.similarity < options.doubtBelow;
		pace.looked(doubtful);
		options.onReading(reading);
	});
}

/** Looks twice a second until there are enough good looks; then the state has the template, and it stops by itself. */
export async function enrolFace(
	options: Options & { onState: (state: EnrolmentState, look: IdentityReading) => void }
): Promise<Pick<IdentityWatching, 'stop'>> {
	const enrolment = createEnrolment();
	let done = false;
	let stop: () => void = () => undefined;
	const looking = await look<EnrolmentLook>(options, null, ENROLMENT_LOOK_MS, (found) => {
		if (done) return;
		const { fit, likeness, ...reading } = found;
		const state = enrolment.add({ fit, likeness });
		done = state.template !== null;
		options.onState(state, reading);
		if (done) stop();
	});
	stop = () => looking.stop();
	if (done) stop();
	return { stop: () => stop() };
}
