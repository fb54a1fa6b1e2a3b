/** An installation whose people wrote such things wherever anybody may write: questions, names, titles, answers, files, comments, messages. */
import * as Y from 'yjs';
import { addComment } from '#sync/draft/comments.ts';
import { readDraft } from '#sync/draft/draft-document.ts';
import { attemptList } from '#sync/schema/api.ts';
import { bankAdded } from '#sync/schema/bank.ts';
import type { AuthoredItem } from '#sync/schema/authored-item.ts';
import { answerPage } from '#sync/schema/marking.ts';
import { releaseState } from '#sync/schema/release.ts';
import type { ResponseValue } from '#sync/schema/response.ts';
import { createdExam, createdSitting } from '#sync/schema/teaching.ts';
import { until } from '../../support/edge-device.ts';
import { signedIn, type EdgeClient } from '../../support/edge-client.ts';
import { addStudents } from '../../support/edge-sittings.ts';
import type { EdgeStack } from '../../support/edge-stack.ts';
import { DraftEditor } from '../../support/draft-editor.ts';
import { trueFalse } from '../../support/items.ts';
import { sit, untilMarked } from '../../support/marked-sitting.ts';
import type { Vector } from './vectors.ts';

export interface Planted {
	stack: EdgeStack;
	vectors: Vector[];
	/** Of the installation's own sitting, whose students are called so. */
	hall: string;
	exam: string;
	/** Items of the exam by type, under the names that the form has. */
	items: Record<string, string>;
	/** To be sat; and one that was sat, marked and released. */
	open: string;
	done: string;
	/** Of the students of either way of looking, at each. */
	attempts: Record<string, { open: string; done: string }>;
	bankItem: string;
	/** Somebody who is called so. */
	person: string;
	/** Files of questions and of people. */
	moodle: string;
	gift: string;
	people: string;
}

export const STUDENTS = ['student1@demo.test', 'student2@demo.test'] as const;
export const STAFF = 'teacher@demo.test';
export const TITLE = 'Sheet';

/** As many of them as a field has room for, each in a paragraph of its own. */
const joined = (vectors: readonly Vector[], room: number, between = '\n\n') =>
	vectors.reduce((all, { text }) => {
		const more = all === '' ? text : `${all}${between}${text}`;
		return more.length > room ? all : more;
	}, '');
const short = (vectors: readonly Vector[], room: number) =>
	vectors.filter(({ text }) => text.length <= room);

export async function plant(stack: EdgeStack, vectors: Vector[]): Promise<Planted> {
	const names = short(vectors, 180);
	const { hall, person } = await stack.database(async (query) => {
		await addStudents(query, names.length);
		for (const [at, { text }] of names.entries())
			await query('update users set name = $2 where email = $1', [
				`extra${at + 1}@demo.test`,
				text
			]);
		// One who does both sees every page of the staff.
		await query("update users set roles = '{teacher,admin}' where email = $1", [STAFF]);
		const [sitting] = await query('select id from sittings order by created_at limit 1');
		const [found] = await query("select id from users where email = 'extra1@demo.test'");
		return { hall: String(sitting?.['id']), person: String(found?.['id']) };
	});
	const teacher = await signedIn(stack.origin, STAFF);
	for (const { text } of short(vectors, 300))
		await answered(teacher, 'POST', '/teacher/exams', { title: text });
	const added = await addItems(
		teacher,
		vectors.map(({ text }) => itemOf(trueFalse(text.slice(0, 300), text), [text]))
	);
	const { exam, items } = await makeExam(teacher, vectors);
	const schedule = (title: string) => scheduleExam(teacher, exam, title);
	const open = await schedule(`${TITLE} ${joined(vectors.slice(30), 250, ' ')}`);
	const done = await schedule(`Done ${joined(vectors.slice(40), 250, ' ')}`);
	await comment(stack, teacher, exam, vectors);
	await say(teacher, [open, done], items, vectors);
	const attempts: Planted['attempts'] = {};
	for (const email of STUDENTS)
		attempts[email] = {
			open: await attemptIn(stack, email, open),
			done: (await sit(stack, email, done, answers(items, vectors))).attempt
		};
	await release(teacher, done, vectors);
	return {
		stack,
		vectors,
		hall,
		exam,
		items,
		open,
		done,
		attempts,
		bankItem: added[0] ?? '',
		person,
		...files(vectors)
	};
}

async function answered(
	client: EdgeClient,
	method: string,
	path: string,
	body: unknown
): Promise<unknown> {
	const answer = await client.ask(method, path, { body });
	if (answer.status >= 300)
		throw new Error(`${method} ${path}: ${answer.status} ${JSON.stringify(answer.body)}`);
	return answer.body;
}

const itemOf = (one: AuthoredItem, words: readonly string[]): AuthoredItem => ({
	...one,
	category: words.filter((text) => text.length <= 200).slice(0, 1),
	tags: words.filter((text) => text.length <= 100).slice(0, 1),
	feedback: {
		item: one.item.id,
		general: words.join('\n\n').slice(0, 4_000)
	}
});

async function addItems(teacher: EdgeClient, items: AuthoredItem[]): Promise<string[]> {
	const body = await answered(teacher, 'POST', '/bank/items', {
		items,
		shared: false,
		skipKnown: false,
		from: 'test'
	});
	return bankAdded.parse(body).ids.flatMap((id) => id ?? []);
}

async function makeExam(teacher: EdgeClient, written: Vector[]) {
	// With a picture from elsewhere an exam is not even published.
	const vectors = written.filter(({ text }) => !text.includes('!['));
	const all = joined(vectors, 18_000);
	const options = short(vectors, 400).map(({ text }, at) => ({ id: `o${at}`, text }));
	const blank = trueFalse('An item');
	const { item: head } = blank;
	const made: AuthoredItem[] = [
		{
			...blank,
			item: { id: head.id, type: 'description', prompt: all, points: 0 },
			solution: null
		},
		...[0, 26, 52, 78].map((from) => ({
			...blank,
			item: {
				id: head.id,
				type: 'single_choice' as const,
				prompt: all,
				points: 1,
				options: options.slice(from, from + 26),
				shuffle: false
			},
			solution: {
				type: 'single_choice' as const,
				item: head.id,
				correct: `o${from}`
			}
		})),
		{
			...blank,
			item: { id: head.id, type: 'essay', prompt: all, points: 5 },
			solution: { type: 'essay', item: head.id, rubric: all }
		},
		{
			...blank,
			item: { id: head.id, type: 'upload', prompt: all, points: 4, accept: ['image'], most: 10 },
			solution: null
		}
	];
	const ids = await addItems(
		teacher,
		made
			.filter(({ item }) => !('options' in item) || item.options.length >= 2)
			.map((one) => itemOf(one, [all.slice(0, 3_000)]))
	);
	const body = await answered(teacher, 'POST', '/teacher/exams', {
		title: `${TITLE} ${joined(vectors, 250, ' ')}`,
		items: ids
	});
	const exam = createdExam.parse(body).id;
	await answered(teacher, 'POST', `/teacher/exams/${exam}/publish`, {});
	const editor = new DraftEditor(teacher, exam);
	await until(() => editor.synced, 10_000);
	const read = readDraft(editor.doc);
	editor.leave();
	if (!read.ok) throw new Error('The draft cannot be read.');
	const items: Record<string, string> = {};
	for (const { item } of read.draft.sections.flatMap((section) => section.items))
		items[item.type] = item.id;
	return { exam, items };
}

async function scheduleExam(teacher: EdgeClient, exam: string, title: string): Promise<string> {
	const now = Date.now();
	const body = await answered(teacher, 'POST', `/teacher/exams/${exam}/sittings`, {
		title,
		opensAt: now - 60_000,
		closesAt: now + 3_600_000,
		durationMs: 3_000_000,
		students: [...STUDENTS],
		teachers: [],
		proctors: []
	});
	return createdSitting.parse(body).id;
}

/** What those who write the exam say to each other. */
async function comment(
	stack: EdgeStack,
	teacher: EdgeClient,
	exam: string,
	vectors: Vector[]
): Promise<void> {
	const editor = new DraftEditor(teacher, exam);
	await until(() => editor.synced, 10_000);
	const read = readDraft(editor.doc);
	const item = read.ok ? read.draft.sections[0]?.items[0]?.item.id : undefined;
	if (!item) throw new Error('The draft has no item.');
	Y.transact(editor.doc, () => {
		for (const { name, text } of vectors)
			addComment(editor.doc, `c${name.slice(0, -1)}`, {
				item,
				text,
				by: text.slice(0, 200),
				at: Date.now()
			});
	});
	// Somebody else has it, so it is kept.
	const other = new DraftEditor(teacher, exam);
	await until(() => other.doc.getMap('comments').size === vectors.length, 10_000);
	editor.leave();
	other.leave();
}

async function say(
	teacher: EdgeClient,
	sittings: string[],
	items: Planted['items'],
	vectors: Vector[]
): Promise<void> {
	const text = joined(vectors, 1_900);
	for (const sitting of sittings)
		for (const act of [
			{ act: 'message', text },
			{ act: 'correction', item: items['essay'], text }
		])
			await answered(teacher, 'POST', `/sittings/${sitting}/control`, {
				id: crypto.randomUUID(),
				to: 'all',
				act
			});
}

function answers(items: Planted['items'], vectors: Vector[]): Record<string, ResponseValue> {
	const named = short(vectors, 200).slice(0, 10);
	return {
		[items['essay'] ?? '']: { type: 'essay', text: joined(vectors, 30_000) },
		[items['upload'] ?? '']: {
			type: 'upload',
			files: named.map(({ text }, at) => ({
				hash: at.toString(16).padStart(64, '0'),
				name: text,
				contentType: 'image/png',
				bytes: 100
			}))
		}
	};
}

async function attemptIn(stack: EdgeStack, email: string, sitting: string): Promise<string> {
	const client = await signedIn(stack.origin, email);
	const { attempts } = attemptList.parse((await client.ask('GET', '/attempts')).body);
	return attempts.find((attempt) => attempt.sitting === sitting)?.id ?? '';
}

async function release(teacher: EdgeClient, sitting: string, vectors: Vector[]): Promise<void> {
	await untilMarked(teacher, sitting, STUDENTS.length);
	const at = `/marking/sittings/${sitting}`;
	const state = releaseState.parse((await teacher.ask('GET', `${at}/release`)).body);
	await mark(teacher, at, vectors);
	await answered(teacher, 'POST', `${at}/close`, { leaveWaiting: true });
	await answered(teacher, 'PUT', `${at}/release`, {
		revision: state.revision,
		shows: { marks: true, answers: true, feedback: true, responses: true, comments: true },
		from: Date.now() - 1_000,
		requestsUntil: Date.now() + 3_600_000,
		hidden: false,
		leaveWaiting: true
	});
}

/** A comment on every answer that waits for a person. */
async function mark(teacher: EdgeClient, at: string, vectors: Vector[]): Promise<void> {
	const overview = (await teacher.ask('GET', at)).body as {
		items: { item: { id: string; type: string } }[];
	};
	for (const { item } of overview.items.filter(({ item }) => item.type === 'essay')) {
		const page = answerPage.parse((await teacher.ask('GET', `${at}/answers?item=${item.id}`)).body);
		await answered(teacher, 'POST', `${at}/marks`, {
			saves: page.answers.map(({ script }) => ({
				save: crypto.randomUUID(),
				script,
				item: item.id,
				as: 'marker',
				revision: 0,
				mark: {
					points: 2,
					comment: joined(vectors, 9_000),
					scores: [],
					annotations: [],
					done: true
				}
			}))
		});
	}
}

/** What somebody would be sent by a colleague, to be taken in. */
function files(vectors: Vector[]): Pick<Planted, 'moodle' | 'gift' | 'people'> {
	const cdata = (text: string) => `<![CDATA[${text.replaceAll(']]>', ']] >')}]]>`;
	const html = (name: string, text: string) =>
		`<${name} format="html"><text>${cdata(text)}</text></${name}>`;
	const quoted = (text: string) => `"${text.replaceAll('"', '""').replaceAll('\n', ' ')}"`;
	return {
		moodle: `<?xml version="1.0" encoding="UTF-8"?><quiz>${vectors
			.map(
				({ text }) => `<question type="multichoice"><name><text>${cdata(text)}</text></name>
				${html('questiontext', `<p>Which?</p>${text}`)}<defaultgrade>1</defaultgrade><single>true</single>
				<answer fraction="100" format="html"><text>${cdata(text)}</text></answer>
				<answer fraction="0" format="html"><text>no</text></answer>${html('generalfeedback', text)}</question>`
			)
			.join('')}</quiz>`,
		gift: vectors
			.map(({ text }) => {
				const escaped = text.replace(/[~=#{}:\\]/g, '\\$&').replaceAll('\n', ' ');
				return `::${escaped}:: [html]${escaped} {=yes ~no}`;
			})
			.join('\n\n'),
		people: `name,email,external_id\n${short(vectors, 190)
			.map(({ text }, at) => `${quoted(text)},new${at}@demo.test,${quoted(text.slice(0, 60))}`)
			.join('\n')}\n`
	};
}
