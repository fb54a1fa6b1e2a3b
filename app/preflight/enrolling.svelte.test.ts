import { expect, test } from 'vitest';
import type { EnrolmentState, Likeness } from '#models/identity/index.ts';
import { Enrolling, type EnrolWorld } from './enrolling.svelte.ts';

const template = new Float32Array(1_024) as Likeness;
const track = {} as MediaStreamTrack;
const settle = async () => {
	for (let i = 0; i < 10; i++) await Promise.resolve();
};

function setUp(change: Partial<EnrolWorld> = {}) {
	let said: (state: EnrolmentState) => void = () => undefined;
	let trouble: (trouble: { over: boolean }) => void = () => undefined;
	let stopped = 0;
	const kept: Likeness[] = [];
	const enrolling = new Enrolling({
		enrol(options) {
			said = options.onState;
			trouble = options.onTrouble;
			return Promise.resolve({ stop: () => void stopped++ });
		},
		kept: () => Promise.resolve(false),
		keep: async (likeness) => void kept.push(likeness),
		...change
	});
	return {
		enrolling,
		kept,
		stops: () => stopped,
		say: (state: EnrolmentState) => said(state),
		trouble: () => trouble({ over: false })
	};
}

test('good looks are counted, what one lacks is said, and the template is kept', async () => {
	const run = setUp();
	run.enrolling.begin(track);
	run.say({ looks: 0, lacking: 'turned', template: null });
	expect(run.enrolling.state).toEqual({ state: 'looking', looks: 0, lacking: 'turned' });
	run.say({ looks: 4, lacking: null, template });
	await settle();
	expect(run.enrolling.state).toEqual({ state: 'done' });
	expect(run.kept).toEqual([template]);
});

test('described before, it is said so; begun again, it is described anew', async () => {
	const run = setUp({ kept: () => Promise.resolve(true) });
	await settle();
	expect(run.enrolling.state).toEqual({ state: 'done' });
	run.enrolling.begin(track);
	expect(run.enrolling.state).toEqual({ state: 'looking', looks: 0, lacking: null });
});

test('a device that cannot compare faces is a state, and looking stops', async () => {
	const run = setUp();
	run.enrolling.begin(track);
	await settle();
	run.trouble();
	expect(run.enrolling.state).toEqual({ state: 'failed', because: 'device' });
	expect(run.stops()).toBe(1);
	run.say({ looks: 4, lacking: null, template });
	await settle();
	expect(run.kept).toEqual([]);
});

test('a full disk is a state', async () => {
	const run = setUp({ keep: () => Promise.reject(new Error('QuotaExceeded')) });
	run.enrolling.begin(track);
	run.say({ looks: 4, lacking: null, template });
	await settle();
	expect(run.enrolling.state).toEqual({ state: 'failed', because: 'storage' });
});

test('a page that is left stops looking, also when the worker comes late', async () => {
	const run = setUp();
	run.enrolling.begin(track);
	run.enrolling.stop();
	await settle();
	expect(run.stops()).toBe(1);
	expect(run.enrolling.state).toEqual({ state: 'idle' });
});
