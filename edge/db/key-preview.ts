/** Whose points would change with other keys, from what to what. As the system. */
import { z } from 'zod';
import { canonicalBytes } from '#sync/canonical.ts';
import { sha256Hex } from '#sync/hash.ts';
import type { Keys } from '#sync/marking/mark-attempt.ts';
import { passedOf, sumOf } from '#sync/marking/percent.ts';
import type { KeyPreview } from '#sync/schema/form-keys.ts';
import { uuid } from './columns.ts';
import type { Query } from './database.ts';
import type { KeyedForm } from './form-keys.ts';
import { markForm } from './mark-attempts.ts';
import { isSame } from './standing-results.ts';
import type { MarkedResult, Sat } from './standing-results.ts';

const MOST_ROWS = 2_000;

export type Rekeyed = {
	preview: KeyPreview;
	/** What is to be written, portion by portion. */
	portions: { attempts: Sat[]; marked: MarkedResult[] }[];
};

type Total = {
	attempt: Sat;
	from: number;
	to: number;
	fromMaximum: number;
	toMaximum: number;
	fromWaiting: number;
	toWaiting: number;
	replacesPerson: boolean;
};

export async function rekey(
	query: Query,
	keyed: KeyedForm,
	keys: Keys,
	{ about, replacePersons }: { about: unknown; replacePersons: boolean }
): Promise<Rekeyed> {
	const portions: Rekeyed['portions'] = [];
	const totals: Total[] = [];
	const items = new Map<string, KeyPreview['items'][number]>();
	const seen: (string | number | null)[][] = [];
	let attempts = 0;
	let personsReplaced = 0;
	let personsKept = 0;
	for await (const { attempts: own, marked } of markForm(query, keyed, keys, replacePersons)) {
		attempts += own.length;
		portions.push({ attempts: own, marked: marked.filter((one) => isChanged(one)) });
		for (const one of marked) {
			const persons = one.before !== null && one.before.source !== 'rules';
			const changes = pointsChange(one);
			if (persons && changes) personsReplaced++;
			if (persons && !changes && isChanged(one)) personsKept++;
			if (!isChanged(one)) continue;
			count(items, one, persons);
			seen.push([
				one.attempt.id,
				one.after.item,
				one.before?.points ?? null,
				one.after.points,
				one.before?.maximum ?? null,
				one.after.maximum
			]);
		}
		totals.push(...totalsOf(marked));
	}
	const facts = await selectFacts(query, keyed.id);
	const changed = totals.filter((one) => one.from !== one.to || one.fromMaximum !== one.toMaximum);
	const passes = (
		{ attempt: { sitting_id } }: Total,
		points: number,
		maximum: number,
		waiting: number
	) => passedOf({ points, maximum, waiting }, facts.get(sitting_id)?.pass_percent ?? null);
	const turned = (to: boolean) =>
		changed.filter(
			(one) =>
				passes(one, one.from, one.fromMaximum, one.fromWaiting) !== to &&
				passes(one, one.to, one.toMaximum, one.toWaiting) === to
		).length;
	const names = await selectNames(
		query,
		changed.map(({ attempt }) => attempt.id)
	);
	const preview: KeyPreview = {
		hash: sha256Hex(canonicalBytes({ about, version: keyed.version, seen })),
		attempts,
		changed: changed.length,
		up: changed.filter(({ from, to }) => to > from).length,
		down: changed.filter(({ from, to }) => to < from).length,
		nowPassed: turned(true),
		nowFailed: turned(false),
		personsReplaced,
		personsKept,
		released: changed.filter(({ attempt }) => facts.get(attempt.sitting_id)?.locked).length,
		items: [...items.values()],
		rows: changed
			.toSorted((one, other) => Math.abs(other.to - other.from) - Math.abs(one.to - one.from))
			.slice(0, MOST_ROWS)
			.map(({ attempt, fromWaiting: _from, toWaiting: _to, ...row }) => ({
				...row,
				attempt: attempt.id,
				sitting: attempt.sitting_id,
				studentName: facts.get(attempt.sitting_id)?.hidden ? null : (names.get(attempt.id) ?? null),
				released: facts.get(attempt.sitting_id)?.locked ?? false
			}))
	};
	return { preview, portions };
}

const isChanged = ({ before, after }: MarkedResult) => !before || !isSame(before, after);
const pointsChange = ({ before, after }: MarkedResult) =>
	before?.points !== after.points || before.maximum !== after.maximum;

function count(
	items: Map<string, KeyPreview['items'][number]>,
	one: MarkedResult,
	persons: boolean
) {
	const { item } = one.after;
	const own = items.get(item) ?? { item, up: 0, down: 0, same: 0, persons: 0 };
	const difference = (one.after.points ?? 0) - (one.before?.points ?? 0);
	if (difference > 0) own.up++;
	else if (difference < 0) own.down++;
	else own.same++;
	if (persons) own.persons++;
	items.set(item, own);
}

function totalsOf(marked: readonly MarkedResult[]): Total[] {
	const byAttempt = Map.groupBy(marked, ({ attempt }) => attempt.id);
	return [...byAttempt.values()].flatMap((own) => {
		const [first] = own;
		if (!first) return [];
		const sum = (pick: (one: MarkedResult) => number | null) => sumOf(own.map(pick));
		return {
			attempt: first.attempt,
			from: sum(({ before }) => before?.points ?? 0),
			to: sum(({ after }) => after.points),
			fromMaximum: sum(({ before }) => before?.maximum ?? 0),
			toMaximum: sum(({ after }) => after.maximum),
			fromWaiting: own.filter(({ before }) => (before?.points ?? null) === null).length,
			toWaiting: own.filter(({ after }) => after.points === null).length,
			replacesPerson: own.some(
				(one) => one.before !== null && one.before.source !== 'rules' && pointsChange(one)
			)
		};
	});
}

const fact = z.object({
	id: uuid,
	title: z.string(),
	pass_percent: z.number().nullable(),
	locked: z.boolean(),
	hidden: z.boolean()
});

/** Sittings of a form. */
export async function selectFacts(query: Query, form: string) {
	const rows = await query(
		`select s.id, s.title, case when m.sitting_id is null then f.pass_percent else m.pass_percent end as pass_percent,
			is_locked(s.id) as locked, names_hidden(s.id) as hidden
		from sittings s join exam_forms f on f.id = s.form_id left join sitting_marking m on m.sitting_id = s.id
		where s.form_id = $1 order by s.opens_at, s.id`,
		[form]
	);
	return new Map(
		z
			.array(fact)
			.parse(rows)
			.map((one) => [one.id, one])
	);
}

async function selectNames(query: Query, attempts: readonly string[]) {
	const rows = await query(
		'select a.id, u.name from exam_attempts a join users u on u.id = a.student_id where a.id = any ($1)',
		[attempts]
	);
	return new Map(
		z
			.array(z.object({ id: uuid, name: z.string() }))
			.parse(rows)
			.map(({ id, name }) => [id, name])
	);
}
