/** What the cells of a row say. */
import { formatNumber, formatTime } from '#app/i18n/format.ts';
import { m } from '#app/i18n/generated/messages.js';
import type { AttemptRow } from '#sync/schema/hall.ts';
import type { Tone } from '#app/ui/tone.ts';
import { durationWords } from '../words/duration.ts';
import { isSitting, type Contact } from './contact.ts';
import type { Trouble } from './trouble.ts';

export const stateWords: Record<AttemptRow['state'], () => string> = {
	assigned: m.console_state_assigned,
	ready: m.console_state_ready,
	in_progress: m.console_state_in_progress,
	paused: m.console_state_paused,
	submitted: m.console_state_submitted,
	held: m.console_state_held,
	accepted: m.console_state_accepted,
	released: m.console_state_released,
	expired: m.console_state_expired,
	withdrawn: m.console_state_withdrawn,
	voided: m.console_state_voided
};

export const syncWords: Record<AttemptRow['sync'], () => string> = {
	local_only: m.console_sync_local_only,
	syncing: m.console_sync_syncing,
	synced: m.console_sync_synced,
	held_late: m.console_sync_held_late,
	forked: m.console_sync_forked
};

/** Nothing can be on a device that never opened the exam. */
export const nothingToSync = (row: Pick<AttemptRow, 'state' | 'sync' | 'entries'>): boolean =>
	row.sync === 'local_only' && row.entries === 0 && !isSitting(row);

/** Of a student who has several attempts at a sitting. */
export const numberWords = (number: number): string =>
	m.granted_attempt({ number: formatNumber(number) });

/** On which of a student's devices the exam goes on. */
export const deviceWords = ({ number, since }: NonNullable<AttemptRow['device']>): string =>
	m.handover_row({ n: formatNumber(number), time: formatTime(since) });

/** Why a row needs a look, in a few words; null for a row that needs none. */
export function lookWords(row: AttemptRow, trouble: Trouble): string | null {
	switch (trouble) {
		case 'decide':
			return row.sync === 'forked' ? m.console_look_forked() : m.console_look_held();
		case 'asks':
			return m.arrange_row();
		case 'no_contact':
			return m.console_look_no_contact();
		case 'observed':
			return m.console_look_observed();
		default:
			return null;
	}
}

export const syncTones: Record<AttemptRow['sync'], Tone> = {
	local_only: 'neutral',
	syncing: 'info',
	synced: 'good',
	held_late: 'warn',
	forked: 'danger'
};

/** In steps, so that two hundred cells do not all change every second. */
export function inSteps(ms: number): number {
	const step = ms < 60_000 ? 5000 : ms < 3_600_000 ? 60_000 : 300_000;
	return Math.floor(ms / step) * step;
}

export function contactWords(contact: Contact, locale: string): string {
	switch (contact.kind) {
		case 'never':
			return m.console_contact_never();
		case 'now':
			return m.console_contact_now();
		case 'none':
			return m.console_contact_none({
				time: durationWords(inSteps(contact.forMs), locale, 'short')
			});
		default:
			return contact.forMs < 5000
				? m.console_contact_now()
				: m.console_ago({ time: durationWords(inSteps(contact.forMs), locale, 'short') });
	}
}
