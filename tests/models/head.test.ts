/** Where a head points, in a real browser: camera, pump, landmarker, judge, entry. Only recordings of people can show it. */
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { weightNamed } from '#models/weights/manifest.ts';
import {
	analyse,
	policy,
	serveAnalysis,
	type Analysed,
	type AnalysisSite
} from './analysis-page.ts';
import { cameraClip, headThatTurnsAway, recordingOf } from './clips.ts';

let site: AnalysisSite;
beforeAll(async () => {
	site = await serveAnalysis();
});
afterAll(() => site.close());

const landmarker = fileURLToPath(
	new URL('../../static/vendor/mediapipe/face_landmarker.task', import.meta.url)
);
const watchesHead = { policy: { ...policy, analyses: ['head' as const] } };
const checks = ({ entries }: Analysed) =>
	entries.flatMap((entry) =>
		entry.kind === 'observation'
			? [[entry.data.check, entry.data.phase, entry.data.reason].filter(Boolean).join(' ')]
			: []
	);
const angles = ({ heads }: Analysed) =>
	`yaw ${heads.map(({ pose }) => Math.round(pose?.yaw ?? NaN)).join(' ')}; ` +
	`pitch ${heads.map(({ pose }) => Math.round(pose?.pitch ?? NaN)).join(' ')}`;

/** False where the recordings or the landmarker are not to be had: then the test says so and shows nothing. */
function ready(...scenes: Parameters<typeof recordingOf>[0][]): boolean {
	const there = existsSync(landmarker) && scenes.every((scene) => recordingOf(scene) !== null);
	if (!there)
		console.info('No recordings found (INVIGIL_ASSETS): where a head points is not shown.');
	return there;
}

test('a head that is turned away for six seconds is seen, with how far', async () => {
	if (!ready('looking_away')) return;
	const report = await analyse(site, {
		devices: { camera: headThatTurnsAway() ?? '' },
		start: watchesHead,
		// Straight ahead is known once the recording has shown it for three seconds; then it turns away.
		during: async (page) => {
			await page.waitForFunction(
				() =>
					globalThis.analysis
						.report()
						.entries.some(
							(entry) => entry.kind === 'observation' && entry.data.check === 'head_away'
						),
				null,
				{ timeout: 120_000 }
			);
		},
		forMs: 100
	});
	console.info(angles(report));
	expect(checks(report)[0]).toBe('head_away begin turned');
	expect(new Set(checks(report))).toEqual(
		new Set(['head_away begin turned', 'head_away end turned'])
	);
	const [away] = report.entries.flatMap((entry) =>
		entry.kind === 'observation' ? [entry.data] : []
	);
	// From 10° to one side of the camera to 38°, shaken by some degrees: few looks, as on a busy machine, may miss the farthest.
	expect(away?.peak).toBeGreaterThan(22);
	expect(away?.peak).toBeLessThan(31);
});

test.each(['one_face', 'other_person'] as const)(
	'%s sits before the camera and leaves nothing of the head',
	async (scene) => {
		if (!ready(scene)) return;
		const report = await analyse(site, {
			devices: { camera: recordingOf(scene) ?? '' },
			start: watchesHead,
			forMs: 22_000
		});
		console.info(angles(report));
		expect(report.heads.filter(({ away }) => away !== null).length).toBeGreaterThan(10);
		expect(checks(report)).toEqual([]);
		expect(report.entries.at(-1)).toMatchObject({ data: { head: { seen: expect.any(Number) } } });
		expect(report.elsewhere).toEqual([]);
	}
);

test('with everything off nothing is asked for and no worker is started', async () => {
	const report = await analyse(site, {
		devices: { camera: await cameraClip('one_face') },
		expectReadings: false,
		start: { policy: { ...policy, camera: false, analyses: ['head', 'eyes'] } },
		forMs: 2_000
	});
	expect(report).toMatchObject({ workers: [], asked: 0, camera: 'off', microphone: 'off' });
});

test('a head whose policy does not ask for it is not looked at: no second worker is started', async () => {
	const report = await analyse(site, {
		devices: { camera: await cameraClip('one_face') },
		forMs: 1_000
	});
	expect(report.workers).toEqual(['face']);
	expect(report.heads).toEqual([]);
});

test.each([
	['a model that is missing', '/missing.task', 'head_model_missing'],
	['a page where the model should be', '/page-instead/face_landmarker.task', 'head_model_missing'],
	['a model that is damaged', '/damaged/face_landmarker.task', 'head_model_damaged']
])('%s is told, and faces are watched on', async (_, headModelUrl, reason) => {
	const report = await analyse(site, {
		devices: { camera: await cameraClip('one_face') },
		start: {
			policy: { ...watchesHead.policy, minimumMs: { analysis_unavailable: 500 } },
			headModelUrl,
			headSha256: weightNamed('face_landmarker').modelSha256
		},
		forMs: 4_000
	});
	expect(checks(report)).toEqual([
		`analysis_unavailable begin ${reason}`,
		`analysis_unavailable end ${reason}`
	]);
	expect(report.camera).toBe('watching');
	expect(report.faces.length).toBeGreaterThan(5);
});

test('a head worker that dies is told and started again, with the same straight-ahead', async () => {
	if (!ready('one_face')) return;
	const report = await analyse(site, {
		devices: { camera: recordingOf('one_face') ?? '' },
		start: { policy: { ...watchesHead.policy, minimumMs: { analysis_unavailable: 0 } } },
		forMs: 2_000,
		during: async (page) => {
			const known = () =>
				page.waitForFunction(
					(from) =>
						globalThis.analysis.report().heads.filter(({ away }) => away !== null).length > from,
					0,
					{ timeout: 30_000 }
				);
			await known();
			const before = await page.evaluate(() => globalThis.analysis.report().heads.length);
			await page.evaluate(() => globalThis.analysis.loseWorker('head'));
			await page.waitForFunction(
				(from) => globalThis.analysis.report().heads.length > from + 2,
				before,
				{ timeout: 60_000 }
			);
		}
	});
	expect(report.heads.at(-1)?.away).not.toBeNull();
	expect(checks(report)).toEqual([
		'analysis_unavailable begin head_worker_crashed',
		'analysis_unavailable end head_worker_crashed'
	]);
	expect(report.camera).toBe('watching');
});
