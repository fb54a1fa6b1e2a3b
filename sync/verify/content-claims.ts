/** Claims about what the entries say: the form, the answers, the proctor's words, the files, the end. */
import { formHash } from '../form-cipher.ts';
import { foreignPart } from '../foreign-part.ts';
import { orderOf } from '../order.ts';
import { replay } from '../responses.ts';
import type { ControlEntry } from '../schema/control-entry.ts';
import type { Entry } from '../schema/entry.ts';
import type { Form } from '../schema/form.ts';
import type { Ticket } from '../schema/ticket.ts';
import type { BrokenBy, Walked } from './check-chain.ts';
import { claim, following } from './verdict.ts';
import type { Claim, ClaimDetail } from './verdict.ts';

export function formClaim(form: Form, ticket: Ticket, session: string): Claim {
	const found = formHash(form);
	const status = found === ticket.formHash ? 'pass' : 'fail';
	return claim('form_as_published', status, { session }, { found, expected: ticket.formHash });
}

/** The order shown is a function of form and seed; what can be wrong is an answer to what was never shown. */
export function answersClaim(
	form: Form,
	ticket: Ticket,
	entries: readonly Entry[],
	{ session, sameForm }: { session: string; sameForm: boolean }
): Claim {
	const order = orderOf(form, ticket.orderSeed);
	/** Held against another form than the student's, an answer need not fit. */
	const misfit = (entry: number, detail: ClaimDetail) =>
		following(
			claim('answers_fit_form', 'fail', { session, entry }, detail),
			sameForm ? null : 'form_as_published'
		);
	const asked = new Set(order.items);
	const items = new Map(form.items.map((item) => [item.id, item]));
	for (const entry of entries) {
		if (entry.kind !== 'response' && entry.kind !== 'navigation') continue;
		const { item } = entry.data;
		const found = items.get(item);
		// Of a pool, what was not drawn for this student was never shown to them.
		if (!found || !asked.has(item)) return misfit(entry.seq, { because: 'item', item });
		if (entry.kind !== 'response' || !('value' in entry.data)) continue;
		const { value } = entry.data;
		if (value.type !== found.type) return misfit(entry.seq, { because: 'type', item });
		if (foreignPart(found, value) !== null) return misfit(entry.seq, { because: 'option', item });
	}
	const responses = replay(entries);
	for (const [item, { brokenAt }] of responses)
		if (brokenAt !== null)
			return claim(
				'answers_fit_form',
				'fail',
				{ session, entry: brokenAt },
				{ because: 'delta', item }
			);
	const firstItem = order.items[0] ?? null;
	return claim('answers_fit_form', 'pass', { session }, { answered: responses.size, firstItem });
}

/** An unanswered word may never have reached the device; an answer to a word that was never said is made up. */
export function commandsClaim(
	session: string,
	entries: readonly Entry[],
	control: Walked<ControlEntry>,
	claimed: number
): Claim {
	const said = control.entries;
	const asked = new Set(said.flatMap(({ kind, seq }) => (kind === 'receipt' ? [] : [seq])));
	const answered = new Set<number>();
	let unread: Claim | null = null;
	for (const entry of entries) {
		if (entry.kind !== 'command') continue;
		const place = { session, entry: entry.seq };
		const number = entry.data.control;
		if (!asked.has(number)) {
			const made = claim('commands_answered', 'fail', place, { control: number });
			// Behind a break of the edge's log there was a word of this number, and it cannot be read.
			if (number < said.length || number >= claimed) return made;
			const first = control.chain || control.rules ? 'control_unbroken' : 'control_signed';
			unread ??= following(made, first);
		}
		answered.add(number);
	}
	if (unread) return unread;
	const open = [...asked].filter((seq) => !answered.has(seq));
	const detail = { asked: asked.size, answered: answered.size, unanswered: open.join(' ') };
	return claim(
		'commands_answered',
		open.length === 0 ? 'pass' : 'not_provable',
		{ session },
		detail
	);
}

/** Admission and the walk hold `total` to the count; here it is only said whether there was an end. */
export function submitClaim(
	session: string,
	entries: readonly Entry[],
	broken: BrokenBy | null
): Claim {
	// The clock's may be taken back, and then the next one counts.
	const end = entries.findLast(({ kind }) => kind === 'submit' || kind === 'reopen');
	const submit = end?.kind === 'reopen' ? undefined : end;
	if (submit?.kind !== 'submit') {
		const status = broken ? 'fail' : 'not_provable';
		const detail = { entries: entries.length };
		return following(claim('count_equals_submit', status, { session }, detail), broken);
	}
	const { total, by } = submit.data;
	const place = { session, entry: submit.seq };
	return claim('count_equals_submit', 'pass', place, { total, by, after: entries.length - total });
}
