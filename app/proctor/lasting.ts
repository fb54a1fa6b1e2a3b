/** One check over time: when what it says has lasted long enough to be an observation, and when it is over. Pure. */
import { leastIsStrongest } from '#sync/checks.ts';
import type { Observation, StaffCheck } from '#sync/schema/observation.ts';
import { AGREEING_SHARE, LEAST_READINGS, READING_GAP_MS, type Lasts } from './thresholds.ts';

export interface Said {
	/** In the check's own unit. */
	peak: number;
	confidence: number;
	reason?: string | undefined;
}

interface Run extends Said {
	from: number;
	/** When it last held. */
	to: number;
	/** When a reading last said anything. */
	heard: number;
	holding: number;
	readings: number;
	confidenceSum: number;
	/** Of its strongest reading. */
	surest: number;
	/** Since when readings have said otherwise. */
	otherwise: number | null;
	/** Its observation, once it is one. */
	id: number | null;
}

export interface Lasting {
	/** It holds at `t`. */
	holds(t: number, said: Said): Observation[];
	/** It does not. */
	fails(t: number): Observation[];
	/** Nothing new was heard. */
	pass(t: number): Observation[];
	/** Nothing will be heard any more. */
	end(t: number): Observation[];
	/** Its observation, while it is one and not over. */
	open(): OpenObservation | null;
}

/** As strong as it ever was so far. */
export type OpenObservation = Pick<Observation, 'id' | 'check' | 'peak' | 'confidence'>;

const round = (value: number) => Math.round(value * 1000) / 1000;

function observe(
	check: StaffCheck,
	run: Run & { id: number },
	phase: 'begin' | 'end'
): Observation {
	return {
		id: run.id,
		check,
		phase,
		from: Math.round(run.from),
		to: Math.round(run.to),
		peak: round(run.peak),
		confidence: round(Math.min(1, run.confidenceSum / run.holding)),
		...(run.reason === undefined ? {} : { reason: run.reason })
	};
}

const begun = (t: number, said: Said): Run => ({
	...said,
	from: t,
	to: t,
	heard: t,
	holding: 1,
	readings: 1,
	confidenceSum: said.confidence,
	surest: said.confidence,
	otherwise: null,
	id: null
});

/** The strongest reading is what an observation tells, and so is its reason. */
function strengthen(check: StaffCheck, run: Run, said: Said): void {
	const stronger = leastIsStrongest.has(check) ? said.peak < run.peak : said.peak > run.peak;
	if (stronger)
		Object.assign(run, { peak: said.peak, reason: said.reason, surest: said.confidence });
	else if (said.peak === run.peak) run.surest = Math.max(run.surest, said.confidence);
}

const opened = (run: Run): run is Run & { id: number } => run.id !== null;

const openOf = (check: StaffCheck, run: Run | null): OpenObservation | null =>
	run && opened(run) ? { id: run.id, check, peak: run.peak, confidence: run.surest } : null;

/** For what readings say, many times a second: single odd ones neither begin nor end anything, and silence ends it. */
export function createSampled(check: StaffCheck, lasts: Lasts, nextId: () => number): Lasting {
	let run: Run | null = null;

	const close = (): Observation[] => {
		const over = run;
		run = null;
		return over && opened(over) ? [observe(check, over, 'end')] : [];
	};
	const unheard = (t: number) =>
		run && t - run.heard > (lasts.gapMs ?? READING_GAP_MS) ? close() : [];

	return {
		holds(t, said) {
			const out = unheard(t);
			run ??= { ...begun(t, said), holding: 0, readings: 0, confidenceSum: 0 };
			run.to = run.heard = t;
			run.otherwise = null;
			run.holding++;
			run.readings++;
			run.confidenceSum += said.confidence;
			strengthen(check, run, said);
			if (
				!opened(run) &&
				t - run.from >= lasts.minimumMs &&
				run.holding >= LEAST_READINGS &&
				run.holding >= run.readings * AGREEING_SHARE
			) {
				run.id = nextId();
				out.push(observe(check, { ...run, id: run.id }, 'begin'));
			}
			return out;
		},
		fails(t) {
			const out = unheard(t);
			if (!run) return out;
			run.heard = t;
			run.readings++;
			// The first reading of a new kind may be the odd one, however long ago the last was.
			if (run.otherwise === null) run.otherwise = t;
			else if (t - run.otherwise >= lasts.releaseMs) out.push(...close());
			return out;
		},
		pass: unheard,
		end: close,
		open: () => openOf(check, run)
	};
}

/** For facts, which hold until they are taken back. */
export function createFact(check: StaffCheck, lasts: Lasts, nextId: () => number): Lasting {
	let run: Run | null = null;

	const pass = (t: number): Observation[] => {
		if (!run) return [];
		run.to = Math.max(run.to, t);
		if (opened(run) || run.to - run.from < lasts.minimumMs) return [];
		run.id = nextId();
		return [observe(check, { ...run, id: run.id }, 'begin')];
	};
	const end = (t: number): Observation[] => {
		const out = pass(t);
		if (run && opened(run)) out.push(observe(check, run, 'end'));
		run = null;
		return out;
	};
	return {
		holds(t, said) {
			const changed = run !== null && run.reason !== said.reason;
			const out = changed ? end(t) : pass(t);
			run ??= begun(t, said);
			strengthen(check, run, said);
			return [...out, ...pass(t)];
		},
		fails: end,
		pass,
		end,
		open: () => openOf(check, run)
	};
}

/** A check that is switched off: nothing it hears begins anything. */
export const never: Lasting = {
	holds: () => [],
	fails: () => [],
	pass: () => [],
	end: () => [],
	open: () => null
};
