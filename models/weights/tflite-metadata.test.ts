import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { pointedBy, rootFields } from './flatbuffer.ts';
import { withNormalisation } from './tflite-metadata.ts';

const source = new Uint8Array(
	readFileSync(
		new URL(
			'../../node_modules/@mediapipe/face_detection/face_detection_short_range.tflite',
			import.meta.url
		)
	)
);
const made = withNormalisation(source, { mean: 127.5, std: 127.5 });
const before = made.length - source.length;

test('the model body follows unchanged and aligned to 16 bytes', () => {
	expect(made.subarray(before)).toEqual(source);
	expect(before % 16).toBe(0);
});

test('the new root points to the parts of the old model', () => {
	const old = rootFields(source);
	const fresh = rootFields(made);
	const target = (bytes: Uint8Array, field: number | undefined) =>
		field === undefined ? NaN : field + new DataView(bytes.buffer).getUint32(field, true);
	for (const slot of [1, 2, 3])
		expect(target(made, fresh.get(slot)) - before).toBe(target(source, old.get(slot)));
	const buffers = pointedBy(made, fresh.get(4) ?? NaN);
	expect(buffers.slice(0, -1).map((position) => position - before)).toEqual(
		pointedBy(source, old.get(4) ?? NaN)
	);
});

test('the metadata names itself and holds mean and deviation', () => {
	const head = made.subarray(0, before);
	const text = new TextDecoder('latin1').decode(head);
	expect(text).toContain('TFLITE_METADATA');
	const start = text.indexOf('M001') - 4;
	expect(start % 16).toBe(0);
	const view = new DataView(made.buffer);
	const floats = Array.from({ length: (before - start) / 4 }, (_, i) =>
		view.getFloat32(start + 4 * i, true)
	).filter((value) => value === 127.5);
	expect(floats).toHaveLength(2);
});

test('bytes that are no model, and a model that has metadata already, are refused', () => {
	expect(() => withNormalisation(new Uint8Array(64), { mean: 0, std: 1 })).toThrow(/TFL3/);
	expect(() => withNormalisation(made, { mean: 0, std: 1 })).toThrow(/without metadata/);
});
