/**
 * An exam that goes forward only: did somebody go back? A visit says so. An answer to an item that was left does not by itself: it may have
 * been typed in time and stored late, because the store failed or the page was reloaded. Then it is one value, the last that was typed.
 */
import { orderOf } from '../order.ts';
import { nextValue } from '../responses.ts';
import type { Entry } from '../schema/entry.ts';
import type { Form } from '../schema/form.ts';
import type { ResponseData, ResponseValue } from '../schema/response.ts';
import type { Ticket } from '../schema/ticket.ts';
import { claim, following } from './verdict.ts';
import type { Claim } from './verdict.ts';

/** Changes of one text that are written together have the same moment: a long one needs several entries. */
const TOGETHER_MS = 1_000;

/** null: the form lets one go back. */
export function forwardClaim(
	form: Form,
	ticket: Ticket,
	entries: readonly Entry[],
	{ session, sameForm }: { session: string; sameForm: boolean }
): Claim | null {
	if (form.navigation !== 'forward') return null;
	const back = wentBack(orderOf(form, ticket.orderSeed).items, entries);
	if (back.entry === null)
		return claim('went_forward', 'pass', { session }, { storedLater: back.storedLater });
	const { entry, because, item } = back;
	const made = claim('went_forward', 'fail', { session, entry }, { because, item });
	return following(made, sameForm ? null : 'form_as_published');
}

type Back =
	| { entry: null; storedLater: number }
	| { entry: number; because: 'visited_again' | 'changed_again'; item: string };

export function wentBack(order: readonly string[], entries: readonly Entry[]): Back {
	const places = new Map(order.map((id, at) => [id, at]));
	const values = new Map<string, ResponseValue | null>();
	const late = new Map<string, { value: string; t: number }>();
	let reached = -1;
	for (const entry of entries) {
		if (entry.kind !== 'navigation' && entry.kind !== 'response') continue;
		const { item } = entry.data;
		const place = places.get(item);
		// Not in the order at all: answersClaim says so.
		if (place === undefined) continue;
		if (entry.kind === 'navigation') {
			if (entry.data.action !== 'visit') continue;
			if (place < reached) return { entry: entry.seq, because: 'visited_again', item };
			reached = place;
			continue;
		}
		const before = values.get(item) ?? null;
		const value = valueAfter(before, entry.data);
		values.set(item, value);
		if (place >= reached || same(before, value)) continue;
		const said = JSON.stringify(value);
		const stored = late.get(item);
		// Written by the app again, after another reload.
		if (stored?.value === said) continue;
		if (stored && entry.t - stored.t > TOGETHER_MS)
			return { entry: entry.seq, because: 'changed_again', item };
		late.set(item, { value: said, t: stored?.t ?? entry.t });
	}
	return { entry: null, storedLater: late.size };
}

const valueAfter = (before: ResponseValue | null, data: ResponseData): ResponseValue | null =>
	nextValue(before ?? undefined, data) ?? before;

const same = (a: unknown, b: unknown) => JSON.stringify(a) === JSON.stringify(b);
