/**
 * Every weight and every wasm file that the models load, pinned to its bytes. `prepare.ts` puts them under static/vendor/ and
 * writes static/vendor/manifest.json from this list, so that what is cached, logged and shown is what was checked here.
 */

export type Origin =
	/** A file of an installed npm package, unchanged. */
	| { from: 'package'; package: string; file: string }
	/** A TFLite model of a package that says nothing about its input; the build adds how it is normalised. */
	| { from: 'package_with_normalisation'; package: string; file: string; mean: number; std: number }
	/**
	 * In no package. The build takes it from the folder that INVIGIL_WEIGHTS names, where it lies under the last part of its URL, or
	 * from weights/cache/, where `fetch.ts` puts it.
	 * Optional: a build without it leaves it out of the manifest, and the app says that this analysis is unavailable.
	 */
	| { from: 'url'; url: string };

/** What a sitting may need: only the weights of what it does need are fetched and kept. */
export type WeightUse = 'faces' | 'landmarks' | 'likeness' | 'things';

export interface Weight {
	name: string;
	/** Under /vendor/. */
	path: string;
	bytes: number;
	sha256: string;
	licence: string;
	source: string;
	uses: readonly WeightUse[];
	/** False: only old browsers ask for it, so it is cached when asked for and not before. */
	precache: boolean;
	origin: Origin;
}

/** What the app reads at /vendor/manifest.json. */
export type PublishedWeight = Pick<
	Weight,
	'name' | 'bytes' | 'sha256' | 'licence' | 'source' | 'uses' | 'precache'
> & { url: string };

const tasksVision = (file: string): Origin => ({
	from: 'package',
	package: '@mediapipe/tasks-vision',
	file: `wasm/${file}`
});
const TASKS_VISION = 'npm @mediapipe/tasks-vision 1.1.0';
const VISION: readonly WeightUse[] = ['faces', 'landmarks'];

const human = (file: string): Origin => ({ from: 'package', package: '@vladmandic/human', file });
const HUMAN = 'npm @vladmandic/human 3.3.6';
/** What the library was built with; its package holds everything but this. */
const TFJS_WASM = 'npm @tensorflow/tfjs-backend-wasm 4.22.0';
const tfjsWasm = (file: string): Origin => ({
	from: 'package',
	package: '@tensorflow/tfjs-backend-wasm',
	file: `dist/${file}`
});

export const weights: Weight[] = [
	{
		name: 'mediapipe_vision_loader',
		path: 'mediapipe/vision_wasm_module_internal.js',
		bytes: 335_431,
		sha256: '70eff3956521b7de058d7173a4935c95e4a223c26ea624b9f5a936d3a043dcb0',
		licence: 'Apache-2.0',
		source: TASKS_VISION,
		uses: VISION,
		precache: true,
		origin: tasksVision('vision_wasm_module_internal.js')
	},
	{
		name: 'mediapipe_vision',
		path: 'mediapipe/vision_wasm_module_internal.wasm',
		bytes: 12_997_272,
		sha256: 'ee03b14a878e6c3c053a1bfa62e166dc45244be54dc0bbe61c578f710b771f6a',
		licence: 'Apache-2.0',
		source: TASKS_VISION,
		uses: VISION,
		precache: true,
		origin: tasksVision('vision_wasm_module_internal.wasm')
	},
	{
		name: 'mediapipe_vision_classic_loader',
		path: 'mediapipe/vision_wasm_nosimd_internal.js',
		bytes: 335_196,
		sha256: '510fc70a170eb8b46767a7abab2af89a7a8341fa5b3ebfb8a5de41a79b7fa9df',
		licence: 'Apache-2.0',
		source: TASKS_VISION,
		uses: VISION,
		precache: false,
		origin: tasksVision('vision_wasm_nosimd_internal.js')
	},
	{
		name: 'mediapipe_vision_classic',
		path: 'mediapipe/vision_wasm_nosimd_internal.wasm',
		bytes: 12_168_316,
		sha256: 'b802041d105876865d6a0806f2ff7c4419a7f1b80bc01340fe36e759c2030011',
		licence: 'Apache-2.0',
		source: TASKS_VISION,
		uses: VISION,
		precache: false,
		origin: tasksVision('vision_wasm_nosimd_internal.wasm')
	},
	{
		name: 'face_detector',
		path: 'mediapipe/face_detector.tflite',
		bytes: 229_704,
		sha256: 'c053eee8576a8269e34aac334e51e440fbc998930b18627a7cc3c3c4bbfa281d',
		licence: 'Apache-2.0',
		source:
			'npm @mediapipe/face_detection 0.4.1657300184, face_detection_short_range.tflite with metadata',
		uses: ['faces'],
		precache: true,
		origin: {
			from: 'package_with_normalisation',
			package: '@mediapipe/face_detection',
			file: 'face_detection_short_range.tflite',
			mean: 127.5,
			std: 127.5
		}
	},
	{
		name: 'face_landmarker',
		path: 'mediapipe/face_landmarker.task',
		bytes: 3_758_596,
		sha256: '64184e229b263107bc2b804c6625db1341ff2bb731874b0bcc2fe6544e0bc9ff',
		licence: 'Apache-2.0',
		source: 'MediaPipe face_landmarker float16/1',
		uses: ['landmarks'],
		precache: true,
		origin: {
			from: 'url',
			url: 'https://storage.googleapis.com/mediapipe-models/face_landmarker/face_landmarker/float16/1/face_landmarker.task'
		}
	},
	{
		name: 'human',
		path: 'human/human.js',
		bytes: 1_583_774,
		sha256: '5f240e5d2d60459f07aaa7df2cb129fd3f954c78dd05581cf6f8a30646779013',
		licence: 'MIT',
		source: HUMAN,
		uses: ['likeness'],
		precache: true,
		origin: human('dist/human.js')
	},
	{
		name: 'human_wasm',
		path: 'human/tfjs-backend-wasm-simd.wasm',
		bytes: 424_594,
		sha256: '77ebb28a6d34f371dbbf2086b7f2de8994acd8ea5a3cf1fa24d2c26c840cac7b',
		licence: 'Apache-2.0',
		source: TFJS_WASM,
		uses: ['likeness'],
		precache: true,
		origin: tfjsWasm('tfjs-backend-wasm-simd.wasm')
	},
	{
		name: 'human_wasm_without_simd',
		path: 'human/tfjs-backend-wasm.wasm',
		bytes: 311_123,
		sha256: '70a5d516060464e5269f01c74bac1772d6b8ab6cb612acf16b5cdaf61f78d892',
		licence: 'Apache-2.0',
		source: TFJS_WASM,
		uses: ['likeness'],
		precache: false,
		origin: tfjsWasm('tfjs-backend-wasm.wasm')
	},
	{
		name: 'human_face_graph',
		path: 'human/blazeface.json',
		bytes: 79_038,
		sha256: 'cd7bbfc078270572beb39f9e5ae67aadbd50b5e67cff37e6d4f6b3ea39312e5f',
		licence: 'MIT',
		source: HUMAN,
		uses: ['likeness'],
		precache: true,
		origin: human('models/blazeface.json')
	},
	{
		name: 'human_face',
		path: 'human/blazeface.bin',
		bytes: 538_928,
		sha256: 'dc9a97fdc50bc43216554bdd69aa3e7b9361a519ee7bdd996a2f69a98a6f9b72',
		licence: 'MIT',
		source: HUMAN,
		uses: ['likeness'],
		precache: true,
		origin: human('models/blazeface.bin')
	},
	{
		name: 'human_likeness_graph',
		path: 'human/faceres.json',
		bytes: 71_432,
		sha256: '5b83d49c0385d2e68a05122441b94226313677cae9fcc40b9587ad50079eb4df',
		licence: 'MIT',
		source: HUMAN,
		uses: ['likeness'],
		precache: true,
		origin: human('models/faceres.json')
	},
	{
		name: 'human_likeness',
		path: 'human/faceres.bin',
		bytes: 6_978_814,
		sha256: '2c7d2d62b76c97528b736527aa09d310ea71743c9e3e79fb6c62d4b2d73af79b',
		licence: 'MIT',
		source: HUMAN,
		uses: ['likeness'],
		precache: true,
		origin: human('models/faceres.bin')
	}
];

/** What the app is built with, so that a worker refuses anything else. */
export function weightNamed(name: string): { modelUrl: string; modelSha256: string } {
	const weight = weights.find((each) => each.name === name);
	if (!weight) throw new Error(`${name} is no weight.`);
	return { modelUrl: `/vendor/${weight.path}`, modelSha256: weight.sha256 };
}

/** All that one use needs, of which a worker asks for what its browser can run. */
export function weightsFor(use: WeightUse): { url: string; sha256: string }[] {
	const needed = weights.filter(({ uses }) => uses.includes(use));
	return needed.map(({ path, sha256 }) => ({ url: `/vendor/${path}`, sha256 }));
}

export function published(weight: Weight): PublishedWeight {
	const { name, path, bytes, sha256, licence, source, uses, precache } = weight;
	return { name, url: `/vendor/${path}`, bytes, sha256, licence, source, uses, precache };
}
