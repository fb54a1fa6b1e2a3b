/** What was sent to a student last, and whether it arrived. */
import { m } from '#app/i18n/generated/messages.js';
import type { ActName, Told } from '#sync/schema/control-act.ts';

const acts: Record<ActName, () => string> = {
	message: m.control_act_message,
	warning: m.control_act_warning,
	extend: m.control_act_extend,
	pause: m.control_act_pause,
	resume: m.control_act_resume,
	end: m.control_act_end,
	hand_over: m.handover_told,
	correction: m.control_act_correction
};

export function toldWords({ newest, waiting }: Told): string {
	const act = acts[newest.act]();
	if (newest.outcome === null) return m.control_told_waiting({ act });
	if (waiting > 0) return m.control_told_waiting_more({ act });
	if (newest.outcome === 'shown') return m.control_told_shown({ act });
	return newest.outcome === 'applied'
		? m.control_told_applied({ act })
		: m.control_told_refused({ act });
}
