/** What was told against what was there. Pure. */
import type { Check } from '#sync/schema/observation.ts';
import type { Labelled } from './labels.ts';
import type { Told } from './page/main.ts';

export interface Heard {
	labelled: Labelled;
	seconds: number;
	told: Told[];
}

export interface Score {
	check: Check;
	recordings: number;
	hours: number;
	/** Times that the recordings show what the check is about. */
	events: number;
	found: number;
	trueAlarms: number;
	falseAlarms: number;
	/** ms from when it began to when it was told; and from its end to when the end was told. */
	delays: number[];
	endDelays: number[];
	/** Recordings with false alarms, and with what was missed. */
	wrong: string[];
}

/** An observation may begin so much before what it is about, or outlast it. */
const TOLERANCE_MS = 1_500;

export function score(check: Check, plays: Heard[], nameOf: (labelled: Labelled) => string): Score {
	const out: Score = {
		check,
		recordings: 0,
		hours: 0,
		events: 0,
		found: 0,
		trueAlarms: 0,
		falseAlarms: 0,
		delays: [],
		endDelays: [],
		wrong: []
	};
	for (const { labelled, seconds, told } of plays) {
		const shows = labelled.shows?.[check] ?? [];
		if (shows === 'unsure') continue;
		out.recordings++;
		out.hours += seconds / 3600;
		const mine = told.filter((each) => each.check === check);
		const begun = mine.filter(({ phase }) => phase !== 'end');
		const endOf = (id: number) => mine.find((each) => each.id === id && each.phase === 'end');
		const events = shows.map(([from, to]) => ({
			from: from * 1000,
			to: Math.min(to, seconds) * 1000
		}));
		const meets = (each: Told, event: { from: number; to: number }) =>
			each.from < event.to + TOLERANCE_MS &&
			(endOf(each.id)?.to ?? Infinity) > event.from - TOLERANCE_MS;
		const wrong = begun.filter((each) => !events.some((event) => meets(each, event)));
		out.falseAlarms += wrong.length;
		out.trueAlarms += begun.length - wrong.length;
		if (wrong.length > 0) out.wrong.push(`${nameOf(labelled)}: false alarm`);
		for (const event of events) {
			out.events++;
			const first = begun.find((each) => meets(each, event));
			if (!first) {
				out.wrong.push(`${nameOf(labelled)}: missed`);
				continue;
			}
			out.found++;
			out.delays.push(first.at - event.from);
			const end = begun
				.filter((each) => meets(each, event))
				.map(({ id }) => endOf(id))
				.at(-1);
			if (end && event.to < seconds * 1000 - 1) out.endDelays.push(end.at - event.to);
		}
	}
	return out;
}

/** Wilson's interval of a share, 95 %; null where nothing was counted. */
export function wilson(
	good: number,
	of: number
): { share: number; from: number; to: number } | null {
	if (of === 0) return null;
	const z = 1.959964;
	const share = good / of;
	const middle = share + (z * z) / (2 * of);
	const half = z * Math.sqrt((share * (1 - share)) / of + (z * z) / (4 * of * of));
	const all = 1 + (z * z) / of;
	return {
		share,
		from: Math.max(0, (middle - half) / all),
		to: Math.min(1, (middle + half) / all)
	};
}
