import { expect, test } from 'vitest';
import type { Entry, EntryContent } from '#sync/schema/entry.ts';
import { sensorOutcome } from './sensor-outcome.ts';

const header = { v: 1, seq: 0, t: 0, wall: 0, prev: '' };
const entry = (content: EntryContent) => ({ ...header, ...content }) as unknown as Entry;
const seen = entry({
	kind: 'readings',
	data: {
		from: 0,
		to: 10_000,
		face: { frames: 20, absent: 0, single: 20, multiple: 0, blocked: 0, analysisMsMedian: 9 }
	}
});
const gone = entry({
	kind: 'observation',
	data: {
		id: 0,
		check: 'camera_unavailable',
		phase: 'begin',
		from: 0,
		to: 3_000,
		peak: 1,
		confidence: 1
	}
});

test('what an exam does not use is off, whatever the log says', () => {
	expect(sensorOutcome('camera', false, [seen, gone])).toBe('off');
});

test('readings say that it worked, an observation beside them that there were gaps', () => {
	expect(sensorOutcome('camera', true, [seen])).toBe('worked');
	expect(sensorOutcome('camera', true, [seen, gone])).toBe('gaps');
});

test('without a reading it gave nothing if that was noted, and else the exam was too short to say', () => {
	expect(sensorOutcome('camera', true, [gone])).toBe('nothing');
	expect(sensorOutcome('camera', true, [])).toBe('short');
	// The picture says nothing of the sound.
	expect(sensorOutcome('microphone', true, [seen, gone])).toBe('short');
});

const heard = entry({
	kind: 'readings',
	data: {
		from: 0,
		to: 10_000,
		voice: { windows: 40, speech: 0, loudnessMedian: -50, loudnessPeak: -40 }
	}
});
const unread = (reason: string) =>
	entry({
		kind: 'observation',
		data: {
			...{ id: 1, check: 'analysis_unavailable', phase: 'begin', from: 0, to: 3_000, reason },
			...{ peak: 1, confidence: 1 }
		}
	});

test('what is read out of a sensor beside it is no gap of it, and nothing of the other sensor', () => {
	const head = [seen, heard, unread('head_model_missing')];
	expect(sensorOutcome('camera', true, head)).toBe('partly');
	expect(sensorOutcome('microphone', true, head)).toBe('worked');
	const speaker = [seen, heard, unread('speaker_model_missing')];
	expect(sensorOutcome('camera', true, speaker)).toBe('worked');
	expect(sensorOutcome('microphone', true, speaker)).toBe('partly');
});

test('an analysis that gave nothing is a gap of the sensor it is of, and only of that', () => {
	const camera = [seen, heard, unread('camera_model_damaged')];
	expect(sensorOutcome('camera', true, camera)).toBe('gaps');
	expect(sensorOutcome('microphone', true, camera)).toBe('worked');
});
