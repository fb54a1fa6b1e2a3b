import { expect, test } from 'vitest';
import type { Frame, FrameSource } from './frame-source.ts';
import { createRateControl } from './rate-control.ts';
import type { Trouble, TroubleCode } from './trouble.ts';
import type { WorkerClient, WorkerKind } from './worker-client.ts';
import { faceReading, type FaceReading } from './face/face-reading.ts';
import { watchFrames } from './frame-watch.ts';

const reading = (at: number) =>
	faceReading({
		at,
		width: 1,
		height: 1,
		detections: [],
		brightness: 1,
		texture: 1,
		analysisMs: 1
	});
const settle = async () => {
	for (let i = 0; i < 20; i++) await Promise.resolve();
};

function setUp(open: (kind: WorkerKind) => WorkerClient<FaceReading> | TroubleCode) {
	let time = 0;
	let give: ((frame: Frame | null) => void) | null = null;
	const waits: { ms: number; resolve: () => void }[] = [];
	const readings: FaceReading[] = [];
	const troubles: string[] = [];
	const source: FrameSource = {
		next: () => new Promise((resolve) => (give = resolve)),
		close: () => give?.(null)
	};
	const watch = watchFrames({
		open: (kind) => Promise.resolve(open(kind)),
		source,
		rate: createRateControl(),
		onReading: (each) => readings.push(each),
		onTrouble: ({ code, over }: Trouble) => troubles.push(over ? `${code} over` : code),
		now: () => time,
		wait: (ms) => new Promise((resolve) => waits.push({ ms, resolve }))
	});
	return {
		watch,
		readings,
		troubles,
		waits,
		async frame() {
			await settle();
			time += 200;
			give?.({ close: () => undefined } as Frame);
			await settle();
		},
		async waited() {
			const wait = waits.at(-1);
			wait?.resolve();
			await settle();
			return wait?.ms;
		}
	};
}
const good = (): WorkerClient<FaceReading> => ({
	analyse: (_, at) => Promise.resolve(reading(at)),
	close: () => undefined
});
const dying = (): WorkerClient<FaceReading> => ({
	analyse: () => Promise.reject(new Error('gone')),
	close: () => undefined
});

test('frames become readings without trouble', async () => {
	const run = setUp(good);
	await run.watch.tried;
	await run.frame();
	await run.frame();
	expect(run.readings.map((each) => each.at)).toEqual([200, 400]);
	expect(run.troubles).toEqual([]);
	run.watch.stop();
});

test('a missing model is told once and tried again ever more rarely', async () => {
	const kinds: WorkerKind[] = [];
	const run = setUp((kind) => {
		kinds.push(kind);
		return 'model_missing';
	});
	await settle();
	const waits = [await run.waited(), await run.waited(), await run.waited(), await run.waited()];
	expect(waits).toEqual([1_000, 2_000, 4_000, 8_000]);
	expect(run.troubles).toEqual(['model_missing']);
	expect(kinds).not.toContain('classic');
	run.watch.stop();
});

test('a damaged model is told as that, and no other worker is tried on it', async () => {
	const kinds: WorkerKind[] = [];
	const run = setUp((kind) => {
		kinds.push(kind);
		return 'model_damaged';
	});
	await run.waited();
	expect(run.troubles).toEqual(['model_damaged']);
	expect(kinds).not.toContain('classic');
	run.watch.stop();
});

test('wasm that does not start as a module is tried in a classic worker', async () => {
	const run = setUp((kind) => (kind === 'module' ? 'wasm_failed' : good()));
	await run.frame();
	expect(run.readings).toHaveLength(1);
	expect(run.troubles).toEqual([]);
	run.watch.stop();
});

test('a worker that dies is told, started anew, and told to be well at its next reading', async () => {
	let workers = 0;
	const run = setUp(() => (++workers === 1 ? dying() : good()));
	await run.frame();
	expect(run.troubles).toEqual(['worker_crashed']);
	expect(await run.waited()).toBe(1_000);
	await run.frame();
	expect(run.troubles).toEqual(['worker_crashed', 'worker_crashed over']);
	expect(run.readings).toHaveLength(1);
	run.watch.stop();
});

test('nothing is started again after stop, or after the track has ended', async () => {
	let workers = 0;
	const run = setUp(() => {
		workers++;
		return good();
	});
	await run.frame();
	run.watch.stop();
	await settle();
	expect(workers).toBe(1);
	expect(run.waits).toEqual([]);
});
