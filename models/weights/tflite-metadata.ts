/**
 * MediaPipe's FaceDetector refuses a model that does not say how its input is normalised, and the npm package's model does
 * not. A new root and the metadata go before the model's bytes, which follow unchanged: the new root points into them.
 */
import {
	at,
	f32,
	pointedBy,
	rootFields,
	string,
	table,
	to,
	u32,
	u8,
	vector,
	writeFile
} from './flatbuffer.ts';

// Slots of `table Model` in tflite/schema.fbs.
const VERSION = 0;
const BUFFERS = 4;
const METADATA = 6;
const NORMALIZATION_OPTIONS = 1;

function normalisation(mean: number, std: number): Uint8Array<ArrayBuffer> {
	const processUnit = table({
		0: u8(NORMALIZATION_OPTIONS),
		1: table({ 0: vector([f32(mean)]), 1: vector([f32(std)]) })
	});
	const input = table({ 4: vector([processUnit]) });
	return writeFile(table({ 3: vector([table({ 2: vector([input]) })]) }), 'M001');
}

export function withNormalisation(
	model: Uint8Array,
	{ mean, std }: { mean: number; std: number }
): Uint8Array<ArrayBuffer> {
	if (new TextDecoder().decode(model.subarray(4, 8)) !== 'TFL3')
		throw new Error('Not a TFLite model: the identifier TFL3 is missing.');
	const fields = rootFields(model);
	const version = fields.get(VERSION);
	const buffers = fields.get(BUFFERS);
	if (version === undefined || buffers === undefined || fields.has(METADATA))
		throw new Error('A TFLite model with buffers and without metadata is needed.');
	const old = new DataView(model.buffer, model.byteOffset, model.byteLength);
	const metadata = normalisation(mean, std);

	const head = (length: number) => {
		const known = [...fields].filter(([slot]) => slot !== VERSION && slot !== BUFFERS);
		const oldBuffers = pointedBy(model, buffers).map((position) => at(length + position));
		const newBuffer = table({ 0: to({ kind: 'bytes', bytes: metadata, align: 16 }) });
		return writeFile(
			table({
				...Object.fromEntries(
					known.map(([slot, field]) => [slot, at(length + field + old.getUint32(field, true))])
				),
				[VERSION]: u32(old.getUint32(version, true)),
				[BUFFERS]: vector([...oldBuffers, newBuffer]),
				[METADATA]: vector([table({ 0: string('TFLITE_METADATA'), 1: u32(oldBuffers.length) })])
			}),
			'TFL3'
		);
	};
	// The head's length does not depend on where it points to; it is a multiple of 16, which the tensors' alignment needs.
	const before = head(head(0).length);
	const out = new Uint8Array(before.length + model.length);
	out.set(before);
	out.set(model, before.length);
	return out;
}
