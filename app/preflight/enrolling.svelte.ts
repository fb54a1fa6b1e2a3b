/** The description of one's face before the exam: looks at the camera's picture until it is there, and keeps it on this device. */
import type { EnrolmentState, Likeness } from '#models/identity/index.ts';
import { enrolFace } from '#models/identity/index.ts';
import { weightsFor } from '#models/weights/manifest.ts';
import type { LikenessStore } from '#app/device/likeness-store.ts';

export type EnrollingState =
	| { state: 'idle' }
	| { state: 'looking'; looks: number; lacking: EnrolmentState['lacking'] }
	| { state: 'done' }
	/** `device`: faces cannot be compared here; `storage`: what was found could not be kept. */
	| { state: 'failed'; because: 'device' | 'storage' };

export interface EnrolWorld {
	enrol(options: {
		track: MediaStreamTrack;
		onState: (state: EnrolmentState) => void;
		onTrouble: (trouble: { over: boolean }) => void;
	}): Promise<{ stop(): void }>;
	kept(): Promise<boolean>;
	keep(likeness: Likeness): Promise<void>;
}

export const browserEnrolWorld = (
	attempt: string,
	until: number,
	store: LikenessStore
): EnrolWorld => ({
	enrol: (options) => enrolFace({ ...options, files: weightsFor('likeness') }),
	kept: async () => (await store.get(attempt, Date.now())) !== null,
	keep: (likeness) => store.put(attempt, likeness, until)
});

export class Enrolling {
	#state = $state.raw<EnrollingState>({ state: 'idle' });
	#stop: (() => void) | null = null;
	readonly #world: EnrolWorld;

	constructor(world: EnrolWorld) {
		this.#world = world;
		void this.#lookForKept();
	}

	get state(): EnrollingState {
		return this.#state;
	}

	/** Anew each time: whoever looks into the camera now is the one. */
	begin(track: MediaStreamTrack): void {
		this.stop();
		let stopped = false;
		let running: { stop(): void } | null = null;
		this.#stop = () => {
			stopped = true;
			running?.stop();
		};
		this.#state = { state: 'looking', looks: 0, lacking: null };
		const fail = (because: 'device' | 'storage', error?: unknown) => {
			if (stopped) return;
			if (error !== undefined) console.warn('The face was not described.', error);
			this.stop();
			this.#state = { state: 'failed', because };
		};
		const look = async () => {
			running = await this.#world.enrol({
				track,
				onState: ({ looks, lacking, template }) => {
					if (stopped) return;
					this.#state = { state: 'looking', looks, lacking };
					if (!template) return;
					this.#world.keep(template).then(
						() => {
							if (!stopped) this.#state = { state: 'done' };
						},
						(error: unknown) => fail('storage', error)
					);
				},
				onTrouble: ({ over }) => void (over || fail('device'))
			});
			if (stopped) running.stop();
		};
		look().catch((error: unknown) => fail('device', error));
	}

	stop(): void {
		this.#stop?.();
		this.#stop = null;
		if (this.#state.state === 'looking') this.#state = { state: 'idle' };
	}

	async #lookForKept(): Promise<void> {
		const kept = await this.#world.kept().catch((error: unknown) => {
			console.warn('Whether a face was described before cannot be told.', error);
			return false;
		});
		if (kept && this.#state.state === 'idle') this.#state = { state: 'done' };
	}
}
