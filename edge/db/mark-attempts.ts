/**
 * Automatic marks, made where the keys are, of many attempts at once: what is read and written goes in portions of hundreds, because a
 * journey to Postgres for each attempt would take longer than the marking. As the system.
 */
import { z } from 'zod';
import { countedOf, markerOf } from '#sync/marking/mark-attempt.ts';
import type { AutomaticMark, Keys } from '#sync/marking/mark-attempt.ts';
import { responseValue } from '#sync/schema/response.ts';
import type { ResponseValue } from '#sync/schema/response.ts';
import { uuid } from './columns.ts';
import type { Query } from './query.ts';
import { selectKeyedForms } from './form-keys.ts';
import type { KeyedForm } from './form-keys.ts';
import { sat, standing } from './standing-results.ts';
import type { MarkedResult, Sat, StandingResult } from './standing-results.ts';
import { setAsideChanged } from './set-aside.ts';
import { writeResults } from './write-results.ts';

const AT_ONCE = 250;

/**
 * Marks again what no person has the last word on. Results that are released are left as they are: those change with a reason, which is
 * `decided` where a person took in what came late.
 */
export async function markAttempts(
	query: Query,
	ids: readonly string[],
	decided: { because: string; by: string } | null = null
): Promise<void> {
	await lockKeys(query, ids);
	await query('select because_of($1, $2, $3)', [
		'late',
		decided?.because ?? '',
		decided?.by ?? null
	]);
	for (let from = 0; from < ids.length; from += AT_ONCE) {
		const attempts = await selectSat(query, ids.slice(from, from + AT_ONCE));
		const anew = await setAsideChanged(
			query,
			attempts.filter((one) => isOpen(one, decided !== null))
		);
		const forms = await selectKeyedForms(query, [...new Set(attempts.map((one) => one.form_id))]);
		for (const keyed of forms.values()) {
			const own = attempts.filter(({ form_id }) => form_id === keyed.id);
			const marked = await markPortion(query, own, keyed, keyed.keys, anew);
			const open = marked.filter(
				({ attempt, before }) => isOpen(attempt, decided !== null) || !before
			);
			await writeResults(query, open, own, keyed);
		}
	}
}

/** Released, it changes only where a person decided so. Erased, there is no answer left to compare. */
const isOpen = ({ locked, order_seed }: Sat, isDecided: boolean): boolean =>
	order_seed !== '' && (isDecided || !locked);

export const markAttempt = (
	query: Query,
	attempt: string,
	decided: { because: string; by: string } | null = null
): Promise<void> => markAttempts(query, [attempt], decided);

/** Before anything is read: a key is not put right between reading it and writing what it gives (form-keys.ts takes the same lock alone). */
async function lockKeys(query: Query, ids: readonly string[]): Promise<void> {
	await query(
		`select pg_advisory_xact_lock_shared(hashtextextended(f.id::text, 17)) from (select distinct s.form_id as id
			from exam_attempts a join sittings s on s.id = a.sitting_id where a.id = any ($1) order by s.form_id) f`,
		[ids]
	);
}

/** Of each portion what would stand with these keys; nothing is written. The rows stay locked, so that what is written then is what was seen. */
export async function* markForm(
	query: Query,
	keyed: KeyedForm,
	keys: Keys,
	replacePersons: boolean
): AsyncGenerator<{ attempts: Sat[]; marked: MarkedResult[] }> {
	const rows = await query(
		`select a.id from exam_attempts a join sittings s on s.id = a.sitting_id
			where s.form_id = $1 and exists (select from results r where r.attempt_id = a.id) order by a.id`,
		[keyed.id]
	);
	const ids = z
		.array(z.object({ id: uuid }))
		.parse(rows)
		.map(({ id }) => id);
	for (let from = 0; from < ids.length; from += AT_ONCE) {
		const attempts = await selectSat(query, ids.slice(from, from + AT_ONCE));
		yield { attempts, marked: await markPortion(query, attempts, keyed, keys, replacePersons) };
	}
}

async function selectSat(query: Query, ids: readonly string[]): Promise<Sat[]> {
	const rows = await query(
		`select a.id, a.institution_id, a.sitting_id, s.form_id, a.order_seed, is_locked(s.id) as locked
			from exam_attempts a join sittings s on s.id = a.sitting_id where a.id = any ($1) and s.practice is null order by a.id`,
		[ids]
	);
	return z.array(sat).parse(rows);
}

async function markPortion(
	query: Query,
	attempts: readonly Sat[],
	{ form }: KeyedForm,
	keys: Keys,
	/** Of which results a person has the last word no more: all, or these of an attempt. */
	replace: boolean | ReadonlyMap<string, ReadonlySet<string>>
): Promise<MarkedResult[]> {
	const ids = attempts.map(({ id }) => id);
	const responses = await selectResponses(query, ids);
	const stand = await standing(query, ids);
	const mark = markerOf(form, keys);
	return attempts.flatMap((attempt) => {
		// Erased: what was answered is gone, and what it earned stays.
		if (attempt.order_seed === '') return [];
		return mark(responses.get(attempt.id) ?? new Map(), attempt.order_seed).map((automatic) => {
			const before = stand.get(attempt.id)?.get(automatic.item) ?? null;
			// The person spoke of another answer: then nobody has, even where no rule can.
			const spoken = isAnew(replace, attempt.id, automatic.item) ? null : before;
			return { attempt, before, after: standingAfter(spoken, automatic, replace === true) };
		});
	});
}

const isAnew = (
	replace: boolean | ReadonlyMap<string, ReadonlySet<string>>,
	attempt: string,
	item: string
): boolean => typeof replace !== 'boolean' && (replace.get(attempt)?.has(item) ?? false);

/** A strike is for everybody; else a person has the last word, unless it is taken from them. */
function standingAfter(
	before: StandingResult | null,
	automatic: AutomaticMark,
	replacePersons: boolean
): StandingResult {
	const { points, maximum } = countedOf(automatic);
	const fresh: StandingResult = {
		item: automatic.item,
		points,
		maximum,
		marked_by: automatic.struck ? 'edge' : automatic.by,
		reason: automatic.reason,
		automatic: automatic.points,
		automatic_reason: automatic.reason,
		source: 'rules',
		person_points: null,
		struck: automatic.struck
	};
	const persons = before && before.source !== 'rules' ? before.person_points : null;
	if (!before || persons === null) return fresh;
	// What no rule can say is not taken from who said it.
	if (replacePersons && automatic.points !== null) return fresh;
	if (automatic.struck) return { ...fresh, source: before.source, person_points: persons };
	return {
		...fresh,
		points: persons,
		marked_by: 'person',
		reason: persons >= maximum ? 'correct' : persons > 0 ? 'partly_correct' : 'wrong',
		source: before.source,
		person_points: persons
	};
}

const answered = z.object({ attempt_id: uuid, item: z.string(), value: responseValue });

/** Of several devices, the one opened last that has a response to the item counts. */
export async function selectResponses(
	query: Query,
	attempts: readonly string[]
): Promise<Map<string, Map<string, ResponseValue>>> {
	const rows = await query(
		`select distinct on (r.attempt_id, r.item) r.attempt_id, r.item, r.value
			from responses r join exam_sessions s on s.id = r.session_id
			where r.attempt_id = any ($1) order by r.attempt_id, r.item, s.opened_at desc`,
		[attempts]
	);
	const found = new Map<string, Map<string, ResponseValue>>();
	for (const { attempt_id, item, value } of z.array(answered).parse(rows)) {
		const own = found.get(attempt_id) ?? new Map<string, ResponseValue>();
		own.set(item, value);
		found.set(attempt_id, own);
	}
	return found;
}
