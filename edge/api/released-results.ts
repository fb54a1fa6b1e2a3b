/** What is said to a student of their results: what the release shows, made of nothing that it does not. Pure. */
import type { z } from 'zod';
import { itemInOrder, orderOf } from '#sync/order.ts';
import type { Order } from '#sync/order.ts';
import { criteriaOf } from '#sync/marking/rubric.ts';
import { passedOf, percentOf, sumOf } from '#sync/marking/percent.ts';
import { rightAnswerOf } from '#sync/marking/right-answer.ts';
import { saidFeedback } from '#sync/marking/said-feedback.ts';
import type { Item } from '#sync/schema/item.ts';
import type { releasedItem, releasedResults } from '#sync/schema/release.ts';
import { variantOf } from '#sync/variant.ts';
import type { Correction } from '../access/own-corrections.ts';
import type { Released, ReleasedResult } from '../db/own-results.ts';

type Shown = Omit<z.input<typeof releasedResults>, 'attempt' | 'requests'>;

/** When results came out for one student: those who were late, or waited for a person, find no earlier day than their own. */
export const outSince = (releasedAt: number, reachedSince: number | undefined): number =>
	Math.max(releasedAt, reachedSince ?? 0);

export function shownOf(
	released: Released,
	corrections: readonly Correction[] = [],
	reachedSince?: number
): Shown {
	const { shows, title, released_at, requests_until, pass_percent } = released;
	const results = released.results ?? [];
	const total = {
		points: sumOf(results.map(({ points }) => points)),
		maximum: sumOf(results.map(({ maximum }) => maximum)),
		waiting: results.filter(({ points }) => points === null).length
	};
	return {
		title,
		shows,
		releasedAt: outSince(released_at, reachedSince),
		requestsUntil: requests_until !== null && requests_until > Date.now() ? requests_until : null,
		...(shows.marks && {
			points: total.points,
			maximum: total.maximum,
			percent: percentOf(total.points, total.maximum),
			passed: passedOf(total, pass_percent),
			passPercent: pass_percent
		}),
		items: itemsOf(released, results, corrections),
		changes: released.changes ?? []
	};
}

function itemsOf(
	released: Released,
	results: readonly ReleasedResult[],
	corrections: readonly Correction[]
) {
	const { form, order_seed } = released;
	const own = new Map(results.map((result) => [result.item, result]));
	const order: Order =
		order_seed === ''
			? { items: form.items.map(({ id }) => id), options: {} }
			: orderOf(form, order_seed);
	const byId = new Map(form.items.map((item) => [item.id, item]));
	return order.items
		.flatMap((id) => {
			const item = byId.get(id);
			const result = own.get(id);
			return item && result ? [{ item: itemInOrder(item, order.options), result }] : [];
		})
		.map(({ item, result }, at) =>
			itemOf(released, {
				item,
				result,
				place: at + 1,
				corrections: corrections.filter((one) => one.item === item.id)
			})
		);
}

type Own = { item: Item; result: ReleasedResult; place: number; corrections: Correction[] };

function itemOf(
	released: Released,
	{ item, result, place, corrections }: Own
): z.input<typeof releasedItem> {
	const { shows, order_seed } = released;
	const solution = released.solutions?.find((one) => one.item === item.id);
	const response = released.responses?.find((one) => one.item === item.id)?.value;
	const feedback = released.feedback?.find((one) => one.item === item.id);
	const asksNumbers = item.type === 'calculated' && order_seed !== '';
	return {
		item: item.id,
		place,
		...(shows.marks && {
			points: result.points,
			maximum: result.maximum,
			reason: result.reason,
			struck: result.struck === 'drop' ? ('dropped' as const) : result.struck
		}),
		...((shows.answers || shows.responses) && {
			question: item,
			...(corrections.length > 0 && {
				corrections: corrections.map(({ at, text, untold }) => ({
					at,
					text,
					...(untold && { untold })
				}))
			}),
			...(asksNumbers && {
				numbers: Object.entries(variantOf(item, order_seed)).map(([name, value]) => ({
					name,
					value
				}))
			})
		}),
		...(shows.answers && { right: rightAnswerOf(item, solution, order_seed) }),
		...(shows.responses && { response: response ?? null }),
		...(shows.feedback && {
			feedback: saidFeedback(feedback, { item, reason: result.reason, response, seed: order_seed })
		}),
		...(shows.comments && {
			comment: result.comment ?? '',
			annotations: result.annotations ?? [],
			scores: scoresOf(solution, result)
		})
	};
}

function scoresOf(solution: Parameters<typeof criteriaOf>[0], { scores }: ReleasedResult) {
	const criteria = new Map(criteriaOf(solution).map((one) => [one.id, one]));
	return (scores ?? []).flatMap(({ criterion, points }) => {
		const found = criteria.get(criterion);
		return found ? { text: found.text, points, of: found.points } : [];
	});
}
