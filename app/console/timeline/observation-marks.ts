import type { Entry, EntryOf } from '#sync/schema/entry.ts';
import { checks, type Check } from '#sync/schema/observation.ts';
import type { Lane, Mark } from './model.ts';

export const laneOfCheck: Readonly<Record<Check, Lane>> = {
	face_absent: 'face',
	face_multiple: 'face',
	camera_blocked: 'face',
	camera_unavailable: 'face',
	microphone_unavailable: 'voice',
	speech: 'voice',
	loud: 'voice',
	page_hidden: 'page',
	focus_lost: 'page',
	fullscreen_left: 'page',
	copy: 'page',
	cut: 'page',
	paste: 'page',
	analysis_unavailable: 'device',
	analysis_slow: 'device',
	clock_jump: 'device',
	storage_failing: 'device',
	storage_damaged: 'device'
};

export const checkOrder = (a: Check, b: Check): number => checks.indexOf(a) - checks.indexOf(b);

type Place = { session: number; at(t: number): number; lastT: number };

/**
 * One mark per observation: its beginning and end are two entries with one id. Without an end it is still open, and lasts as far as
 * somebody watched: a reload and the hand-in end the watching, whatever is recorded after them.
 */
export function observationMarks(entries: readonly Entry[], place: Place): Mark[] {
	const marks = new Map<number, Mark>();
	const watchedUntil = (t: number) => {
		for (const [id, mark] of marks)
			if (mark.open)
				marks.set(id, { ...mark, to: Math.max(mark.from, Math.min(mark.to, place.at(t))) });
	};
	entries.forEach((entry, index) => {
		const before = entries[index - 1];
		if (before && entry.boot !== before.boot) watchedUntil(before.t);
		if (entry.kind === 'submit') watchedUntil(entry.t);
		if (entry.kind !== 'observation') return;
		const begun = marks.get(entry.data.id);
		if (begun && entry.data.phase === 'end') marks.set(entry.data.id, closed(begun, entry, place));
		else if (!begun) marks.set(entry.data.id, opened(entry, place));
	});
	return [...marks.values()];
}

function opened(entry: EntryOf<'observation'>, place: Place): Mark {
	const { id, check, phase, from, to, peak, confidence, reason } = entry.data;
	const open = phase === 'begin';
	return {
		key: `${place.session}:o${id}`,
		row: check,
		from: place.at(from),
		to: place.at(open ? Math.max(to, place.lastT) : to),
		open,
		entry: entry.seq,
		session: place.session,
		fact: { kind: 'observation', check, peak, confidence, reason: reason ?? null }
	};
}

function closed(begun: Mark, entry: EntryOf<'observation'>, place: Place): Mark {
	const { check, to, peak, confidence, reason } = entry.data;
	return {
		...begun,
		to: Math.max(begun.from, place.at(to)),
		open: false,
		fact: { kind: 'observation', check, peak, confidence, reason: reason ?? null }
	};
}
