import { expect, test } from 'vitest';
import { startFramePump } from './frame-pump.ts';
import type { Frame, FrameSource } from './frame-source.ts';

/** A camera at 30 frames a second on a clock that the test moves. */
function fakeCamera() {
	let time = 0;
	let open = true;
	let waiting: { due: () => boolean; resolve: (frame: Frame | null) => void } | null = null;
	const state = { taken: [] as number[], closed: 0 };
	const frame = () => ({ close: () => state.closed++ }) as unknown as Frame;
	const source: FrameSource = {
		next: (due) => new Promise((resolve) => (waiting = { due, resolve })),
		close() {
			open = false;
			waiting?.resolve(null);
		}
	};
	const settle = () => new Promise((resolve) => setTimeout(resolve));
	return {
		source,
		state,
		now: () => time,
		async play(ms: number) {
			for (const end = time + ms; time < end && open;) {
				time += 1000 / 30;
				if (waiting?.due()) {
					const { resolve } = waiting;
					waiting = null;
					resolve(frame());
				}
				await settle();
			}
		}
	};
}

test('five frames a second of a camera at thirty', async () => {
	const camera = fakeCamera();
	const at: number[] = [];
	const pump = startFramePump({
		...camera,
		rate: () => 5,
		handle: async (frame, time) => {
			at.push(time);
			frame.close();
		}
	});
	await camera.play(3_000);
	expect(at.length).toBeGreaterThanOrEqual(14);
	expect(at.length).toBeLessThanOrEqual(16);
	pump.stop();
	expect(await pump.ended).toBe('stopped');
});

test('a slow analysis never has a second frame in flight, and missed frames are not made up for', async () => {
	const camera = fakeCamera();
	let inFlight = 0;
	let most = 0;
	let frames = 0;
	const finish: (() => void)[] = [];
	const pump = startFramePump({
		...camera,
		rate: () => 5,
		handle: async () => {
			most = Math.max(most, ++inFlight);
			frames++;
			await new Promise<void>((resolve) => finish.push(resolve));
			inFlight--;
		}
	});
	await camera.play(2_000);
	expect(frames).toBe(1);
	finish.shift()?.();
	await camera.play(100);
	finish.shift()?.();
	expect(most).toBe(1);
	expect(frames).toBe(2);
	pump.stop();
});

test('a new rate holds from the next frame on', async () => {
	const camera = fakeCamera();
	let rate = 5;
	let frames = 0;
	const pump = startFramePump({
		...camera,
		rate: () => rate,
		handle: async () => void frames++
	});
	await camera.play(1_000);
	rate = 1;
	await camera.play(400);
	frames = 0;
	await camera.play(4_000);
	expect(frames).toBeGreaterThanOrEqual(3);
	expect(frames).toBeLessThanOrEqual(5);
	pump.stop();
});

test('a handler that fails ends the pump and says why', async () => {
	const camera = fakeCamera();
	const pump = startFramePump({
		...camera,
		rate: () => 5,
		handle: () => Promise.reject(new Error('handler failed'))
	});
	const ended = expect(pump.ended).rejects.toThrow('handler failed');
	await camera.play(200);
	await ended;
});

test('the end of the track is told apart from being stopped', async () => {
	const camera = fakeCamera();
	const pump = startFramePump({ ...camera, rate: () => 5, handle: async () => undefined });
	await camera.play(100);
	camera.source.close();
	expect(await pump.ended).toBe('source_ended');
});
