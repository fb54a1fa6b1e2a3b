/** An exam with something of every kind to mark, sat by some of the demo's students, over the API alone. */
import { z } from 'zod';
import { sha256Hex } from '#sync/hash.ts';
import { bankAdded } from '#sync/schema/bank.ts';
import type { AuthoredItem } from '#sync/schema/authored-item.ts';
import { sittingResults } from '#sync/schema/results.ts';
import type { ResponseValue } from '#sync/schema/response.ts';
import { createdExam, createdSitting, published } from '#sync/schema/teaching.ts';
import { authored, itemTypes } from '#sync/testing/every-item.ts';
import type { EdgeClient } from './edge-client.ts';
import { EdgeDevice, fetchPapersOf, until } from './edge-device.ts';
import type { EdgeStack } from './edge-stack.ts';

/** In all that a student must not see before it is released. */
export const MARKER = 'zebra-marker-4711';
export const ESSAY = 'item-6';
const png = Uint8Array.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 9]);
/** Of the form's media. */
export const PICTURE = sha256Hex(png);

/** A file cannot be answered everywhere. */
export const answerable = itemTypes.filter((type) => type !== 'upload');
export const rubric = `Look for ${MARKER}:\n- Names both causes ${MARKER} (3)\n- Weighs them ${MARKER} (2)`;

function withRubric(one: AuthoredItem): AuthoredItem {
	return one.solution?.type === 'essay' ? { ...one, solution: { ...one.solution, rubric } } : one;
}

export async function addTeacher(
	stack: EdgeStack,
	people: readonly { email: string; name: string; elsewhere?: true }[]
): Promise<void> {
	await stack.database(async (query) => {
		const elsewhere = crypto.randomUUID();
		await query("insert into institutions (id, name) values ($1, 'Elsewhere')", [elsewhere]);
		for (const { email, name, elsewhere: isElsewhere } of people)
			await query(
				`with fresh as (insert into users (id, institution_id, email, name, roles, email_verified_at)
					select gen_random_uuid(), case when $4 then $3::uuid else u.institution_id end, $1, $2, '{teacher}', now() from users u
					where u.email = 'admin@demo.test' returning id)
				insert into user_passwords (user_id, hash) select fresh.id, p.hash from fresh, (select hash from user_passwords limit 1) p`,
				[email, name, elsewhere, isElsewhere === true]
			);
	});
}

export type MarkedSitting = { exam: string; form: string; sitting: string };

export async function makeSitting(
	teacher: EdgeClient,
	students: readonly string[],
	exam: string | null = null
): Promise<MarkedSitting> {
	const id = exam ?? (await makeExam(teacher));
	const done = await teacher.ask('POST', `/teacher/exams/${id}/publish`, { body: {} });
	const { form } = published.parse(done.body);
	const now = Date.now();
	const made = await teacher.ask('POST', `/teacher/exams/${id}/sittings`, {
		body: {
			opensAt: now - 60_000,
			closesAt: now + 3_600_000,
			durationMs: 1_800_000,
			tellAdded: false,
			students,
			teachers: [],
			proctors: []
		}
	});
	return { exam: id, form, sitting: createdSitting.parse(made.body).id };
}

async function makeExam(teacher: EdgeClient): Promise<string> {
	const picture = PICTURE;
	await teacher.ask('PUT', `/bank/media/${picture}`, { body: png });
	const items = answerable.map((type) => {
		const text = JSON.stringify(withRubric(authored(type, MARKER)));
		return JSON.parse(text.replaceAll('ab'.repeat(32), picture)) as AuthoredItem;
	});
	const added = await teacher.ask('POST', '/bank/items', {
		body: { items, shared: false, skipKnown: false, from: 'test' }
	});
	const { ids } = bankAdded.parse(added.body);
	const made = await teacher.ask('POST', '/teacher/exams', {
		body: { title: 'Marked', language: 'en', items: ids }
	});
	return createdExam.parse(made.body).id;
}

/** Answers what `values` says, once it heard so many words of the staff, and hands in. Answers the attempt and all that the student was given. */
export async function sit(
	stack: EdgeStack,
	email: string,
	sitting: string,
	values: Record<string, ResponseValue>,
	words = 0
) {
	const papers = await fetchPapersOf(stack.origin, email, sitting);
	const device = EdgeDevice.create(papers).connect();
	await device.open();
	await until(() => device.heard.length >= words, 10_000);
	for (const [item, value] of Object.entries(values))
		await device.write({ kind: 'response', data: { item, value } });
	const total = Object.keys(values).length;
	const { seq } = await device.write({ kind: 'submit', data: { total, by: 'student' } });
	await device.untilReceipted(seq);
	device.disconnect();
	return { attempt: papers.attempt.id, client: papers.client, ticket: papers.ticket };
}

/** Marked by the rules, which happens a moment after the room has it. */
export async function untilMarked(teacher: EdgeClient, sitting: string, count: number) {
	await until(async () => {
		const answer = await teacher.ask('GET', `/marking/sittings/${sitting}/results`);
		const { rows } = sittingResults.parse(answer.body);
		return rows.filter(({ maximum }) => maximum > 0).length >= count;
	}, 30_000);
}

export const evidenceOf = (answer: { body: unknown }): unknown =>
	z.object({ evidence: z.object({ because: z.string() }).partial().optional() }).parse(answer.body)
		.evidence?.because;
