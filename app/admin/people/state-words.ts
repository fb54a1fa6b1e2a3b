import type { ListedPerson } from '#sync/schema/administration.ts';
import { m } from '#app/i18n/generated/messages.js';
import type { Tone } from '#app/ui/tone.ts';

type State = ListedPerson['state'];

export const stateWords: Record<State, () => string> = {
	active: m.admin_state_active,
	unconfirmed: m.admin_state_unconfirmed,
	locked: m.admin_state_locked,
	erased: m.admin_state_erased
};

export const stateTones: Record<State, Tone> = {
	active: 'good',
	unconfirmed: 'neutral',
	locked: 'warn',
	erased: 'neutral'
};
