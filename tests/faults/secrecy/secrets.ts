/** Everything that a student's browser must never get, planted or read where it lies; and what it must not get before the start. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { addComment } from '#sync/draft/comments.ts';
import { readDraft } from '#sync/draft/draft-document.ts';
import { bankAdded } from '#sync/schema/bank.ts';
import type { AuthoredItem } from '#sync/schema/authored-item.ts';
import { createdExam } from '#sync/schema/teaching.ts';
import { authored } from '#sync/testing/every-item.ts';
import { DraftEditor } from '../../support/draft-editor.ts';
import { signedIn, type EdgeClient } from '../../support/edge-client.ts';
import { until } from '../../support/edge-device.ts';
import { addStudents } from '../../support/edge-sittings.ts';
import type { EdgeStack, Row } from '../../support/edge-stack.ts';
import { answerable, makeSitting, MARKER, PICTURE } from '../../support/marked-sitting.ts';

export interface Secrets {
	sitting: string;
	startCode: string;
	/** One for each run: an exam is sat once. */
	students: string[];
	/** Of the form: secret until the start. */
	form: string[];
	/** By what they are: secret for ever. */
	ever: Record<string, string[]>;
	/** Given at the start by design, over the line alone: never kept. */
	contentKey: string[];
}

export const TITLE = /^Marked$/;
const FORM = 'quokka-form-8823';
const BANK = 'okapi-bank-5519';
const COMMENT = 'numbat-comment-3307';
const BESIDE = 'tapir-student-7741';

const png = Uint8Array.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 9]);

export async function plantSecrets(stack: EdgeStack, runs: number): Promise<Secrets> {
	const teacher = await signedIn(stack.origin, 'teacher@demo.test');
	const students = Array.from({ length: runs }, (_, at) => `extra${at + 1}@demo.test`);
	await stack.database((query) => addStudents(query, runs + 1));
	const beside = `extra${runs + 1}@demo.test`;
	await stack.database((query) =>
		query('update users set name = $2 where email = $1', [beside, BESIDE])
	);
	const exam = await writeExam(teacher);
	await writeBeside(teacher, exam);
	const { sitting } = await makeSitting(teacher, [...students, beside], exam);
	return stack.database(async (query) => {
		const [kept] = await query(
			"select start_code, encode(content_key, 'hex') as hex from sitting_secrets where sitting_id = $1",
			[sitting]
		);
		const passwords = await query('select hash from user_passwords');
		const keys = await query('select sealed_private from token_keys');
		const others = await query(
			`select a.order_seed, a.id::text as attempt, u.email from exam_attempts a join users u on u.id = a.student_id
			where u.email = $1 and a.sitting_id = $2`,
			[beside, sitting]
		);
		const startCode = String(kept?.['start_code']);
		return {
			sitting,
			startCode,
			students,
			form: [FORM],
			ever: {
				'keys, rubrics, feedback, names and tags of questions': [MARKER],
				'questions of the bank and of other exams': [BANK],
				'comments of those who write the exam': [COMMENT],
				'other students': [BESIDE, ...columns(others)],
				'start code': [startCode, startCode.replace('-', '')],
				'keys of the installation': installationSecrets(stack),
				'keys of sign-ins': columns(keys),
				'hashes of passwords': [...new Set(columns(passwords))]
			},
			contentKey: writings(Buffer.from(String(kept?.['hex']), 'hex'))
		};
	});
}

const columns = (rows: Row[]) => rows.flatMap((row) => Object.values(row).map(String));

/** Bytes as they would be written in a text. */
const writings = (bytes: Buffer): string[] => [
	bytes.toString('hex'),
	bytes.toString('base64').slice(0, 40),
	bytes.toString('base64url').slice(0, 40)
];

function installationSecrets(stack: EdgeStack): string[] {
	const keys = JSON.parse(readFileSync(join(stack.data, 'keys.json'), 'utf8')) as Record<
		string,
		string
	>;
	const secret = ['EDGE_PRIVATE_KEY', 'COOKIE_SECRET', 'PUBLISH_SECRET'];
	// Of a private key only the end is its own: it begins as each of its kind does.
	return secret.flatMap((name) =>
		writings(Buffer.from(keys[name] ?? '', 'base64url').subarray(-32))
	);
}

/** One item of each type that can be answered: the marker in every key of it, and the form's in every text that students read. */
async function writeExam(teacher: EdgeClient): Promise<string> {
	await teacher.ask('PUT', `/bank/media/${PICTURE}`, { body: png });
	const items = answerable.map((type) => {
		const one = authored(type, MARKER);
		const text = JSON.stringify({
			...one,
			item: { ...one.item, prompt: `${one.item.prompt} ${FORM}` }
		});
		return JSON.parse(
			text.replaceAll('ab'.repeat(32), PICTURE).replaceAll('"Option ', `"${FORM} `)
		) as AuthoredItem;
	});
	const ids = await add(teacher, items);
	const made = await teacher.ask('POST', '/teacher/exams', {
		body: { title: 'Marked', language: 'en', items: ids }
	});
	return createdExam.parse(made.body).id;
}

async function add(teacher: EdgeClient, items: AuthoredItem[]): Promise<string[]> {
	const { body } = await teacher.ask('POST', '/bank/items', {
		body: { items, shared: true, skipKnown: false, from: 'test' }
	});
	return bankAdded.parse(body).ids.flatMap((id) => id ?? []);
}

/** What lies beside it: another exam, published too, and what is said about this one. */
async function writeBeside(teacher: EdgeClient, exam: string): Promise<void> {
	const one = authored('essay', BANK);
	const ids = await add(teacher, [{ ...one, item: { ...one.item, prompt: `Discuss ${BANK}` } }]);
	const made = await teacher.ask('POST', '/teacher/exams', {
		body: { title: `Another ${BANK}`, items: ids }
	});
	const other = createdExam.parse(made.body).id;
	await teacher.ask('POST', `/teacher/exams/${other}/publish`, { body: {} });
	const editor = new DraftEditor(teacher, exam);
	await until(() => editor.synced, 10_000);
	const read = readDraft(editor.doc);
	const item = read.ok ? read.draft.sections[0]?.items[0]?.item.id : undefined;
	addComment(editor.doc, 'c1', { item: item ?? '', text: COMMENT, by: COMMENT, at: Date.now() });
	const second = new DraftEditor(teacher, exam);
	await until(() => second.doc.getMap('comments').size === 1, 10_000);
	editor.leave();
	second.leave();
}
