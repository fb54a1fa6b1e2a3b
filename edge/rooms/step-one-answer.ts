/** What a device that says how far it is gets back: what it has lost, the control items it lacks, and how far the edge is. Pure. */
import type { Bytes } from '#sync/bytes.ts';
import {
	CONTROL_CLIENT,
	CONTROL_ROOT,
	encodeUpdates,
	LOG_CLIENT,
	LOG_ROOT,
	stepOneFrame,
	stepTwoFrame,
	updateFrame
} from '#sync/yjs-wire.ts';
import type { Counts } from '#sync/yjs-wire.ts';

/** `lost`, `missing`: from what the device has on, in both logs. One frame after the other: a lost log may be most of a room's memory. */
export function* stepOneAnswer(
	device: Counts,
	edge: Counts,
	{ lost, missing }: { lost: Bytes[]; missing: Bytes[] }
): Generator<Bytes> {
	const returned = { client: LOG_CLIENT, root: LOG_ROOT, from: device.log, items: lost };
	if (lost.length > 0) for (const update of encodeUpdates(returned)) yield updateFrame(update);
	const control = { client: CONTROL_CLIENT, root: CONTROL_ROOT, from: device.control };
	const pieces = encodeUpdates({ ...control, items: missing });
	const last = pieces.pop();
	for (const update of pieces) yield updateFrame(update);
	yield stepTwoFrame(last ?? Uint8Array.of(0, 0));
	yield stepOneFrame(edge);
}
