/** The whole road of a sound, in a real browser: microphone, worklet, worker, judge, entry. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { quietClip } from '../support/clips.ts';
import {
	analyse,
	policy,
	serveAnalysis,
	type Analysed,
	type AnalysisSite
} from './analysis-page.ts';
import { speechClip } from './clips.ts';

let site: AnalysisSite;
beforeAll(async () => {
	site = await serveAnalysis();
});
afterAll(() => site.close());

const listen = {
	start: { policy: { ...policy, camera: false, microphone: true } }
};
const begun = ({ entries }: Analysed) =>
	entries.flatMap((entry) =>
		entry.kind === 'observation' && entry.data.phase === 'begin' ? [entry.data.check] : []
	);
const speechShare = ({ voices }: Analysed) =>
	voices.filter((reading) => reading.speech >= 0.5).length / voices.length;

test('speech is observed as speech, with its loudness, and the page is never held up', async () => {
	const report = await analyse(site, {
		...listen,
		devices: { microphone: speechClip() },
		forMs: 11_000
	});
	expect(report.microphone).toBe('watching');
	expect(speechShare(report)).toBeGreaterThan(0.5);
	expect(begun(report)).toContain('speech');
	expect(report.longTasks).toEqual([]);
	expect(report.elsewhere).toEqual([]);
	const summary = report.entries.find((entry) => entry.kind === 'readings');
	expect(summary?.data.voice?.windows).toBeGreaterThan(15);
	console.info(`Speech in ${Math.round(100 * speechShare(report))} % of the windows.`);
});

test('a quiet room leaves nothing', async () => {
	const report = await analyse(site, {
		...listen,
		devices: { microphone: quietClip() },
		forMs: 8_000
	});
	expect(report.voices.length).toBeGreaterThan(12);
	expect(speechShare(report)).toBe(0);
	expect(begun(report)).toEqual([]);
	expect(Math.max(...report.voices.map((reading) => reading.loudness))).toBeLessThan(-40);
});
