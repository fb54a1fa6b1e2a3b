/** The whole road of a picture, in a real browser: camera, pump, worker, judge, entry. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { leavingFaceClip } from '../support/clips.ts';
import {
	analyse,
	policy,
	serveAnalysis,
	type Analysed,
	type AnalysisSite
} from './analysis-page.ts';
import { cameraClip } from './clips.ts';

let site: AnalysisSite;
beforeAll(async () => {
	site = await serveAnalysis();
});
afterAll(() => site.close());

const observations = ({ entries }: Analysed) =>
	entries.flatMap((entry) => (entry.kind === 'observation' ? [entry.data] : []));
const checks = (report: Analysed) =>
	observations(report).map(({ check, phase, reason }) =>
		[check, phase, ...(reason ? [reason] : [])].join(' ')
	);
/** Share of frames with so many faces. */
const share = ({ faces }: Analysed, count: number) =>
	faces.filter((reading) => reading.faces === count).length / faces.length;
const median = (values: number[]) =>
	values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? NaN;

test('one person: one face in every frame, nothing to observe, and the page is never held up', async () => {
	const report = await analyse(site, {
		devices: { camera: await cameraClip('one_face') },
		forMs: 6_000
	});
	expect(share(report, 1)).toBeGreaterThan(0.95);
	expect(report.faces.length).toBeGreaterThan(8);
	expect(report.camera).toBe('watching');
	expect(checks(report)).toEqual([]);
	expect(report.longTasks).toEqual([]);
	expect(report.entries.at(-1)).toMatchObject({ kind: 'readings', data: { face: { absent: 0 } } });
	console.info(
		`Analysis of one frame: median ${median(report.faces.map((each) => each.analysisMs))} ms, ` +
			`${report.faces.length} frames in 6 s.`
	);
});

test('what runs on the device asks nobody else for anything', async () => {
	const report = await analyse(site, {
		devices: { camera: await cameraClip('one_face') },
		forMs: 1_000
	});
	expect(report.faces.length).toBeGreaterThan(0);
	expect(report.elsewhere).toEqual([]);
});

test('two people are one observation that lasts as long as they do', async () => {
	const report = await analyse(site, {
		devices: { camera: await cameraClip('two_faces') },
		forMs: 5_000
	});
	expect(checks(report)).toEqual(['face_multiple begin', 'face_multiple end']);
	expect(observations(report)[1]).toMatchObject({ id: 0, peak: 2 });
});

test('an empty room is an absent face, not a covered camera', async () => {
	const report = await analyse(site, {
		devices: { camera: await cameraClip('no_face') },
		forMs: 5_000
	});
	expect(checks(report)).toEqual(['face_absent begin', 'face_absent end']);
});

test('a person who is away from 5 s to 10 s is absent from about 5 s to about 10 s', async () => {
	const report = await analyse(site, {
		devices: { camera: await leavingFaceClip() },
		forMs: 13_000
	});
	expect(checks(report)).toEqual(['face_absent begin', 'face_absent end']);
	const [, end] = observations(report);
	const { from = NaN, to = NaN } = end ?? {};
	expect(from).toBeGreaterThan(3_500);
	expect(from).toBeLessThan(8_000);
	expect(to - from).toBeGreaterThan(3_500);
	expect(to - from).toBeLessThan(6_500);
});

test('a covered lens is told as such', async () => {
	const report = await analyse(site, {
		devices: { camera: await cameraClip('black') },
		forMs: 5_000
	});
	expect(checks(report)).toEqual(['camera_blocked begin', 'camera_blocked end']);
	expect(report.entries.at(-1)).toMatchObject({ data: { face: { absent: 0, single: 0 } } });
});

const soon = {
	policy: { ...policy, minimumMs: { analysis_unavailable: 500 } }
};

test.each([
	['is not there', '/vendor/mediapipe/missing.tflite'],
	['is answered with the app’s page', '/page-instead/face_detector.tflite']
])('a model that %s is an observation, and the page goes on', async (_, modelUrl) => {
	const report = await analyse(site, {
		devices: { camera: await cameraClip('one_face') },
		expectReadings: false,
		start: { ...soon, modelUrl },
		forMs: 4_000
	});
	expect(report.camera).toBe('unavailable: model_missing');
	expect(checks(report)[0]).toBe('analysis_unavailable begin camera_model_missing');
	expect(report.ticks).toBeGreaterThan(30);
});

test('wasm that is not there is an observation as well', async () => {
	const report = await analyse(site, {
		devices: { camera: await cameraClip('one_face') },
		expectReadings: false,
		start: { ...soon, wasmBase: '/vendor/nothing/' },
		forMs: 4_000
	});
	expect(checks(report)[0]).toBe('analysis_unavailable begin camera_wasm_failed');
});

test('where the module does not start, the classic worker finds the same face', async () => {
	const report = await analyse(site, {
		devices: { camera: await cameraClip('one_face') },
		start: { wasmBase: '/classic-only/' },
		forMs: 3_000
	});
	expect(share(report, 1)).toBeGreaterThan(0.9);
	expect(report.elsewhere).toEqual([]);
});

test('without Chromium’s track processor the frames come from a hidden video', async () => {
	const report = await analyse(site, {
		devices: { camera: await cameraClip('one_face') },
		start: { withoutTrackProcessor: true },
		forMs: 3_000
	});
	expect(share(report, 1)).toBeGreaterThan(0.9);
	expect(report.faces.length).toBeGreaterThan(4);
});

test('a worker that dies without a word is missed, told, and replaced', async () => {
	const report = await analyse(site, {
		devices: { camera: await cameraClip('one_face') },
		start: soon,
		forMs: 5_000,
		during: async (page) => {
			await page.evaluate(() => globalThis.analysis.loseWorker('face'));
			await page.waitForFunction(() => globalThis.analysis.report().camera !== 'watching');
			await page.waitForFunction(() => globalThis.analysis.report().camera === 'watching', null, {
				timeout: 30_000
			});
		}
	});
	expect(report.camera).toBe('watching');
	expect(checks(report).slice(0, 2)).toEqual([
		'analysis_unavailable begin camera_no_readings',
		'analysis_unavailable end camera_no_readings'
	]);
});

test('a browser without a camera goes on, and says so', async () => {
	const report = await analyse(site, {
		devices: { none: true },
		expectReadings: false,
		forMs: 4_000
	});
	expect(report.camera).toMatch(/^unavailable: (device_missing|permission_denied)$/);
	expect(checks(report)[0]).toMatch(/^camera_unavailable begin/);
	expect(report.ticks).toBeGreaterThan(30);
});
