/** Whether the enrolled person is still there: the real worker in a real browser, with recordings of two people. */
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Page } from 'playwright';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { likenessOf, similarity } from '#models/identity/likeness.ts';
import { asset } from '../support/assets.ts';
import { createProfile, deleteProfile, launchChromium } from '../support/chromium.ts';
import { serveAnalysis, type AnalysisSite } from './analysis-page.ts';
import { cameraClip } from './clips.ts';
import type { Identity, IdentityReport } from './page/identity.ts';

declare global {
	var identity: Identity;
}

/** As app/proctor/thresholds.ts has it. */
const DIFFERENT_BELOW = 0.66;

const wasm = fileURLToPath(
	new URL('../../static/vendor/human/tfjs-backend-wasm-simd.wasm', import.meta.url)
);

let site: AnalysisSite;
beforeAll(async () => {
	site = await serveAnalysis();
});
afterAll(() => site.close());

async function visit(
	camera: string,
	act: (page: Page) => Promise<void>
): Promise<IdentityReport & { elsewhere: string[]; asked: string[] }> {
	const profile = createProfile();
	const browser = await launchChromium(profile, { devices: { camera } });
	try {
		const { page, context } = browser;
		const asked: string[] = [];
		context.on('request', (request) => void asked.push(request.url()));
		await page.goto(site.address);
		await act(page);
		const report = await page.evaluate(() => globalThis.identity.report());
		const elsewhere = asked.filter(
			(url) => !url.startsWith(site.address) && !url.startsWith('data:')
		);
		return { ...report, elsewhere, asked };
	} finally {
		await browser.close();
		deleteProfile(profile);
	}
}

/** Asks for looks one after another. */
async function look(page: Page, template: number[], count: number): Promise<void> {
	await page.evaluate((given) => globalThis.identity.watch(given), template);
	for (let i = 1; i <= count; i++) {
		await page.waitForFunction((n) => globalThis.identity.report().readings.length >= n, i, {
			timeout: 60_000
		});
		await page.evaluate(() => globalThis.identity.lookNow());
	}
}

const scores = ({ readings }: IdentityReport) =>
	readings.flatMap(({ similarity }) => similarity ?? []);

const middle = (values: number[]) => values.toSorted((a, b) => a - b)[values.length >> 1] ?? NaN;

async function enrolled(): Promise<number[]> {
	const report = await visit(await cameraClip('one_face'), async (page) => {
		await page.evaluate(() => globalThis.identity.enrol());
		await page.waitForFunction(() => globalThis.identity.report().template !== null, null, {
			timeout: 60_000
		});
	});
	expect(report.troubles).toEqual([]);
	expect(report.elsewhere).toEqual([]);
	expect(report.enrolment.at(-1)).toEqual({ looks: 4, lacking: null });
	if (!report.template) throw new Error('Nobody was enrolled.');
	return report.template;
}

/** Somebody whom the model has never seen: no recording is needed for one. */
const nobody = () => [
	...(likenessOf(Float32Array.from({ length: 1_024 }, (_, i) => Math.abs(Math.sin(i * i)))) ?? [])
];

/** False for a build without the wasm, which is in no package of ours: then that is what is shown. */
async function built(): Promise<boolean> {
	if (existsSync(wasm)) return true;
	console.info('Built without the wasm that compares faces: only that this is told is shown.');
	const report = await visit(await cameraClip('one_face'), (page) =>
		page.evaluate((template) => globalThis.identity.watch(template), nobody())
	);
	expect(report.troubles).toEqual(['model_missing']);
	expect(report.readings).toEqual([]);
	return false;
}

test('the enrolled person is known again in every look, and another person is less like them', async () => {
	if (!(await built())) return;
	const template = await enrolled();
	const own = await visit(await cameraClip('one_face'), (page) => look(page, template, 8));
	expect(own.troubles).toEqual([]);
	expect(scores(own).length).toBeGreaterThanOrEqual(6);
	expect(Math.min(...scores(own))).toBeGreaterThan(DIFFERENT_BELOW);

	const recording = asset('camera/other_person.mjpeg');
	if (!recording) console.info('No recordings found (INVIGIL_ASSETS): another face is made up.');
	const other = await visit(recording ?? (await cameraClip('one_face')), (page) =>
		look(page, recording ? template : nobody(), 8)
	);
	expect(scores(other).length).toBeGreaterThanOrEqual(6);
	// One look is no observation, and which frames are looked at is chance: single looks of somebody else lie above the
	// threshold. That they are told is the next test's.
	expect(middle(scores(other))).toBeLessThan(middle(scores(own)) - 0.15);
	expect(Math.min(...scores(other))).toBeLessThan(DIFFERENT_BELOW);

	for (const report of [own, other]) {
		expect(report.elsewhere).toEqual([]);
		// A reading is a score and nothing that a face could be known by.
		for (const reading of report.readings)
			expect(Object.keys(reading).toSorted()).toEqual(['analysisMs', 'at', 'faces', 'similarity']);
		expect(report.asked.filter((url) => url.includes('threaded'))).toEqual([]);
	}
	const ms = [...own.readings, ...other.readings]
		.map((each) => each.analysisMs)
		.toSorted((a, b) => a - b);
	console.info(
		`Same person ${Math.min(...scores(own))} to ${Math.max(...scores(own))}, other person ` +
			`${Math.min(...scores(other))} to ${Math.max(...scores(other))}; a look takes ${ms[ms.length >> 1]} ms.`
	);
});

test('somebody else who sits down is one observation; the record holds nothing of what was enrolled', async () => {
	const recordings = [asset('camera/one_face.mjpeg'), asset('camera/other_person.mjpeg')];
	if (!(await built())) return;
	const [own, other] = recordings;
	if (!own || !other) {
		console.info(
			'No recordings found (INVIGIL_ASSETS): that somebody else sits down is not shown.'
		);
		return;
	}
	const template = await enrolled();
	const folder = mkdtempSync(join(tmpdir(), 'identity-clip-'));
	const clip = join(folder, 'another_sits_down.mjpeg');
	const [first, then] = [readFileSync(own), readFileSync(other)];
	writeFileSync(clip, Buffer.concat([first, then, then, then, then]));
	const report = await visit(clip, async (page) => {
		await page.evaluate((given) => globalThis.identity.session(given), template);
		await page.waitForFunction(
			() =>
				globalThis.identity
					.report()
					.entries.some(
						(each) => each.kind === 'observation' && each.data.check === 'identity_changed'
					),
			null,
			{ timeout: 50_000 }
		);
		await page.evaluate(() => globalThis.identity.stop());
	});
	rmSync(folder, { recursive: true });
	expect(
		report.entries.flatMap((each) =>
			each.kind === 'observation' && each.data.check === 'identity_changed'
				? [[each.data.check, each.data.phase]]
				: []
		)
	).toEqual([
		['identity_changed', 'begin'],
		['identity_changed', 'end']
	]);
	const text = JSON.stringify(report.entries);
	for (const part of template.filter((value) => Math.abs(value) > 1e-4))
		expect(text).not.toContain(String(part).slice(0, 8));
	console.info(`Somebody else: ${text.slice(0, 600)}`);
});

test('two people in the picture enrol nobody, an empty room neither', async () => {
	if (!(await built())) return;
	for (const [scene, lacking] of [
		['two_faces', ['several_faces', 'turned', 'too_small', 'unsure', 'no_face']],
		['no_face', ['no_face']]
	] as const) {
		const report = await visit(await cameraClip(scene), async (page) => {
			await page.evaluate(() => globalThis.identity.enrol());
			await page.waitForFunction(() => globalThis.identity.report().enrolment.length > 3, null, {
				timeout: 60_000
			});
		});
		expect(report.template).toBeNull();
		for (const each of report.enrolment) expect(lacking).toContain(each.lacking);
	}
});

test.each([
	['missing', { file: 'faceres.bin', url: '/vendor/human/nothing.bin' }, 'model_missing'],
	['not the bytes of the build', { file: 'faceres.bin', sha256: '0'.repeat(64) }, 'model_damaged'],
	['not the library of the build', { file: 'human.js', sha256: '0'.repeat(64) }, 'model_damaged'],
	['wasm of another build', { file: 'simd.wasm', sha256: '0'.repeat(64) }, 'model_damaged']
])('a file that is %s is told, and nothing is compared', async (_, change, code) => {
	if (!(await built())) return;
	const report = await visit(await cameraClip('one_face'), async (page) => {
		await page.evaluate(([template, given]) => globalThis.identity.watch(template, given), [
			nobody(),
			change
		] as const);
	});
	expect(report.troubles).toEqual([code]);
	expect(report.readings).toEqual([]);
});

test('the made-up face is like nobody', () => {
	const made = likenessOf(nobody());
	if (!made) throw new Error('Nothing was made.');
	expect(similarity(made, made)).toBeCloseTo(1);
});
