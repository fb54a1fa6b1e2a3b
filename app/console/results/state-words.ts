import { m } from '#app/i18n/generated/messages.js';
import type { Tone } from '#app/ui/tone.ts';
import type { AttemptState } from '#sync/schema/attempt.ts';

/** Where an attempt stands, as a list of marks says it. */
export const stateWords: Record<AttemptState, () => string> = {
	assigned: m.marking_attempt_assigned,
	ready: m.marking_attempt_assigned,
	in_progress: m.marking_attempt_running,
	paused: m.marking_attempt_running,
	submitted: m.marking_attempt_submitted,
	held: m.marking_attempt_held,
	accepted: m.marking_attempt_accepted,
	released: m.marking_attempt_released,
	expired: m.marking_attempt_expired,
	withdrawn: m.marking_attempt_withdrawn,
	voided: m.marking_attempt_voided
};

export const stateTone = (state: AttemptState): Tone =>
	state === 'held' ? 'warn' : state === 'released' ? 'good' : 'neutral';

export const passedWords = (passed: boolean | null): string =>
	passed === null ? '–' : passed ? m.marking_passed() : m.marking_failed();
