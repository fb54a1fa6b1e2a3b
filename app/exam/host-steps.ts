/** Steps that the tests of the host are told in. */
import { decodeEntry } from '#sync/entry.ts';
import type { Entry } from '#sync/schema/entry.ts';
import type { ResponseValue } from '#sync/schema/response.ts';
import { decodeSegment } from '#sync/segment.ts';
import type { MemoryStore } from '../device/memory-store.ts';
import type { startedDevice } from './host-fixture.ts';
import type { Opened, SessionEvent, Snapshot } from './session-events.ts';

export type Device = Awaited<ReturnType<typeof startedDevice>>;

export const choice = (id: string | null): ResponseValue => ({ type: 'single_choice', choice: id });
export const essay = (text: string): ResponseValue => ({ type: 'essay', text });

export function snapshot(opened: Opened): Snapshot {
	if (opened.kind !== 'open') throw new Error(JSON.stringify(opened));
	return opened.snapshot;
}

export const answers = ({ responses }: Snapshot) => Object.fromEntries(responses);

/** What a device that was switched off now would find. */
export async function stored(store: MemoryStore, session: string): Promise<Entry[]> {
	const { segments } = await store.readLog(session);
	return segments.flatMap(({ bytes }) => {
		const read = bytes && decodeSegment(bytes);
		if (!read?.ok) throw new Error('damaged');
		return read.segment.entries.map((raw) => {
			const decoded = decodeEntry(raw);
			if (!decoded.ok) throw new Error(decoded.refusal.code);
			return decoded.entry;
		});
	});
}

/** Opens while time passes, because some ways of opening wait. */
export async function openIn(device: Device, tab = device.tab(), ms = 6_000) {
	const opening = tab.open();
	let done = false;
	void opening.finally(() => (done = true));
	for (let passed = 0; !done && passed < ms; passed += 250) {
		await device.run(250);
		// The cipher works in other threads, in real time.
		await new Promise((resolve) => setTimeout(resolve, 5));
	}
	return { ...tab, opened: await opening };
}

/** The student's time left, as the page was told last. */
export function remaining(events: readonly SessionEvent[]): number {
	const last = events.findLast((event) => event.type === 'clock');
	return last?.type === 'clock' ? last.clock.remainingMs : Number.NaN;
}
