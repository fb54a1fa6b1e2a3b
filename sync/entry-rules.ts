/** What one entry must be, given everything before it (SPEC: E…). Shared by admission and the verifier. */
import { followBreaks } from './breaks.ts';
import { canonicalText } from './canonical.ts';
import type { ControlState, LogState } from './log-state.ts';
import { refuse } from './refusal.ts';
import type { Refused } from './refusal.ts';
import type { ControlEntry } from './schema/control-entry.ts';
import type { Entry, EntryOf } from './schema/entry.ts';

/** `state.head` and `state.segments` are left to who knows them. */
export function followLog(state: LogState, entry: Entry): { ok: true; state: LogState } | Refused {
	const { seq } = entry;
	if (seq !== state.next) return refuse('wrong_sequence', { seq, expected: state.next });
	if ((entry.kind === 'open') !== (seq === 0)) return refuse('wrong_open', { seq });
	if (entry.kind === 'open' && !binds(entry, state)) return refuse('wrong_binding', { seq });
	if (entry.kind === 'reopen' && state.submittedBy !== 'clock')
		return refuse('wrong_reopen', { seq });
	if (state.submitted && !['receipt', 'command', 'reopen'].includes(entry.kind))
		return refuse('after_submit', { seq });
	const breaks = followBreaks(state.breaks ?? null, entry);
	if (breaks === 'wrong') return refuse('wrong_break', { seq });
	if (entry.kind === 'submit' && entry.data.total !== seq + 1)
		return refuse('wrong_total', { seq, total: entry.data.total });
	const reloaded = entry.kind === 'resume' && entry.data.reason === 'reload';
	if (entry.t < state.lastT || entry.boot !== state.lastBoot + (reloaded ? 1 : 0))
		return refuse('time_falls', { seq });
	const { submittedBy: before, ...rest } = state;
	const submittedBy = entry.kind === 'reopen' ? undefined : before;
	const handedIn = entry.kind === 'submit' ? entry.data.by : submittedBy;
	return {
		ok: true,
		state: {
			...rest,
			...(breaks && { breaks }),
			next: seq + 1,
			lastT: entry.t,
			lastWall: entry.wall,
			lastBoot: entry.boot,
			submitted: entry.kind === 'submit' || (state.submitted && entry.kind !== 'reopen'),
			...(handedIn && { submittedBy: handedIn })
		}
	};
}

function binds(open: EntryOf<'open'>, { session, binding }: LogState): boolean {
	const { data } = open;
	return (
		data.session === session &&
		data.attempt === binding.attempt &&
		data.ticketHash === binding.ticketHash &&
		data.formHash === binding.formHash &&
		data.policyHash === binding.policyHash &&
		canonicalText(data.previous ?? null) === canonicalText(binding.previous) &&
		// Where nothing was gone on from, nothing can have been handed over.
		(data.handedOver === undefined || binding.previous !== null)
	);
}

export function followControl(
	state: ControlState,
	entry: ControlEntry
): { ok: true; state: ControlState } | Refused {
	const { seq, at } = entry;
	if (seq !== state.next) return refuse('wrong_sequence', { seq, expected: state.next });
	if (at < state.lastAt) return refuse('time_falls', { seq });
	return { ok: true, state: { ...state, next: seq + 1, lastAt: at } };
}
