import { m } from '#app/i18n/generated/messages.js';
import type { Tone } from '#app/ui/tone.ts';
import { formatLength } from '#app/i18n/format.ts';
import type { OwnSession, Stage } from './stage.ts';

interface Words {
	tone: Tone;
	text: string;
}

/** What the card says instead of how far the download is; null while that is what matters. */
export function stageWords(
	stage: Stage,
	session: OwnSession,
	timeLeftMs: number | null = null
): Words | null {
	switch (stage) {
		case 'upcoming':
		case 'open':
			return null;
		case 'in_progress':
			// Begun on another device: here it still has to be downloaded.
			return session ? inProgress(timeLeftMs) : null;
		case 'paused':
			return session ? { tone: 'warn', text: m.exams_paused() } : null;
		case 'waiting':
			return { tone: 'warn', text: m.exams_waiting() };
		case 'handed_in':
			return { tone: 'good', text: m.exams_handed_in() };
		case 'released':
			return { tone: 'good', text: m.exams_released() };
		case 'over':
			return { tone: 'neutral', text: m.exams_over() };
		case 'withdrawn':
			return { tone: 'neutral', text: m.exams_withdrawn() };
		case 'voided':
			return { tone: 'neutral', text: m.exams_voided() };
	}
}

/** What is behind the link, so that it cannot be taken for how things stand; it always begins with "Open". */
export function openWords(stage: Stage, session: OwnSession): string {
	if (stage === 'released') return m.results_open();
	if (stage === 'waiting' || stage === 'handed_in') return m.exams_open_receipt();
	return session ? m.exams_open_continue() : m.exams_open();
}

const MINUTE_MS = 60_000;

function inProgress(timeLeftMs: number | null): Words {
	if (timeLeftMs === null) return { tone: 'info', text: m.exams_in_progress() };
	if (timeLeftMs === 0) return { tone: 'warn', text: m.exams_time_up() };
	// In whole minutes, rounded down: nobody should count on one that is not there.
	const shown = Math.max(MINUTE_MS, Math.floor(timeLeftMs / MINUTE_MS) * MINUTE_MS);
	return { tone: 'info', text: m.exams_time_left({ time: formatLength(shown) }) };
}
