/**
 * The part of @vladmandic/human that is used here. Its one file for scripts is loaded by address and not bundled: it is kept with
 * the weights, and only on devices whose exam asks for it. Everything but finding faces and describing them stays off; so do
 * its guesses of age and sex, which are never read.
 */

interface HumanFace {
	score: number;
	/** x, y, width, height in pixels. */
	box: [number, number, number, number];
	annotations: Partial<Record<'leftEye' | 'rightEye' | 'nose', ([number, number] | null)[]>>;
	embedding?: number[];
}

export interface Human {
	tf: { env(): { set(flag: string, value: boolean): void }; getBackend(): string };
	load(): Promise<void>;
	detect(picture: ImageData): Promise<{ error: string | null; face: HumanFace[] }>;
}

type HumanClass = new (config: object) => Human;

const off = { enabled: false };

const config = (base: string) => ({
	// On a graphics card that is only imitated a look takes 25 s; wasm takes a tenth of a second anywhere.
	backend: 'wasm',
	wasmPath: base,
	modelBasePath: base,
	// It would keep a second copy of the weights in a database of its own.
	cacheModels: false,
	async: false,
	warmup: 'none',
	cacheSensitivity: 0,
	skipAllowed: false,
	debug: false,
	filter: off,
	gesture: off,
	body: off,
	hand: off,
	object: off,
	segmentation: off,
	face: {
		enabled: true,
		detector: {
			modelPath: 'blazeface.json',
			rotation: false,
			maxDetected: 4,
			minConfidence: 0.5,
			skipFrames: 0,
			skipTime: 0
		},
		description: { enabled: true, modelPath: 'faceres.json', skipFrames: 0, skipTime: 0 },
		mesh: off,
		iris: off,
		emotion: off,
		attention: off,
		antispoof: off,
		liveness: off
	}
});

/** `scope` has run the library's file. null: that left nothing to use. */
export function createHuman(scope: object, base: string): Human | null {
	const left = (scope as { Human?: { Human?: HumanClass; default?: HumanClass } }).Human;
	const Made = left?.Human ?? left?.default;
	if (!Made) return null;
	const human = new Made(config(base));
	// Threads would ask for a third wasm file, and for cores that the exam's own page needs.
	human.tf.env().set('WASM_HAS_MULTITHREAD_SUPPORT', false);
	return human;
}
