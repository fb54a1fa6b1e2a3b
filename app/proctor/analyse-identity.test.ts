import { expect, test } from 'vitest';
import type { EnrolmentState, IdentityReading, Likeness } from '#models/identity/index.ts';
import { analyseIdentity, type EnrolledFace, type IdentityModels } from './analyse-identity.ts';

const template = new Float32Array(1_024).fill(1 / 32) as Likeness;
const reading: IdentityReading = { at: 1, faces: 1, similarity: null, analysisMs: 90 };
const settle = async () => {
	for (let i = 0; i < 10; i++) await Promise.resolve();
};

async function setUp(enrolled: Partial<EnrolledFace> = {}) {
	const log: string[] = [];
	const readings: IdentityReading[] = [];
	let say: (state: EnrolmentState, look: IdentityReading) => void = () => undefined;
	const models: IdentityModels = {
		async enrol(options) {
			say = options.onState;
			log.push('enrol');
			return { stop: () => void log.push('enrol stopped') };
		},
		async start(options) {
			log.push(`compare ${options.enrolled === template}`);
			options.onReading({ ...reading, similarity: 0.9 });
			return {
				stop: () => void log.push('compare stopped'),
				lookNow: () => void log.push('look now'),
				stats: () => ({ rate: 1, frames: 7, analysisMs: 90 })
			};
		}
	};
	const analysis = await analyseIdentity(
		{
			track: {} as MediaStreamTrack,
			onReading: (each) => void readings.push(each),
			onTrouble: ({ code }) => void log.push(code),
			enrolled: {
				load: () => Promise.resolve(null),
				keep: async () => void log.push('kept'),
				...enrolled
			},
			doubtBelow: 0.72
		},
		models
	);
	return { analysis, log, readings, say: (state: EnrolmentState) => say(state, reading) };
}
const good: EnrolmentState = { looks: 4, lacking: null, template };

test('whoever was enrolled before the exam is compared with from the first look', async () => {
	const { analysis, log } = await setUp({ load: () => Promise.resolve(template) });
	expect(log).toEqual(['compare true']);
	analysis.lookNow();
	expect(analysis.stats().frames).toBe(7);
	analysis.stop();
	expect(log).toEqual(['compare true', 'look now', 'compare stopped']);
});

test('otherwise the first seconds enrol, which are readings without a score, and it is kept', async () => {
	const { analysis, log, readings, say } = await setUp();
	analysis.lookNow();
	say({ looks: 0, lacking: 'turned', template: null });
	say(good);
	await settle();
	expect(log).toEqual(['enrol', 'kept', 'compare true']);
	expect(readings.map(({ similarity }) => similarity)).toEqual([null, null, 0.9]);
	analysis.stop();
});

test('a store that cannot be read or written changes nothing for the exam', async () => {
	const { log, say } = await setUp({
		load: () => Promise.reject(new Error('closed')),
		keep: () => Promise.reject(new Error('full'))
	});
	say(good);
	await settle();
	expect(log).toEqual(['enrol', 'compare true']);
});

test('stopped while enrolling, nothing is compared any more', async () => {
	const { analysis, log, say } = await setUp();
	analysis.stop();
	say(good);
	await settle();
	expect(log).toEqual(['enrol', 'enrol stopped']);
});
