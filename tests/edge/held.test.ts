/** Late and doubtful work is held and decided on by a person: what they are shown, what counts then, and what stays. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { fromBase64url } from '#sync/bytes.ts';
import { openDecision } from '#sync/decision.ts';
import { problem, sittingDetail, sittingList } from '#sync/schema/api.ts';
import { bundle as bundleSchema } from '#sync/schema/bundle.ts';
import { examAnalytics, ownAttempt } from '#sync/schema/dashboards.ts';
import { heldCase, heldComparison, heldList } from '#sync/schema/held.ts';
import { markingOverview, markingSittings } from '#sync/schema/marking.ts';
import { releaseState } from '#sync/schema/release.ts';
import { attemptMarks } from '#sync/schema/results.ts';
import { sha256Hex } from '#sync/hash.ts';
import { verifyBundle } from '#sync/verify/verify-bundle.ts';
import { signedIn, type EdgeClient } from '../support/edge-client.ts';
import { EdgeDevice, fetchPapersOf, until } from '../support/edge-device.ts';
import { countOf } from '../support/edge-sittings.ts';
import { startEdge, type EdgeStack } from '../support/edge-stack.ts';
import { bringFork, bringLate, seenBy } from '../support/held-work.ts';
import { addTeacher, ESSAY, makeSitting, type MarkedSitting } from '../support/marked-sitting.ts';
import { verify } from '../support/verifier.ts';

const CHOICE = 'item-1';
const right = { item: CHOICE, value: { type: 'single_choice', choice: 'b' } } as const;
const wrong = { item: CHOICE, value: { type: 'single_choice', choice: 'a' } } as const;
const essay = (text: string) => ({ item: ESSAY, value: { type: 'essay', text } }) as const;
const students = ['student1@demo.test', 'student2@demo.test', 'student3@demo.test'];

let stack: EdgeStack;
let teacher: EdgeClient;
let made: MarkedSitting;
beforeAll(async () => {
	stack = await startEdge();
	teacher = await signedIn(stack.origin, 'teacher@demo.test');
	await addTeacher(stack, [{ email: 'colleague@demo.test', name: 'A Colleague' }]);
	made = await makeSitting(teacher, students);
});
afterAll(() => stack?.dispose());

const get = async (path: string, client = teacher) => (await client.ask('GET', path)).body;
const caseOf = async (attempt: string) => heldCase.parse(await get(`/attempts/${attempt}/held`));
const marksOf = async (attempt: string) =>
	attemptMarks.parse(await get(`/attempts/${attempt}/marks`));
const choiceOf = async (attempt: string) =>
	(await marksOf(attempt)).items.find(({ item }) => item === CHOICE);
const queue = async () => heldList.parse(await get(`/sittings/${made.sitting}/held`));
/** On the sitting, at its release, in the list of what is marked, and where it is marked. */
const waitingOutside = async () => {
	const { sittings } = sittingList.parse(await get('/sittings'));
	const release = releaseState.parse(await get(`/marking/sittings/${made.sitting}/release`));
	const listed = markingSittings.parse(await get('/marking/sittings')).sittings;
	const overview = markingOverview.parse(await get(`/marking/sittings/${made.sitting}`));
	const of = (all: readonly { id: string; held: number }[]) =>
		all.find(({ id }) => id === made.sitting)?.held;
	return [of(sittings), release.held, of(listed), overview.held];
};
const own = async ({ papers }: EdgeDevice) =>
	ownAttempt.parse(await get(`/student/attempts/${papers.attempt.id}`, papers.client)).held;
const decide = async (attempt: string, body: object, client = teacher) =>
	client.ask('POST', `/attempts/${attempt}/decision`, {
		body: { seen: await seenBy(teacher, attempt), ...body }
	});
const because = (answer: { body: unknown }) => problem.parse(answer.body).evidence?.['because'];
const untilHeld = (attempt: string) =>
	until(async () => (await queue()).attempts.some((one) => one.attempt === attempt), 20_000);
const bundleText = async (attempt: string) =>
	JSON.stringify(await get(`/attempts/${attempt}/bundle`));

describe('an attempt that came days late', () => {
	let device: EdgeDevice;
	let attempt: string;
	beforeAll(async () => {
		// 0 open, 1 wrong, 2 essay, 3 right, 4 essay, 5 hand-in
		const answers = [wrong, essay('It was.'), right, essay('It was, and more.')];
		device = await bringLate(stack, students[0] ?? '', made.sitting, answers);
		attempt = device.papers.attempt.id;
		await untilHeld(attempt);
	});

	test('stands in the queue with why and how late, and in the list of sittings as a number', async () => {
		const { waiting, attempts } = await queue();
		expect(waiting).toBe(1);
		expect(attempts[0]).toMatchObject({ attempt, state: 'held', decided: null, more: false });
		expect(attempts[0]?.doubts).toEqual(expect.arrayContaining(['late', 'beyond_grace']));
		expect(attempts[0]?.lateMs).toBeGreaterThan(9 * 86_400_000);
		const { sittings } = sittingList.parse(await get('/sittings'));
		expect(sittings.find(({ id }) => id === made.sitting)?.held).toBe(1);
		expect((await own(device)).doubts).toContain('beyond_grace');
		expect((await own(device)).decided).toBeNull();
	});

	test('is shown with its numbers, and with the answers side by side', async () => {
		const held = await caseOf(attempt);
		const [session] = held.sessions;
		expect(session).toMatchObject({
			judgement: 'held',
			submitted: true,
			lastWork: 4,
			receiptsInTime: 0,
			lastInTime: -1,
			branches: []
		});
		expect(session?.receiptsLate).toBeGreaterThan(0);
		expect(held.decisions).toEqual([]);
		const stands = [{ session: device.session, upTo: 2 }];
		const { items } = heldComparison.parse(
			(await teacher.ask('POST', `/attempts/${attempt}/held/compare`, { body: { stands } })).body
		);
		expect(items.filter(({ same }) => !same)).toMatchObject([
			{ item: { id: CHOICE }, all: { choice: 'b' }, chosen: { choice: 'a' } },
			{ item: { id: ESSAY }, all: { text: 'It was, and more.' }, chosen: { text: 'It was.' } }
		]);
	});

	test('attack: nobody but who teaches in the sitting sees it or decides', async () => {
		const proctor = await signedIn(stack.origin, 'proctor@demo.test');
		const colleague = await signedIn(stack.origin, 'colleague@demo.test');
		const accept = { decision: 'accept', because: 'Let me', after: 0 };
		for (const client of [proctor, colleague, device.papers.client]) {
			expect((await client.ask('GET', `/sittings/${made.sitting}/held`)).status).toBe(404);
			expect((await client.ask('GET', `/attempts/${attempt}/held`)).status).toBe(404);
			expect((await decide(attempt, accept, client)).status).toBe(404);
		}
		// Nor does the database take it from them, whatever the Worker thinks.
		await expect(
			stack.database((query) =>
				query(
					`insert into attempt_decisions (attempt_id, number, institution_id, decision, because, stands, decided_by)
					select a.id, 1, a.institution_id, 'accept', 'x', '[]', u.id from exam_attempts a, users u
					where a.id = $1 and u.email = 'colleague@demo.test'`,
					[attempt]
				)
			)
		).rejects.toThrow(/not a sitting of theirs/);
	});

	test('a decision needs a reason, what is there, and the decision before it', async () => {
		const part = (upTo: number, session = device.session) => ({
			decision: 'accept_part',
			because: 'So much',
			after: 0,
			stands: [{ session, upTo }]
		});
		expect((await decide(attempt, { decision: 'accept', because: ' ', after: 0 })).status).toBe(
			400
		);
		expect((await decide(attempt, part(99))).status).toBe(400);
		expect((await decide(attempt, part(1, crypto.randomUUID()))).status).toBe(400);
		const stale = await decide(attempt, { decision: 'accept', because: 'Late', after: 1 });
		expect([stale.status, because(stale)]).toEqual([409, 'stale']);
		expect((await caseOf(attempt)).decisions).toEqual([]);
	});

	test('what was not shown is not decided on, whatever the decision', async () => {
		const seen = [{ session: device.session, entries: 3, branches: [] }];
		const stands = [{ session: device.session, upTo: 2 }];
		for (const said of [
			{ decision: 'accept' },
			{ decision: 'set_aside' },
			{ decision: 'accept_part', stands }
		]) {
			const stale = await decide(attempt, { ...said, because: 'As shown', after: 0, seen });
			expect([stale.status, because(stale)]).toEqual([409, 'stale']);
		}
		expect((await caseOf(attempt)).decisions).toEqual([]);
	});

	test('accepted with a reason, it counts: marks follow, the student reads why, the record says it', async () => {
		const said = { decision: 'accept', because: 'The train was without a network', after: 0 };
		expect((await decide(attempt, said)).body).toEqual({ attempt, state: 'accepted', number: 1 });
		expect(await choiceOf(attempt)).toMatchObject({ points: 1 });
		expect(await own(device)).toMatchObject({
			doubts: [],
			decided: { decision: 'accept', because: said.because }
		});
		const { waiting, attempts } = await queue();
		expect(waiting).toBe(0);
		expect(attempts[0]?.decided).toMatchObject({ decision: 'accept', because: said.because });
		// The hall hears of it a moment later.
		await until(async () => {
			const { rows } = sittingDetail.parse(await get(`/sittings/${made.sitting}`));
			const row = rows.find((one) => one.attempt === attempt);
			return row?.state === 'accepted' && row.sync === 'synced';
		}, 20_000);
		const { code, says } = verify(await bundleText(attempt));
		expect(code).toBe(0);
		expect(says).toMatch(/pass +what was decided is signed.*decided: accept.*The train was/);
	});

	test('accepted in part instead, only what was chosen counts, and a mark for another answer is set aside', async () => {
		const stands = [{ session: device.session, upTo: 2 }];
		const said = { decision: 'accept_part', because: 'Up to the gap', after: 1, stands };
		expect((await decide(attempt, said)).body).toMatchObject({ state: 'accepted', number: 2 });
		expect(await choiceOf(attempt)).toMatchObject({ points: 0 });
		const { changes } = await marksOf(attempt);
		expect(changes.filter(({ item }) => item === CHOICE).at(-1)).toMatchObject({
			cause: 'late',
			because: 'Up to the gap',
			from: 1,
			to: 0
		});
		const [row] = await stack.database((query) =>
			query('select value from responses where attempt_id = $1 and item = $2', [attempt, ESSAY])
		);
		expect(row).toMatchObject({ value: { text: 'It was.' } });
		expect((await own(device)).decided).toMatchObject({ decision: 'accept_part' });
	});

	test('set aside, nothing of it counts, and all of it is kept: both decisions before, every entry', async () => {
		const said = { decision: 'set_aside', because: 'Somebody else wrote it', after: 2 };
		expect((await decide(attempt, said)).body).toMatchObject({ state: 'voided', number: 3 });
		expect((await own(device)).decided).toMatchObject({ decision: 'set_aside' });
		const figures = examAnalytics.parse(await get(`/teacher/exams/${made.exam}/analytics`));
		expect(figures.items.find(({ item }) => item === CHOICE)?.marked ?? 0).toBe(0);
		const { decisions, state } = await caseOf(attempt);
		expect(state).toBe('voided');
		expect(decisions.map(({ decision }) => decision)).toEqual([
			'accept',
			'accept_part',
			'set_aside'
		]);
		const text = await bundleText(attempt);
		const bundle = bundleSchema.parse(JSON.parse(text));
		const opened = await Promise.all(
			(bundle.decisions ?? []).map((signed) => openDecision(signed, bundle.edgeKeys))
		);
		const statements = opened.map((one) => (one.ok ? one : null));
		expect(statements.map((one) => one?.statement.previous)).toEqual([
			null,
			statements[0]?.hash,
			statements[1]?.hash
		]);
		expect(statements[1]?.statement.stands).toMatchObject([
			{
				session: device.session,
				upTo: 2,
				known: bundle.sessions[0]?.log.flatMap((s) => s.entries).length
			}
		]);
		await stack.database(async (query) => {
			const kept = await query(
				"select sum(count) as n from log_segments where session_id = $1 and log = 'log'",
				[device.session]
			);
			expect(countOf(kept)).toBeGreaterThanOrEqual(6);
			const written = await query(
				`select detail ->> 'statement' as hash from audit_logs where action = 'attempt_decided' and subject = $1 order by id`,
				[attempt]
			);
			const hashes = (bundle.decisions ?? []).map(({ bytes }) => sha256Hex(fromBase64url(bytes)));
			expect(written.map(({ hash }) => hash)).toEqual(hashes);
		});
	});

	test('a proctor of the sitting has the decisions in the record too', async () => {
		await stack.database((query) =>
			query(
				`insert into sitting_staff (sitting_id, user_id, institution_id, role)
				select s.id, u.id, s.institution_id, 'proctor' from sittings s, users u where s.id = $1 and u.email = 'proctor@demo.test'`,
				[made.sitting]
			)
		);
		const proctor = await signedIn(stack.origin, 'proctor@demo.test');
		const bundle = bundleSchema.parse(await get(`/attempts/${attempt}/bundle`, proctor));
		expect(bundle.decisions).toHaveLength(3);
	});

	test('attack: a decision left out, put in another’s place, or moved to other entries does not verify', async () => {
		const bundle = bundleSchema.parse(JSON.parse(await bundleText(attempt)));
		const decisions = bundle.decisions ?? [];
		const said = async (changed: object) => {
			const { claims } = await verifyBundle({ ...bundle, ...changed });
			const found = claims.find(({ id }) => id === 'decided');
			return `${found?.status} ${String(found?.detail['because'])}`;
		};
		expect(await said({})).toMatch(/^pass/);
		expect(await said({ decisions: decisions.slice(1) })).toBe('fail decision_missing');
		expect(await said({ decisions: decisions.toReversed() })).toBe('fail decision_missing');
		const [first] = decisions;
		const forged = { ...first, bytes: decisions[1]?.bytes };
		expect(await said({ decisions: [forged] })).toBe('fail wrong_signature');
		const cut = structuredClone(bundle.sessions);
		cut[0]?.log.splice(-1);
		expect(await said({ sessions: cut })).toMatch(/^fail other_entries/);
	});
});

describe('a fork', () => {
	let device: EdgeDevice;
	let attempt: string;
	beforeAll(async () => {
		device = await bringFork(stack, students[1] ?? '', made.sitting, {
			shared: [essay('Both.')],
			first: [wrong],
			second: [right]
		});
		attempt = device.papers.attempt.id;
		await until(async () => (await caseOf(attempt)).sessions[0]?.branches.length === 1, 20_000);
	});

	test('is shown with the entry at which the other version begins, and both can be chosen', async () => {
		const { doubts, sessions, cuts } = await caseOf(attempt);
		expect(doubts.map(({ code }) => code)).toContain('forked');
		const branch = sessions[0]?.branches[0];
		expect(branch?.from).toBeGreaterThanOrEqual(2);
		expect(doubts.find(({ code }) => code === 'forked')?.entry).toBe(branch?.from);
		const other = cuts.find(({ kind }) => kind === 'other_branch');
		const { items } = heldComparison.parse(
			(
				await teacher.ask('POST', `/attempts/${attempt}/held/compare`, {
					body: { stands: other?.stands }
				})
			).body
		);
		expect(items.filter(({ same }) => !same)).toMatchObject([
			{ item: { id: CHOICE }, all: { choice: 'a' }, chosen: { choice: 'b' } }
		]);
	});

	test('is not accepted whole: one has to be chosen, and the marks follow that one', async () => {
		const whole = await decide(attempt, { decision: 'accept', because: 'Fine', after: 0 });
		expect([whole.status, because(whole)]).toEqual([409, 'forked']);
		const { cuts } = await caseOf(attempt);
		const stands = cuts.find(({ kind }) => kind === 'other_branch')?.stands;
		const said = { decision: 'accept_part', because: 'Written on the laptop', after: 0, stands };
		expect((await decide(attempt, said)).body).toMatchObject({ state: 'accepted', number: 1 });
		expect(await choiceOf(attempt)).toMatchObject({ points: 1 });
		const text = await bundleText(attempt);
		expect(bundleSchema.parse(JSON.parse(text)).branches).toHaveLength(1);
		const { says } = verify(text);
		expect(says).toMatch(/pass +what was decided is signed.*of a branch/);
	});

	test('attack: a branch that was changed in the file does not verify', async () => {
		const bundle = bundleSchema.parse(JSON.parse(await bundleText(attempt)));
		const branches = structuredClone(bundle.branches);
		const entry = branches?.[0]?.log[0]?.entries[0];
		if (entry) entry.text = entry.text.replace('"t":', '"t":1');
		const { claims } = await verifyBundle({ ...bundle, branches });
		expect(claims.find(({ id }) => id === 'decided')).toMatchObject({
			status: 'fail',
			detail: { because: 'branch' }
		});
	});
});

test('what comes after a decision counts for nothing until it is decided on too', async () => {
	const papers = await fetchPapersOf(stack.origin, students[2] ?? '', made.sitting);
	const device = EdgeDevice.create(papers).connect();
	await device.open();
	const { seq } = await device.write({ kind: 'response', data: wrong });
	await device.untilReceipted(seq);
	const attempt = papers.attempt.id;
	await teacher.ask('POST', `/sittings/${made.sitting}/lock`, { body: { reason: 'Fire alarm' } });
	await untilHeld(attempt);
	const accept = { decision: 'accept', because: 'All were sent out', after: 0 };
	expect((await decide(attempt, accept)).body).toMatchObject({ state: 'accepted' });
	expect(await choiceOf(attempt)).toMatchObject({ points: 0 });
	const later = await device.write({ kind: 'response', data: right });
	const end = await device.write({ kind: 'submit', data: { total: 1, by: 'student' } });
	await device.untilReceipted(Math.max(later.seq, end.seq), 40_000);
	device.disconnect();
	await until(async () => (await queue()).attempts.some(({ more }) => more), 20_000);
	expect((await queue()).waiting).toBe(1);
	expect(await waitingOutside()).toEqual([1, 1, 1, 1]);
	expect(await choiceOf(attempt)).toMatchObject({ points: 0 });
	const again = { decision: 'accept', because: 'And what came after', after: 1 };
	expect((await decide(attempt, again)).body).toMatchObject({ number: 2 });
	expect(await choiceOf(attempt)).toMatchObject({ points: 1 });
	expect((await queue()).waiting).toBe(0);
	expect(await waitingOutside()).toEqual([0, 0, 0, 0]);
});

test('what comes of an attempt that was decided on before decisions were kept is projected as ever', async () => {
	const { sitting } = await makeSitting(teacher, students, made.exam);
	const papers = await fetchPapersOf(stack.origin, students[2] ?? '', sitting);
	const device = EdgeDevice.create(papers).connect();
	await device.open();
	await device.untilReceipted((await device.write({ kind: 'response', data: wrong })).seq);
	const attempt = papers.attempt.id;
	const answer = () =>
		stack.database(async (query) => {
			const [row] = await query(
				"select value ->> 'choice' as choice from responses where attempt_id = $1 and item = $2",
				[attempt, CHOICE]
			);
			return row?.['choice'];
		});
	await until(async () => (await answer()) === 'a', 20_000);
	await stack.database((query) =>
		query("update exam_attempts set state = 'accepted', decided_at = now() where id = $1", [
			attempt
		])
	);
	await device.untilReceipted((await device.write({ kind: 'response', data: right })).seq);
	device.disconnect();
	await until(async () => (await answer()) === 'b', 20_000);
});

test('attack: of two who decide at once one is told that somebody was faster', async () => {
	const { attempts } = await queue();
	const [one] = attempts;
	const after = one?.decided?.number ?? 0;
	const said = { decision: 'set_aside', because: 'At once', after };
	const answers = await Promise.all([
		decide(one?.attempt ?? '', said),
		decide(one?.attempt ?? '', said)
	]);
	expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
});

test('the student has the decisions among their own data; once erased, the reasons are gone and that it was decided stays', async () => {
	const student = await signedIn(stack.origin, students[0] ?? '');
	expect((await student.ask('GET', '/auth/data')).status).toBe(200);
	const rows = await stack.database(async (query) => {
		await query('update users set erased_at = now() where email = $1', [students[0]]);
		return query(
			`select d.number, d.because, d.statement from attempt_decisions d join exam_attempts a on a.id = d.attempt_id
			join users u on u.id = a.student_id where u.email = $1 order by d.number`,
			[students[0]]
		);
	});
	expect(rows.length).toBeGreaterThanOrEqual(3);
	for (const row of rows) expect(row).toMatchObject({ because: '', statement: null });
});
