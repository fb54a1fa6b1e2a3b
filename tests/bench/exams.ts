/** A full bank, an import, marking, and writing together in two browsers: on a real PostgreSQL server. */
import { readMoodle } from '#app/author/import/moodle/read-moodle.ts';
import { bankAdded, MOST_IMPORTED } from '#sync/schema/bank.ts';
import { createdExam, createdSitting } from '#sync/schema/teaching.ts';
import type { AuthoredItem } from '#sync/schema/authored-item.ts';
import { moveItem, readDraft, setHead } from '#sync/draft/draft-document.ts';
import { score } from '#sync/scoring.ts';
import { authored, everyItem, itemTypes, keyOf } from '#sync/testing/every-item.ts';
import { toBase64url } from '#sync/bytes.ts';
import { DraftEditor } from '../support/draft-editor.ts';
import { signedIn, type EdgeClient } from '../support/edge-client.ts';
import { startPostgres } from '../support/postgres.ts';
import { startStack } from '../support/stack.ts';
import { rightAnswer } from '../support/right-answer.ts';
import { strokesSeen } from './co-editing.ts';
import { median, quantile, type Figure } from './figures.ts';
import { markingFigures } from './marking.ts';

const RUNS = 3;
const SEARCHES = 60;
const STROKES = 100;
const WORDS =
	'vertex water carbon sine matrix sonnet Zürich velocity parliament photosynthesis'.split(' ');

const moodleFile = (count: number): string =>
	`<quiz>${Array.from(
		{ length: count },
		(_, n) => `<question type="multichoice"><name><text>Question ${n}</text></name>
		<questiontext format="html"><text><![CDATA[<p>What is ${WORDS[n % WORDS.length]} number ${n} of \\(x_{${n}}\\)?</p>]]></text></questiontext>
		<defaultgrade>1</defaultgrade><single>true</single><shuffleanswers>true</shuffleanswers>
		${[100, 0, 0, 0].map((fraction, at) => `<answer fraction="${fraction}" format="html"><text>Option ${at} of ${n}</text></answer>`).join('')}
		</question>`
	).join('')}</quiz>`;

async function timed(work: () => unknown): Promise<number> {
	const began = performance.now();
	await work();
	return performance.now() - began;
}

const bankItem = (n: number): AuthoredItem => {
	const one = authored(itemTypes[n % 7] ?? 'true_false');
	const word = WORDS[n % WORDS.length] ?? '';
	return {
		...one,
		name: `${word} ${n}`,
		item: {
			...one.item,
			prompt: `${one.item.prompt} ${word} ${n}: $x^{${n % 97}}$`
		} as AuthoredItem['item']
	};
};

async function fillBank(teacher: EdgeClient, from: number, count: number): Promise<string[]> {
	const items = Array.from({ length: count }, (_, n) => bankItem(from + n));
	const answer = await teacher.ask('POST', '/bank/items', {
		body: { items, shared: false, skipKnown: true, from: 'bench' }
	});
	if (answer.status !== 201) throw new Error(JSON.stringify(answer.body));
	return bankAdded.parse(answer.body).ids.flatMap((id) => id ?? []);
}

/** Of a thousand attempts at forty items: what the marking itself takes. */
function markAll(): void {
	const types = itemTypes.filter((type) => type !== 'description');
	for (let attempt = 0; attempt < 1_000; attempt++) {
		const seed = toBase64url(new Uint8Array(16).fill(attempt % 251));
		for (let n = 0; n < 40; n++) {
			const type = types[n % types.length] ?? 'essay';
			const item = everyItem[type];
			score(item, keyOf(type, 'the key') ?? undefined, rightAnswer(item, seed) ?? undefined, seed);
		}
	}
}

/** From one editor's change to the other's document. */
async function strokes(one: DraftEditor, two: DraftEditor): Promise<number[]> {
	const took: number[] = [];
	for (let n = 0; n < STROKES; n++) {
		const title = `Stroke ${n}`;
		const began = performance.now();
		const seen = new Promise<number>((done) => {
			const look = () => {
				const read = readDraft(two.doc);
				if (!read.ok || read.draft.title !== title) return;
				two.doc.off('update', look);
				done(performance.now() - began);
			};
			two.doc.on('update', look);
		});
		setHead(one.doc, 'title', title);
		took.push(await seen);
	}
	moveItem(one.doc, 'item-1', 'section-1', 3);
	return took;
}

export async function examFigures(): Promise<Figure[]> {
	const file = { text: moodleFile(MOST_IMPORTED), guessed: false };
	const reading: number[] = [];
	for (let run = 0; run < RUNS; run++) reading.push(await timed(() => readMoodle(file)));
	const marking: number[] = [];
	for (let run = 0; run < RUNS; run++) marking.push(await timed(markAll));

	const server = await startPostgres();
	const stack = await startStack({ DATABASE_URL: server.url }, ['--no-build']);
	try {
		const teacher = await signedIn(stack.origin, 'teacher@demo.test');
		const adding: number[] = [];
		let ids: string[] = [];
		for (let half = 0; half < 2; half++)
			adding.push(
				await timed(async () => {
					ids = await fillBank(teacher, half * MOST_IMPORTED, MOST_IMPORTED);
				})
			);
		const opening: number[] = [];
		const searching: number[] = [];
		for (let n = 0; n < SEARCHES; n++) {
			opening.push((await teacher.ask('GET', '/bank/items')).ms);
			const words = n % 3 === 0 ? `x^{${n}}` : `${WORDS[n % WORDS.length]} ${n}`;
			const path = `/bank/items?search=${encodeURIComponent(words)}`;
			searching.push((await teacher.ask('GET', path)).ms);
		}
		const made = await teacher.ask('POST', '/teacher/exams', {
			body: { title: 'Bench', items: ids.filter((_, n) => n % 7 < 6).slice(0, 40) }
		});
		const exam = createdExam.parse(made.body).id;
		const publishing = await timed(() =>
			teacher.ask('POST', `/teacher/exams/${exam}/publish`, { body: {} })
		);
		const now = Date.now();
		let sitting = '';
		const scheduling = await timed(async () => {
			const answer = await teacher.ask('POST', `/teacher/exams/${exam}/sittings`, {
				body: {
					opensAt: now,
					closesAt: now + 3_600_000,
					durationMs: 600_000,
					students: ['student1@demo.test'],
					teachers: [],
					proctors: []
				}
			});
			sitting = createdSitting.parse(answer.body).id;
		});
		const one = new DraftEditor(teacher, exam);
		const two = new DraftEditor(teacher, exam);
		while (!one.synced || !two.synced) await new Promise((done) => setTimeout(done, 20));
		const seen = await strokes(one, two);
		one.leave();
		two.leave();
		const painted = await strokesSeen(stack.origin, exam, [
			'teacher@demo.test',
			'teacher@demo.test'
		]);
		const marked = await markingFigures(server, teacher, sitting);
		return [
			{ what: 'Moodle file of 10,000 items read', value: median(reading) / 1000, unit: 's' },
			{
				what: '10,000 items into the bank, all or nothing',
				value: median(adding) / 1000,
				unit: 's'
			},
			{ what: 'bank of 20,000: opened, p95', value: quantile(opening, 0.95), unit: 'ms', aim: 300 },
			{
				what: 'bank of 20,000: searched, p95',
				value: quantile(searching, 0.95),
				unit: 'ms',
				aim: 100
			},
			{ what: 'exam of 40 items published', value: publishing, unit: 'ms' },
			{
				what: 'sitting scheduled, form encrypted',
				value: scheduling,
				unit: 'ms',
				note: 'most of it Argon2id'
			},
			{
				what: '1,000 attempts × 40 items marked',
				value: median(marking) / 1000,
				unit: 's',
				aim: 5,
				note: 'the rules alone'
			},
			...marked,
			{ what: 'a co-editor’s change in the other’s draft, p50', value: median(seen), unit: 'ms' },
			{
				what: 'a co-editor’s change in the other’s draft, p95',
				value: quantile(seen, 0.95),
				unit: 'ms',
				aim: 300
			},
			{
				what: 'a co-editor’s key stroke on the other’s screen, p50',
				value: median(painted),
				unit: 'ms'
			},
			{
				what: 'a co-editor’s key stroke on the other’s screen, p95',
				value: quantile(painted, 0.95),
				unit: 'ms',
				aim: 300
			}
		];
	} finally {
		await stack.dispose();
		await server.dispose();
	}
}
