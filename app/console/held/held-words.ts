/** What the parts of a held attempt are called. */
import { m } from '#app/i18n/generated/messages.js';
import type { Tone } from '#app/ui/tone.ts';
import type { DecisionKind, Stand } from '#sync/schema/decision.ts';
import type { Cut, Doubt, HeldCase, ShownDecision } from '#sync/schema/held.ts';
import { doubtWords } from '#app/i18n/doubt-words.ts';
import { durationWords } from '../words/duration.ts';
import { figure } from '../words/figures.ts';

/** From 1, as they were opened. */
export const deviceNumber = (held: Pick<HeldCase, 'sessions'>, session: string): number =>
	held.sessions.findIndex((one) => one.session === session) + 1;

export const decisionTones: Record<DecisionKind, Tone> = {
	accept: 'good',
	accept_part: 'info',
	set_aside: 'warn'
};

/** "A gap in the record, by 4 min, at entry 41, device 2". */
export function doubtLine(
	doubt: Doubt,
	held: Pick<HeldCase, 'sessions'>,
	locale: string
): string[] {
	const { code, session, entry, ms } = doubt;
	const several = held.sessions.length > 1 && session !== null;
	return [
		doubtWords(code),
		...(ms ? [m.held_by({ time: durationWords(Math.abs(ms), locale) })] : []),
		...(entry !== null ? [m.held_at({ n: figure(entry, locale) })] : []),
		...(several ? [m.held_device({ n: figure(deviceNumber(held, session), locale) })] : [])
	];
}

const cutTitles: Record<Exclude<Cut['kind'], 'one_device'>, () => string> = {
	received_in_time: m.held_cut_received_in_time,
	within_time: m.held_cut_within_time,
	before_gap: m.held_cut_before_gap,
	before_clock_break: m.held_cut_before_clock_break,
	before_end: m.held_cut_before_end,
	before_pause: m.held_cut_before_pause,
	other_branch: m.held_cut_other_branch,
	shared: m.held_cut_shared
};

export function cutWords({ kind, session }: Cut, held: HeldCase, locale: string): string {
	const n = figure(deviceNumber(held, session), locale);
	if (kind === 'one_device') return m.held_cut_one_device({ n });
	const title = cutTitles[kind]();
	return held.sessions.length > 1 ? `${title} (${m.held_device({ n })})` : title;
}

/** Of all entries that came, how many count. */
export function countWords(stands: readonly Stand[], held: HeldCase, locale: string): string {
	const counts = stands.reduce((sum, { upTo }) => sum + upTo + 1, 0);
	const all = held.sessions.reduce((sum, { session, entries }) => {
		const branch = stands.find((one) => one.session === session)?.branch;
		const of = held.sessions
			.find((one) => one.session === session)
			?.branches.find((one) => one.branch === branch);
		return sum + (of?.entries ?? entries);
	}, 0);
	return m.held_cut_counts({ n: figure(counts, locale), all: figure(all, locale) });
}

/** What counts under a decision, a line for each device. */
export function standLines({ stands }: ShownDecision, held: HeldCase, locale: string): string[] {
	return stands.map(({ session, upTo, branch }) =>
		(branch ? m.held_counts_branch : m.held_counts_device)({
			device: figure(deviceNumber(held, session), locale),
			n: figure(upTo + 1, locale)
		})
	);
}
