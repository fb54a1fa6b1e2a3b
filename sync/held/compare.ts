/** The answers of an attempt, with all that came beside those of a choice. Pure. */
import { canonicalText } from '../canonical.ts';
import { itemInOrder, orderOf } from '../order.ts';
import type { Stand } from '../schema/decision.ts';
import type { Form } from '../schema/form.ts';
import { replay } from '../responses.ts';
import type { ReplayedResponse } from '../responses.ts';
import type { ComparedItem, DeviceAnswer } from '../schema/held.ts';
import { promptFor } from '../variant.ts';
import type { HeldSession } from './doubts.ts';
import { allOf, countingOf } from './stands.ts';

/** In the order of the student, as the student saw it; nothing of what they were not asked. */
export function compare(
	form: Form,
	held: readonly HeldSession[],
	stands: readonly Stand[]
): ComparedItem[] {
	const seed = held[0]?.ticket.orderSeed;
	if (seed === undefined) return [];
	const order = orderOf(form, seed);
	const all = countingOf(held, allOf(held));
	const chosen = countingOf(held, stands);
	const each = held.map(answersOf(held));
	return order.items.flatMap((id) => {
		const found = form.items.find((one) => one.id === id);
		if (!found || found.type === 'description') return [];
		const own = itemInOrder(found, order.options);
		const item = own.type === 'calculated' ? { ...own, prompt: promptFor(own, seed) } : own;
		const [before, after] = [all.get(id)?.value ?? null, chosen.get(id)?.value ?? null];
		const same = canonicalText(before) === canonicalText(after);
		const devices = devicesOf(id, each, all.get(id)?.session ?? null);
		return [{ item, all: before, chosen: after, same, ...(devices && { devices }) }];
	});
}

type DeviceAnswers = {
	session: string;
	answers: ReadonlyMap<string, ReplayedResponse>;
	/** Up to where another device went on from it, and edge time of the ticket for that; null: none did. */
	left: { seq: number; at: number } | null;
};

const answersOf =
	(held: readonly HeldSession[]) =>
	({ session, entries }: HeldSession): DeviceAnswers => {
		const next = held.find(({ ticket }) => ticket.previous?.session === session)?.ticket;
		const left = next?.previous ? { seq: next.previous.seq, at: next.issuedAt } : null;
		return { session, answers: replay(entries), left };
	};

/** null: no device brought something about the item that those after it do not say. */
function devicesOf(
	item: string,
	each: readonly DeviceAnswers[],
	counting: string | null
): DeviceAnswer[] | null {
	const shown = each.map(({ session, answers, left }): DeviceAnswer => {
		const answer = answers.get(item);
		const late =
			answer && left && answer.seq > left.seq ? { before: answer.wall <= left.at } : null;
		return {
			session,
			value: answer?.value ?? null,
			wall: answer?.wall ?? null,
			...(late && { late }),
			counts: session === counting
		};
	});
	const isConflict = shown.some(
		({ late, value }, at) =>
			late &&
			shown
				.slice(at + 1)
				.every(
					(after) => after.value === null || canonicalText(after.value) !== canonicalText(value)
				)
	);
	return shown.length > 1 && isConflict ? shown : null;
}
