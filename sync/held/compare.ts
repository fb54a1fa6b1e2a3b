/** The answers of an attempt, with all that came beside those of a choice. Pure. */
import { canonicalText } from '../canonical.ts';
import { itemInOrder, orderOf } from '../order.ts';
import type { Stand } from '../schema/decision.ts';
import type { Form } from '../schema/form.ts';
import type { ComparedItem } from '../schema/held.ts';
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
	return order.items.flatMap((id) => {
		const found = form.items.find((one) => one.id === id);
		if (!found || found.type === 'description') return [];
		const own = itemInOrder(found, order.options);
		const item = own.type === 'calculated' ? { ...own, prompt: promptFor(own, seed) } : own;
		const [before, after] = [all.get(id)?.value ?? null, chosen.get(id)?.value ?? null];
		const same = canonicalText(before) === canonicalText(after);
		return [{ item, all: before, chosen: after, same }];
	});
}
