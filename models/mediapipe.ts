/** What the workers that run a MediaPipe task share. */
import type { FilesetResolver as Resolver } from '@mediapipe/tasks-vision';
import { FilesetResolver } from '@mediapipe/tasks-vision';

export type Fileset = Awaited<ReturnType<typeof Resolver.forVisionTasks>>;

/**
 * The loader is a module, and modules run once: each task in a worker needs its own address for it. A fragment makes one
 * without changing what is asked of the network and the cache.
 */
export const moduleFileset =
	(task: string) =>
	async (wasmBase: string): Promise<Fileset> => {
		const fileset = await FilesetResolver.forVisionTasks(wasmBase, true);
		return { ...fileset, wasmLoaderPath: `${fileset.wasmLoaderPath}#${task}` };
	};

/** Runs where modules or SIMD are missing. */
export const classicFileset = async (wasmBase: string): Promise<Fileset> => ({
	wasmLoaderPath: `${wasmBase}/vision_wasm_nosimd_internal.js`,
	wasmBinaryPath: `${wasmBase}/vision_wasm_nosimd_internal.wasm`
});

export const frameSize = (frame: VideoFrame | ImageBitmap): { width: number; height: number } =>
	'displayWidth' in frame
		? { width: frame.displayWidth, height: frame.displayHeight }
		: { width: frame.width, height: frame.height };
