/** From the bank to a marked attempt, over the API alone: written together, published, scheduled, sat, marked. */
import { readVarUint } from 'lib0/decoding';
import { afterAll, beforeAll, expect, test } from 'vitest';
import * as Y from 'yjs';
import { concat, fromBase64url, type Bytes } from '#sync/bytes.ts';
import { moveItem, readDraft, replaceText, setHead } from '#sync/draft/draft-document.ts';
import { readRestored } from '#sync/draft/restored.ts';
import { decryptForm, importContentKey } from '#sync/form-cipher.ts';
import { sha256Hex } from '#sync/hash.ts';
import {
	attemptResults,
	formAnswer,
	problem,
	sittingList,
	sittingParts
} from '#sync/schema/api.ts';
import { bankAdded } from '#sync/schema/bank.ts';
import { examShares } from '#sync/schema/dashboards.ts';
import { formManifest } from '#sync/schema/form.ts';
import { releaseState } from '#sync/schema/release.ts';
import {
	createdExam,
	createdSitting,
	draftAnswer,
	draftCheck,
	examList,
	published,
	savedVersion
} from '#sync/schema/teaching.ts';
import { unsafeReadSigned } from '#sync/signed.ts';
import { varUint } from '#sync/varint.ts';
import { authored, itemTypes } from '#sync/testing/every-item.ts';
import { codeOf } from '../support/accounts.ts';
import { DraftEditor } from '../support/draft-editor.ts';
import { EdgeClient, signedIn } from '../support/edge-client.ts';
import { EdgeDevice, fetchContentKey, fetchPapersOf, until } from '../support/edge-device.ts';
import { startEdge, type EdgeStack } from '../support/edge-stack.ts';
import { rightAnswer } from '../support/right-answer.ts';

const MARKER = 'zebra-marker-4711';
/** A file cannot be answered yet. */
const answerable = itemTypes.filter((type) => type !== 'upload');
const SOON_MS = 5_000;
const png = Uint8Array.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 9]);
const picture = sha256Hex(png);

let stack: EdgeStack;
let teacher: EdgeClient;
let colleague: EdgeClient;
let exam: string;
let sitting: string;
beforeAll(async () => {
	stack = await startEdge();
	await stack.database((query) =>
		query(
			`with fresh as (insert into users (id, institution_id, email, name, roles, email_verified_at)
				select gen_random_uuid(), u.institution_id, 'colleague@demo.test', 'A Colleague', '{teacher}', now() from users u
				where u.email = 'admin@demo.test' returning id)
			insert into user_passwords (user_id, hash) select fresh.id, p.hash from fresh, (select hash from user_passwords limit 1) p`
		)
	);
	teacher = await signedIn(stack.origin, 'teacher@demo.test');
	colleague = await signedIn(stack.origin, 'colleague@demo.test');
});
afterAll(() => stack.dispose());

const get = async (path: string) => (await teacher.ask('GET', path)).body;
const share = (permissions: string[]) =>
	teacher.ask('PUT', `/teacher/exams/${exam}/permissions`, {
		body: { email: 'colleague@demo.test', permissions }
	});
const titleOf = (doc: Y.Doc) => {
	const read = readDraft(doc);
	return read.ok ? read.draft.title : JSON.stringify(read.problems);
};

test('an exam begins with items of the bank, of every type', async () => {
	await teacher.ask('PUT', `/bank/media/${picture}`, { body: png });
	const items = answerable.map((type) => {
		const one = authored(type, MARKER);
		const text = JSON.stringify(one).replaceAll('ab'.repeat(32), picture);
		return JSON.parse(text) as typeof one;
	});
	const added = await teacher.ask('POST', '/bank/items', {
		body: { items, shared: false, skipKnown: false, from: 'test' }
	});
	const { ids } = bankAdded.parse(added.body);
	const made = await teacher.ask('POST', '/teacher/exams', {
		body: { title: 'All types', language: 'en', items: ids }
	});
	exam = createdExam.parse(made.body).id;
	const { draft, mayEdit } = draftAnswer.parse(await get(`/teacher/exams/${exam}/draft`));
	expect(mayEdit).toBe(true);
	expect(draft?.sections[0]?.items.map(({ item }) => item.type)).toEqual(answerable);
	const listed = examList.parse(await get('/teacher/exams')).exams;
	expect(listed.find(({ id }) => id === exam)).toMatchObject({
		title: 'All types',
		mine: true,
		publishedAt: null,
		sittings: 0
	});
	const theirs = await colleague.ask('GET', '/teacher/exams');
	expect(examList.parse(theirs.body).exams).toEqual([]);
	const foreign = await colleague.ask('POST', '/teacher/exams', {
		body: { title: 'Taken', items: ids }
	});
	expect([foreign.status, codeOf(foreign)]).toEqual([404, 'not_found']);
});

test('whoever comes later sees who is there, and one who leaves takes nobody along', async () => {
	await share(['view', 'edit']);
	const [one, two, three] = [
		new DraftEditor(teacher, exam),
		new DraftEditor(colleague, exam),
		new DraftEditor(teacher, exam)
	];
	const names = ({ provider }: DraftEditor) =>
		[...provider.awareness.getStates().values()].map((state) => state['name'] as unknown).sort();
	await until(() => one.synced, SOON_MS);
	one.provider.awareness.setLocalState({ name: 'one' });
	two.provider.awareness.setLocalState({ name: 'two' });
	await until(() => names(two).length > 1 && names(one).length > 1, SOON_MS);
	// The stock client sends back what it hears: it does not speak for the others by that.
	three.provider.awareness.setLocalState({ name: 'three' });
	await until(() => names(three).length > 2 && names(one).length > 2, SOON_MS);
	two.leave();
	await until(() => names(three).length < 3 && names(one).length < 3, SOON_MS);
	expect([names(one), names(three)]).toEqual([
		['one', 'three'],
		['one', 'three']
	]);
	for (const editor of [one, three]) editor.leave();
});

test('the room says that it keeps what came before the question, and only then', async () => {
	const one = new DraftEditor(teacher, exam);
	await until(() => one.synced, SOON_MS);
	const heard: number[] = [];
	one.provider.messageHandlers[4] = (_encoder, decoder) => heard.push(readVarUint(decoder));
	setHead(one.doc, 'passPercent', 55);
	one.provider.ws?.send(concat(varUint(4), varUint(300)));
	await until(() => heard.length > 0, SOON_MS);
	expect(heard).toEqual([300]);
	const { draft } = draftAnswer.parse(await get(`/teacher/exams/${exam}/draft`));
	expect(draft?.passPercent).toBe(55);
	one.leave();
});

test('two write at once, one of them offline for a while; both have everything in the end', async () => {
	await share(['view', 'edit']);
	const one = new DraftEditor(teacher, exam);
	const two = new DraftEditor(colleague, exam);
	await until(() => one.synced && two.synced, SOON_MS);
	setHead(one.doc, 'title', 'Written together');
	await until(() => titleOf(two.doc) === 'Written together', SOON_MS);
	two.disconnect();
	moveItem(two.doc, 'item-6', 'section-1', 0);
	const promptOf = (doc: Y.Doc) => {
		const item = doc.getMap<Y.Map<unknown>>('items').get('item-6')?.get('item');
		if (!(item instanceof Y.Map)) throw new Error('no item');
		return item as Y.Map<unknown>;
	};
	replaceText(promptOf(one.doc), 'prompt', 'Discuss it at length.');
	two.provider.connect();
	const first = (doc: Y.Doc) => {
		const read = readDraft(doc);
		return read.ok ? read.draft.sections[0]?.items[0]?.item : null;
	};
	for (const { doc } of [one, two])
		await until(
			() => first(doc)?.id === 'item-6' && first(doc)?.prompt === 'Discuss it at length.',
			SOON_MS,
			() => JSON.stringify(first(doc))
		);
	one.leave();
	two.leave();
	const { draft } = draftAnswer.parse(await get(`/teacher/exams/${exam}/draft`));
	expect(draft?.title).toBe('Written together');
});

test('who is there is seen, and that they left', async () => {
	const one = new DraftEditor(teacher, exam);
	const two = new DraftEditor(colleague, exam);
	await until(() => one.synced && two.synced, SOON_MS);
	two.provider.awareness.setLocalStateField('user', { name: 'A Colleague' });
	const seen = () =>
		[...one.provider.awareness.getStates().values()].some(
			(state) => (state as { user?: { name?: string } }).user?.name === 'A Colleague'
		);
	await until(seen, SOON_MS);
	two.leave();
	await until(() => !seen(), SOON_MS);
	one.leave();
});

test('attack: who may only look writes nothing, and a right that is taken away ends the connection at once', async () => {
	await share(['view']);
	const reader = new DraftEditor(colleague, exam);
	await until(() => reader.synced, SOON_MS);
	setHead(reader.doc, 'title', 'Defaced');
	await until(() => reader.closed.includes(4403), SOON_MS);
	reader.leave();
	const { draft } = draftAnswer.parse(await get(`/teacher/exams/${exam}/draft`));
	expect(draft?.title).toBe('Written together');
	await share(['view', 'edit']);
	const writer = new DraftEditor(colleague, exam);
	await until(() => writer.synced, SOON_MS);
	await share([]);
	await until(() => writer.closed.includes(4403), SOON_MS);
	writer.leave();
	expect((await colleague.ask('GET', `/teacher/exams/${exam}/draft`)).status).toBe(404);
});

test('attack: a person is given nothing by id whom it is not shared with already', async () => {
	const put = (body: object) => teacher.ask('PUT', `/teacher/exams/${exam}/permissions`, { body });
	await share(['view', 'edit']);
	const { shares } = examShares.parse(await get(`/teacher/exams/${exam}/permissions`));
	const person = shares[0]?.person ?? '';
	const changed = await put({ person, permissions: ['view'] });
	expect(examShares.parse(changed.body).shares[0]?.permissions).toEqual(['view']);
	expect((await put({ person, permissions: [] })).body).toEqual({ shares: [] });
	const again = await put({ person, permissions: ['view', 'edit'] });
	expect([again.status, codeOf(again)]).toEqual([404, 'not_found']);
	const email = 'colleague@demo.test';
	for (const body of [{ permissions: [] }, { person, email, permissions: [] }])
		expect((await put(body)).status).toBe(400);
});

test('a named version comes back, and what it replaces is kept', async () => {
	const saved = await teacher.ask('POST', `/teacher/exams/${exam}/versions`, {
		body: { name: 'Before the change' }
	});
	const { id } = savedVersion.parse(saved.body);
	const one = new DraftEditor(teacher, exam);
	await until(() => one.synced, SOON_MS);
	setHead(one.doc, 'title', 'Changed');
	await until(
		async () =>
			draftAnswer.parse(await get(`/teacher/exams/${exam}/draft`)).draft?.title === 'Changed',
		SOON_MS
	);
	const path = `/teacher/exams/${exam}/versions/${id}/restore`;
	expect((await teacher.ask('POST', path, { body: { name: 'Changed' } })).status).toBe(200);
	await until(() => titleOf(one.doc) === 'Written together', SOON_MS);
	expect(readRestored(one.doc)).toMatchObject({ version: id, name: 'Before the change' });
	one.leave();
	const { draft, versions } = draftAnswer.parse(await get(`/teacher/exams/${exam}/draft`));
	expect(draft?.sections[0]?.items).toHaveLength(answerable.length);
	expect(versions.map(({ name }) => name)).toEqual(['Changed', 'Before the change']);
});

test('published once per content: a form is frozen, and what would go wrong is said', async () => {
	const look = async () => draftCheck.parse(await get(`/teacher/exams/${exam}/check`));
	const { warnings, changed } = await look();
	expect(changed).toBe(null);
	expect(warnings.filter(({ stops }) => stops)).toEqual([]);
	const publish = () => teacher.ask('POST', `/teacher/exams/${exam}/publish`, { body: {} });
	const first = published.parse((await publish()).body);
	expect(first.isNew).toBe(true);
	const again = published.parse((await publish()).body);
	expect(again).toMatchObject({ form: first.form, hash: first.hash, isNew: false });
	expect((await look()).changed).toBe(false);
	// Who may only look is told the same.
	await share(['view']);
	const looked = await colleague.ask('GET', `/teacher/exams/${exam}/check`);
	expect(draftCheck.parse(looked.body).changed).toBe(false);
	await share([]);
	const empty = await teacher.ask('POST', '/teacher/exams', { body: { title: 'Empty' } });
	const refused = await teacher.ask(
		'POST',
		`/teacher/exams/${createdExam.parse(empty.body).id}/publish`,
		{ body: {} }
	);
	expect([refused.status, codeOf(refused)]).toEqual([409, 'conflict']);
	expect(problem.parse(refused.body).evidence).toEqual({ problems: 'no_items empty_section' });
});

test('scheduled with a roster; who is not known is named', async () => {
	const now = Date.now();
	const body = {
		opensAt: now - 60_000,
		closesAt: now + 3_600_000,
		durationMs: 1_800_000,
		students: ['Student1@demo.test', 'nobody@demo.test', 'teacher@demo.test'],
		teachers: [],
		proctors: ['proctor@demo.test']
	};
	const made = await teacher.ask('POST', `/teacher/exams/${exam}/sittings`, { body });
	const created = createdSitting.parse(made.body);
	expect(created).toMatchObject({
		students: 1,
		unknown: ['nobody@demo.test', 'teacher@demo.test']
	});
	sitting = created.id;
	const backwards = await teacher.ask('POST', `/teacher/exams/${exam}/sittings`, {
		body: { ...body, closesAt: body.opensAt }
	});
	expect(backwards.status).toBe(400);
	const stranger = await colleague.ask('POST', `/teacher/exams/${exam}/sittings`, { body });
	expect(stranger.status).toBe(404);
});

test('who may schedule it finds its sittings and what of them is theirs; who marks alone is told of no hall and no plan', async () => {
	const found = async (client: EdgeClient) =>
		sittingList
			.parse((await client.ask('GET', '/sittings')).body)
			.sittings.find(({ id }) => id === sitting);
	const parts = async (client: EdgeClient) =>
		sittingParts.parse((await client.ask('GET', `/sittings/${sitting}/parts`)).body).parts;
	const release = async () =>
		releaseState.parse((await colleague.ask('GET', `/marking/sittings/${sitting}/release`)).body);
	expect(await found(teacher)).toMatchObject({ watches: true, students: 1 });
	expect(await parts(teacher)).toEqual(['hall', 'plan', 'held', 'marking', 'results']);
	await share(['view', 'edit', 'mark']);
	expect(await found(colleague)).toMatchObject({ watches: false, students: 1 });
	expect(await parts(colleague)).toEqual(['plan', 'marking', 'results']);
	expect((await release()).mayChange).toBe(true);
	await share(['view', 'mark']);
	expect(await found(colleague)).toBeUndefined();
	expect(await parts(colleague)).toEqual(['marking', 'results']);
	expect((await release()).mayChange).toBe(false);
	await share(['view']);
	expect((await colleague.ask('GET', `/sittings/${sitting}/parts`)).status).toBe(404);
	await share([]);
});

test('sat on a device, marked at the edge; nothing a student gets holds a key, a rule or feedback', async () => {
	const papers = await fetchPapersOf(stack.origin, 'student1@demo.test', sitting);
	const { client, ticket } = papers;
	const answer = await client.ask('GET', `/sittings/${sitting}/form`);
	const manifest = unsafeReadSigned(formAnswer.parse(answer.body).signed, formManifest);
	if (!manifest.ok) throw new Error('no manifest');
	const blobs = new Map<string, Bytes>();
	for (const { hash } of manifest.statement.blobs) {
		const blob = await fetch(`${stack.origin}/api/v1/sittings/${sitting}/blobs/${hash}`, {
			headers: { cookie: client.cookie }
		});
		blobs.set(hash, new Uint8Array(await blob.arrayBuffer()));
	}
	const key = await importContentKey(fromBase64url(await fetchContentKey(papers)));
	const opened = await decryptForm(
		manifest.statement,
		key,
		async (hash) => blobs.get(hash) ?? null
	);
	if (!opened.ok) throw new Error(opened.refusal.code);
	const { form } = opened;
	expect(form.items).toHaveLength(answerable.length);

	const got: unknown[] = [form, ticket, manifest.statement];
	for (const path of [
		'/attempts',
		'/student/dashboard',
		'/student/exams/available',
		`/student/attempts/${papers.attempt.id}`
	])
		got.push((await client.ask('GET', path)).body);
	expect(JSON.stringify(got)).not.toContain(MARKER);

	const device = EdgeDevice.create(papers).connect();
	await device.open();
	for (const item of form.items) {
		const value = rightAnswer(item, ticket.orderSeed, MARKER);
		if (value) await device.write({ kind: 'response', data: { item: item.id, value } });
	}
	const { seq } = await device.write({ kind: 'submit', data: { total: 14, by: 'student' } });
	await device.untilReceipted(seq);
	device.disconnect();

	const results = async () =>
		attemptResults.parse((await teacher.ask('GET', `/attempts/${papers.attempt.id}/results`)).body);
	await until(async () => (await results()).items.length > 0, 15_000);
	const { items } = await results();
	for (const item of form.items) {
		const result = items.find((one) => one.item === item.id);
		if (item.type === 'description') expect(result).toBeUndefined();
		else if (item.type === 'essay') expect(result?.reason).toBe('needs_person');
		else
			expect([item.type, result?.points, result?.reason]).toEqual([
				item.type,
				item.points,
				'correct'
			]);
	}
	expect(
		JSON.stringify((await client.ask('GET', `/student/attempts/${papers.attempt.id}`)).body)
	).not.toContain(MARKER);
});

test('an exam that was published without a draft has one from its form, keys and all', async () => {
	const [demo] = await stack.database((query) =>
		query(
			'select e.id, f.form from exams e join exam_forms f on f.exam_id = e.id where e.id <> $1 limit 1',
			[exam]
		)
	);
	const found = draftAnswer.parse(await get(`/teacher/exams/${String(demo?.['id'])}/draft`));
	const items = found.draft?.sections.flatMap((section) => section.items) ?? [];
	expect(items.length).toBeGreaterThan(10);
	expect(items.filter(({ item, solution }) => item.type !== 'essay' && !solution)).toEqual([]);
});
