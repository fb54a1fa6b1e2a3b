/** A thousand attempts at forty items, marked where the keys are: read, marked and written; then a key is changed for all of them. */
import { z } from 'zod';
import { startBridge } from '../../edge/local/bridge.ts';
import { markAttempts } from '../../edge/db/mark-attempts.ts';
import { openDatabase } from '../../edge/db/open-database.ts';
import { toBase64url } from '#sync/bytes.ts';
import { keyApplied, keyPreview } from '#sync/schema/form-keys.ts';
import { form as formSchema } from '#sync/schema/form.ts';
import type { EdgeClient } from '../support/edge-client.ts';
import type { PostgresServer } from '../support/postgres.ts';
import { rightAnswer } from '../support/right-answer.ts';
import type { Figure } from './figures.ts';

const ATTEMPTS = 1_000;
const seed = toBase64url(new Uint8Array(16).fill(7));

type Query = (sql: string, values?: unknown[]) => Promise<Record<string, unknown>[]>;

async function fill(query: Query, sitting: string): Promise<{ form: string; ids: string[] }> {
	const [row] = await query(
		'select f.id, f.form from sittings s join exam_forms f on f.id = s.form_id where s.id = $1',
		[sitting]
	);
	const { id, form } = z.object({ id: z.string(), form: formSchema }).parse(row);
	const answers = form.items.flatMap((item) => {
		const value = rightAnswer(item, seed);
		return value ? [{ item: item.id, value: JSON.stringify(value) }] : [];
	});
	const made = await query(
		`with people as (insert into users (id, institution_id, email, name, roles)
			select gen_random_uuid(), s.institution_id, 'bench-' || n || '@bench.test', 'Bench ' || n, '{student}'
			from sittings s, generate_series(1, $2::int) n where s.id = $1 returning id, institution_id),
		attempts as (insert into exam_attempts (id, institution_id, sitting_id, student_id, room, state, order_seed, submitted_at)
			select gen_random_uuid(), institution_id, $1, id, 'bench', 'accepted', $3, now() from people returning id, institution_id),
		sessions as (insert into exam_sessions (id, institution_id, attempt_id, device_key, ticket, head, opened_at)
			select gen_random_uuid(), institution_id, id, '', 'null', '', now() from attempts returning id, institution_id, attempt_id),
		answered as (insert into responses (session_id, institution_id, attempt_id, item, value, seq, revisions, sealed_at)
			select s.id, s.institution_id, s.attempt_id, a.item, a.value::jsonb, 1, 1, now()
			from sessions s cross join unnest($4::text[], $5::text[]) as a (item, value) returning 1)
		select id from attempts`,
		[sitting, ATTEMPTS, seed, answers.map(({ item }) => item), answers.map(({ value }) => value)]
	);
	return { form: id, ids: made.map((one) => String(one['id'])) };
}

async function timed(work: () => Promise<unknown>): Promise<number> {
	const began = performance.now();
	await work();
	return (performance.now() - began) / 1000;
}

export async function markingFigures(
	server: PostgresServer,
	teacher: EdgeClient,
	sitting: string
): Promise<Figure[]> {
	const { hostname, port } = new URL(server.url);
	const bridge = await startBridge({ host: hostname, port: Number(port) }, { oneAtATime: false });
	bridge.open();
	const owner = await openDatabase(server.url, bridge.address);
	try {
		const { form, ids } = await fill(owner.query, sitting);
		await owner.query('analyze');
		// Marking is the Worker's own act, and the database asks who it is.
		await owner.query("select set_config('invigil.roles', 'system', false)");
		const marking = await timed(() =>
			markAttempts((text, values) => owner.query(text, values as unknown[]), ids)
		);
		const change = {
			version: 1,
			changes: [{ kind: 'strike_drop', item: 'item-1' }],
			replacePersons: false
		};
		let hash = '';
		const previewing = await timed(async () => {
			const answer = await teacher.ask('POST', `/teacher/forms/${form}/keys/preview`, {
				body: change
			});
			const preview = keyPreview.parse(answer.body);
			if (preview.changed !== ATTEMPTS) throw new Error(`${preview.changed} would change`);
			hash = preview.hash;
		});
		const applying = await timed(async () => {
			const answer = await teacher.ask('POST', `/teacher/forms/${form}/keys/apply`, {
				body: { ...change, hash, because: 'bench' }
			});
			keyApplied.parse(answer.body);
		});
		return [
			{
				what: '1,000 attempts × 40 items read, marked and written',
				value: marking,
				unit: 's',
				aim: 5
			},
			{ what: 'a changed key previewed over them', value: previewing, unit: 's', aim: 5 },
			{ what: 'a changed key applied to them', value: applying, unit: 's', aim: 5 }
		];
	} finally {
		await owner.close();
		await bridge.close();
	}
}
