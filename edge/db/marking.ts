/** How a sitting is marked, and how far it is. */
import { z } from 'zod';
import { examPermission } from '#sync/schema/dashboards.ts';
import { markingSettings } from '#sync/schema/marking.ts';
import type { MarkingSettings } from '#sync/schema/marking.ts';
import { instant, uuid, wholeNumber } from './columns.ts';
import type { Query } from './database.ts';
import { WAITS_FOR_A_PERSON } from './note-more.ts';

const asked = z.object({
	id: uuid,
	exam: uuid,
	form: uuid,
	title: z.string(),
	institution_id: uuid,
	owner: uuid,
	granted: z.array(examPermission),
	staffed: z.boolean()
});
export type AskedSitting = z.infer<typeof asked>;

/** As the person; null: none that they may do anything with. */
export async function selectAskedSitting(query: Query, id: string): Promise<AskedSitting | null> {
	const [row] = await query('select * from asked_sitting($1)', [id]);
	return row ? asked.parse(row) : null;
}

/** Of the sitting an attempt belongs to. */
export async function selectAskedSittingOf(
	query: Query,
	attempt: string
): Promise<AskedSitting | null> {
	const [row] = await query(
		'select s.* from sitting_of_attempt($1) o cross join lateral asked_sitting(o) s',
		[attempt]
	);
	return row ? asked.parse(row) : null;
}

/** Settings, and a script for each attempt that came since. */
export async function dealScripts(query: Query, sitting: string): Promise<void> {
	await query('select deal_scripts($1)', [sitting]);
}

const how = markingSettings.extend({
	revision: wholeNumber,
	closed_at: instant.nullable(),
	named_at: instant.nullable(),
	scripts: wholeNumber,
	marks: wholeNumber,
	held: wholeNumber
});

/** As the system. */
export async function selectMarking(query: Query, sitting: string) {
	const [row] = await query(
		`select m.blind, m.second, m.sample_share as "sampleShare", m.tolerance::float8 as tolerance, m.combine, m.step::float8 as step,
			m.pass_percent as "passPercent", m.revision, m.closed_at, m.named_at,
			(select count(*) from marking_scripts c where c.sitting_id = m.sitting_id) as scripts,
			(select count(*) from marks k where k.sitting_id = m.sitting_id) as marks,
			(select count(*) from exam_attempts a where a.sitting_id = m.sitting_id and ${WAITS_FOR_A_PERSON}) as held
		from sitting_marking m where m.sitting_id = $1`,
		[sitting]
	);
	const { revision, closed_at, named_at, scripts, marks, held, ...settings } = how
		.strict()
		.parse(row);
	return {
		revision,
		closedAt: closed_at,
		namedAt: named_at,
		scripts,
		marks,
		held,
		settings: settings satisfies MarkingSettings
	};
}
export type Marking = Awaited<ReturnType<typeof selectMarking>>;

/** The sitting's secret, and whether names are hidden now. As the system. */
export async function selectBlindness(query: Query, sitting: string) {
	const [row] = await query(
		'select seed, names_hidden($1) as hidden from sitting_marking where sitting_id = $1',
		[sitting]
	);
	return row ? z.object({ seed: z.string(), hidden: z.boolean() }).parse(row) : null;
}

/** Answers whether it was of that revision. As the system. */
export async function updateSettings(
	query: Query,
	sitting: string,
	{ revision, settings }: { revision: number; settings: MarkingSettings }
): Promise<boolean> {
	const rows = await query(
		`update sitting_marking set blind = $3, second = $4, sample_share = $5, tolerance = $6, combine = $7, step = $8, pass_percent = $9,
			revision = revision + 1 where sitting_id = $1 and revision = $2 returning 1`,
		[
			sitting,
			revision,
			settings.blind,
			settings.second,
			settings.sampleShare,
			settings.tolerance,
			settings.combine,
			settings.step,
			settings.passPercent
		]
	);
	return rows.length > 0;
}

/** Who among two marks an answer, after the settings changed. */
export async function redrawScripts(
	query: Query,
	sitting: string,
	dealAnew: boolean
): Promise<void> {
	await query('select system_redraw($1, $2)', [sitting, dealAnew]);
	await query('select system_settle($1)', [sitting]);
}

export async function replaceAssignments(
	query: Query,
	sitting: { id: string; institution_id: string },
	{
		revision,
		items
	}: { revision: number; items: readonly { item: string; markers: readonly string[] }[] }
): Promise<boolean> {
	const rows = await query(
		'update sitting_marking set revision = revision + 1 where sitting_id = $1 and revision = $2 returning 1',
		[sitting.id, revision]
	);
	if (rows.length === 0) return false;
	await query('delete from marking_assignments where sitting_id = $1', [sitting.id]);
	const pairs = items.flatMap(({ item, markers }) => markers.map((marker) => ({ item, marker })));
	await query(
		`insert into marking_assignments (sitting_id, item, marker_id, institution_id)
		select $1, item, marker, $2 from unnest($3::text[], $4::uuid[]) as t (item, marker) on conflict do nothing`,
		[
			sitting.id,
			sitting.institution_id,
			pairs.map(({ item }) => item),
			pairs.map(({ marker }) => marker)
		]
	);
	return true;
}

/** From the first time on, names are known. */
export async function closeMarking(query: Query, sitting: string): Promise<void> {
	await query(
		'update sitting_marking set closed_at = now(), named_at = coalesce(named_at, now()), revision = revision + 1 where sitting_id = $1',
		[sitting]
	);
	await query('select system_settle($1)', [sitting]);
}

export async function reopenMarking(query: Query, sitting: string): Promise<void> {
	await query(
		'update sitting_marking set closed_at = null, revision = revision + 1 where sitting_id = $1',
		[sitting]
	);
}

const marker = z.object({ id: uuid, name: z.string(), owner: z.boolean() });
export async function selectMarkers(query: Query, sitting: string) {
	const rows = await query('select id, name, owner from markers_of($1)', [sitting]);
	return z.array(marker).parse(rows);
}

const assignment = z.object({ item: z.string(), markers: z.array(uuid) });
export async function selectAssignments(query: Query, sitting: string) {
	const rows = await query(
		'select item, array_agg(marker_id order by marker_id) as markers from marking_assignments where sitting_id = $1 group by item',
		[sitting]
	);
	return new Map(
		z
			.array(assignment)
			.parse(rows)
			.map(({ item, markers }) => [item, markers])
	);
}

const progress = z.object({
	item: z.string(),
	waiting: wholeNumber,
	marked: wholeNumber,
	second_waiting: wholeNumber,
	to_moderate: wholeNumber,
	for_me: wholeNumber
});
export type Progress = {
	waiting: number;
	marked: number;
	secondWaiting: number;
	toModerate: number;
	forMe: number;
};

/** By item. As the person: what is for them hangs on who asks. */
export async function selectProgress(
	query: Query,
	sitting: string
): Promise<Map<string, Progress>> {
	const rows = await query('select * from marking_progress($1)', [sitting]);
	return new Map(
		z
			.array(progress)
			.parse(rows)
			.map(({ item, second_waiting, to_moderate, for_me, ...rest }) => [
				item,
				{ ...rest, secondWaiting: second_waiting, toModerate: to_moderate, forMe: for_me }
			])
	);
}

export const sumProgress = (all: Iterable<Progress>): Progress =>
	[...all].reduce(
		(sum, one) => ({
			waiting: sum.waiting + one.waiting,
			marked: sum.marked + one.marked,
			secondWaiting: sum.secondWaiting + one.secondWaiting,
			toModerate: sum.toModerate + one.toModerate,
			forMe: sum.forMe + one.forMe
		}),
		{ waiting: 0, marked: 0, secondWaiting: 0, toModerate: 0, forMe: 0 }
	);
