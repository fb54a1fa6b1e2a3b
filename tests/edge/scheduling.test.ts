/** A sitting from its roster to its start, over the API: who is put on it and how, what may still be changed, and what that exposes. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { policyPresets } from '#sync/policy-presets.ts';
import { accommodationMade } from '#sync/schema/accommodation.ts';
import { attemptList, problem, sittingDetail } from '#sync/schema/api.ts';
import { lawHere } from '#sync/schema/law.ts';
import { sittingPlan } from '#sync/schema/plan.ts';
import {
	cohortList,
	joined,
	joinLink,
	linkedSitting,
	rosterAdded,
	rosterChecked
} from '#sync/schema/roster.ts';
import { bankAdded } from '#sync/schema/bank.ts';
import type { Signed } from '#sync/schema/signed.ts';
import type { Ticket } from '#sync/schema/ticket.ts';
import { createdExam, createdSitting, examList } from '#sync/schema/teaching.ts';
import { issueTicket } from '#sync/ticket.ts';
import { readCalendar } from '#sync/testing/calendar.ts';
import { codeOf } from '../support/accounts.ts';
import { EdgeClient, signedIn } from '../support/edge-client.ts';
import type { DevicePapers } from '../support/edge-device.ts';
import { EdgeDevice, fetchContentKey, fetchPapersOf, openPapers } from '../support/edge-device.ts';
import { addStranger } from '../support/edge-sittings.ts';
import { grantOf } from '../support/grants.ts';
import { trueFalse } from '../support/items.ts';
import { startEdge, type EdgeStack } from '../support/edge-stack.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

let stack: EdgeStack;
let teacher: EdgeClient;
let student: EdgeClient;
let exam: string;
beforeAll(async () => {
	stack = await startEdge();
	await stack.database(async (query) => {
		await query(
			`with fresh as (
				insert into users (id, institution_id, email, name, roles, email_verified_at)
				select gen_random_uuid(), institution_id, 'late' || n || '@demo.test', 'Late Comer ' || n, roles, now()
				from users, generate_series(1, 3) n where email = 'student1@demo.test' returning id, institution_id, name
			), passwords as (
				insert into user_passwords (user_id, hash) select fresh.id, p.hash from fresh, (select hash from user_passwords limit 1) p
			)
			insert into student_profiles (user_id, institution_id, enrolment_id, cohort)
			select id, institution_id, 'N' || right(name, 1), '10b' from fresh`
		);
		await addStranger(query, 'far@elsewhere.test', 'student');
	});
	teacher = await signedIn(stack.origin, 'teacher@demo.test');
	student = await signedIn(stack.origin, 'late1@demo.test');
	const post = async (path: string, body: object) =>
		(await teacher.ask('POST', path, { body })).body;
	const { ids } = bankAdded.parse(
		await post('/bank/items', {
			items: [trueFalse('Planned')],
			shared: false,
			skipKnown: false,
			from: 'test'
		})
	);
	exam = createdExam.parse(await post('/teacher/exams', { title: 'Planned', items: ids })).id;
	await post(`/teacher/exams/${exam}/publish`, {});
});
afterAll(() => stack.dispose());

const get = async (path: string) => (await teacher.ask('GET', path)).body;
const planOf = async (id: string) => sittingPlan.parse(await get(`/sittings/${id}/plan`));
async function schedule(more: object = {}): Promise<string> {
	const opensAt = Date.now() + HOUR;
	const body = {
		opensAt,
		closesAt: opensAt + 2 * HOUR,
		durationMs: HOUR,
		students: [],
		teachers: [],
		proctors: [],
		...more
	};
	const made = await teacher.ask('POST', `/teacher/exams/${exam}/sittings`, { body });
	if (made.status !== 201) throw new Error(JSON.stringify(made.body));
	return createdSitting.parse(made.body).id;
}
async function change(id: string, body: object) {
	const { revision } = await planOf(id);
	return teacher.ask('PATCH', `/sittings/${id}`, { body: { revision, ...body } });
}
const because = (answer: { body: unknown }) => problem.parse(answer.body).evidence?.['because'];
const attemptsOf = async (who: EdgeClient) =>
	attemptList.parse((await who.ask('GET', '/attempts')).body).attempts;

test('the demo’s own exam is scheduled again by its teacher, pictures and all', async () => {
	const { exams } = examList.parse(await get('/teacher/exams'));
	const demo = exams.find(({ title }) => title.startsWith('Reading the world'))?.id ?? '';
	const opensAt = Date.now() + HOUR;
	const made = await teacher.ask('POST', `/teacher/exams/${demo}/sittings`, {
		body: {
			...{ opensAt, closesAt: opensAt + HOUR, durationMs: HOUR },
			...{ students: ['student1@demo.test'], teachers: [], proctors: [] }
		}
	});
	expect([made.status, made.body]).toEqual([201, expect.anything()]);
});

test('what the law of the institution’s country forbids is neither scheduled nor put into a plan', async () => {
	const policy = { ...policyPresets.supervised, analyses: ['arousal'] };
	const opensAt = Date.now() + HOUR;
	const times = { opensAt, closesAt: opensAt + HOUR, durationMs: HOUR };
	const body = { ...times, students: [], teachers: [], proctors: [], policy };
	const admin = await signedIn(stack.origin, 'admin@demo.test');
	const settle = async (jurisdiction: string) => {
		const settled = await admin.ask('PATCH', '/admin/settings', { body: { jurisdiction } });
		expect(settled.status).toBe(200);
	};
	const lawful = await schedule();
	for (const [country, why] of [
		['', 'arousal_country_unknown'],
		['FR', 'arousal_in_eea'],
		['NO', 'arousal_in_eea']
	] as const) {
		await settle(country);
		expect(lawHere.parse(await get('/teacher/law'))).toEqual({ arousal: why });
		const made = await teacher.ask('POST', `/teacher/exams/${exam}/sittings`, { body });
		expect([codeOf(made), because(made)]).toEqual(['not_lawful_here', why]);
		const changed = await change(lawful, { policy });
		expect([codeOf(changed), because(changed)]).toEqual(['not_lawful_here', why]);
	}
	await settle('IN');
	expect(lawHere.parse(await get('/teacher/law'))).toEqual({ arousal: null });
	expect((await planOf(await schedule({ policy }))).policy.analyses).toEqual(['arousal']);
	expect((await change(lawful, { policy })).status).toBe(200);
	await settle('');
});

describe('the roster', () => {
	test('a list is looked up: found, on it, unknown, no student; and nothing else is said', async () => {
		const id = await schedule({ students: ['student1@demo.test'] });
		const lines = [
			{ email: 'STUDENT1@demo.test' },
			{ enrolmentId: 'N2' },
			{ email: 'nobody@demo.test' },
			{ email: 'proctor@demo.test' },
			{ email: 'far@elsewhere.test' }
		];
		const answer = await teacher.ask('POST', '/teacher/roster/check', {
			body: { lines, sitting: id }
		});
		expect(answer.body).toEqual({
			lines: ['enrolled', 'found', 'unknown', 'not_a_student', 'unknown']
		});
		expect(JSON.stringify(rosterChecked.parse(answer.body))).not.toMatch(/Late|Comer/);
	});

	test('cohorts are listed by name and size, and one is put on the roster as a group', async () => {
		const { cohorts } = cohortList.parse(await get('/teacher/cohorts'));
		expect(cohorts).toContainEqual({ name: '10b', students: 3 });
		const id = await schedule({ roster: { cohorts: ['10b'] } });
		const { roster } = await planOf(id);
		expect(roster.map(({ name, group }) => [name, group])).toEqual(
			[1, 2, 3].map((n) => [`Late Comer ${n}`, '10b'])
		);
	});

	test('a newcomer stands in the hall at once and has the exam; whoever is on it stays as they are', async () => {
		const id = await schedule({ students: ['student1@demo.test'] });
		await get(`/sittings/${id}`);
		const add = async () =>
			rosterAdded.parse(
				(
					await teacher.ask('POST', `/sittings/${id}/roster`, {
						body: { lines: [{ enrolmentId: 'N1', group: 'A' }, { email: 'x@demo.test' }] }
					})
				).body
			);
		expect(await add()).toEqual({ added: 1, already: 0, unknown: ['x@demo.test'] });
		expect(await add()).toEqual({ added: 0, already: 1, unknown: ['x@demo.test'] });
		const { rows } = sittingDetail.parse(await get(`/sittings/${id}`));
		expect(rows.map(({ studentName }) => studentName)).toContain('Late Comer 1');
		expect((await attemptsOf(student)).map(({ sitting }) => sitting)).toContain(id);
	});

	test('taken off, an attempt that never began ends, and comes back when they are put on again', async () => {
		const id = await schedule({ students: ['late1@demo.test'] });
		const attempt = (await planOf(id)).roster[0]?.attempt ?? '';
		const removed = await teacher.ask('POST', `/sittings/${id}/roster/remove`, {
			body: { attempts: [attempt] }
		});
		expect(removed.body).toEqual({ withdrawn: [attempt], begun: [] });
		const refused = await student.ask('POST', `/attempts/${attempt}/ticket`, {
			body: { deviceKey: 'A'.repeat(87) }
		});
		expect(codeOf(refused)).toBe('attempt_ended');
		const again = { body: { lines: [{ email: 'late1@demo.test' }] } };
		expect((await teacher.ask('POST', `/sittings/${id}/roster`, again)).body).toMatchObject({
			added: 1
		});
		expect((await planOf(id)).roster).toMatchObject([{ attempt, state: 'assigned' }]);
	});

	test('attack: whoever has begun cannot be taken off, not even in the moment before Postgres knows', async () => {
		const id = await schedule({ opensAt: Date.now() - MINUTE, students: ['late2@demo.test'] });
		const papers = await fetchPapersOf(stack.origin, 'late2@demo.test', id);
		const device = EdgeDevice.create(papers).connect();
		await device.open();
		const { seq } = await device.write({
			kind: 'response',
			data: { item: 'item-1', value: { type: 'true_false', value: true } }
		});
		await device.untilReceipted(seq);
		const { id: attempt } = papers.attempt;
		const answer = await teacher.ask('POST', `/sittings/${id}/roster/remove`, {
			body: { attempts: [attempt] }
		});
		expect(answer.body).toEqual({ withdrawn: [], begun: [attempt] });
		device.disconnect();
	});

	test('what somebody wrote without a network before they were taken off is kept, and waits for a person', async () => {
		const id = await schedule({ opensAt: Date.now() - MINUTE, students: ['late3@demo.test'] });
		const papers = await fetchPapersOf(stack.origin, 'late3@demo.test', id);
		const { id: attempt } = papers.attempt;
		await teacher.ask('POST', `/sittings/${id}/roster/remove`, { body: { attempts: [attempt] } });
		const device = EdgeDevice.create(papers).connect();
		await device.open();
		const { seq } = await device.write({ kind: 'submit', data: { total: 0, by: 'student' } });
		await device.untilReceipted(seq);
		device.disconnect();
		await expect
			.poll(async () => (await planOf(id)).roster[0]?.state, { timeout: 15_000 })
			.toBe('held');
	});
});

describe('the link', () => {
	const join = (who: EdgeClient, token: string) =>
		who.ask('POST', '/student/join', { body: { token } });
	const linkOf = async (id: string) =>
		joinLink.parse((await teacher.ask('POST', `/sittings/${id}/link`, { body: {} })).body).token;

	test('whoever of the students opens it is on the roster, once, and gets no key before the sitting opens', async () => {
		const id = await schedule();
		const token = await linkOf(id);
		const first = joined.parse((await join(student, token)).body);
		expect(first.already).toBe(false);
		expect(joined.parse((await join(student, token)).body)).toEqual({ ...first, already: true });
		const papers = await openPapers(
			student,
			(await attemptsOf(student)).find((one) => one.id === first.attempt)
		);
		const key = await student.ask('POST', `/attempts/${first.attempt}/key`, {
			body: { ticket: papers.signed }
		});
		expect(codeOf(key)).toBe('not_open_yet');
		const { rows } = sittingDetail.parse(await get(`/sittings/${id}`));
		expect(rows.map(({ studentName }) => studentName)).toEqual(['Late Comer 1']);
	});

	test('tells whoever has it which exam it is to, and nothing once it opens nothing', async () => {
		const id = await schedule();
		const old = await linkOf(id);
		const token = await linkOf(id);
		const nobody = new EdgeClient(stack.origin);
		const read = (which: string) =>
			nobody.ask('POST', '/student/join/read', { body: { token: which } });
		const { title, opensAt, closesAt, durationMs } = await planOf(id);
		expect(linkedSitting.parse((await read(token)).body)).toEqual({
			title,
			institution: 'Demo School',
			teacher: 'Demo Teacher',
			opensAt,
			closesAt,
			durationMs
		});
		const refused = [await read(old), await read(`${token}x`)];
		await teacher.ask('DELETE', `/sittings/${id}/link`);
		refused.push(await read(token));
		const over = await schedule();
		const late = await linkOf(over);
		await stack.database((query) =>
			query(
				"update sittings set opens_at = now() - interval '2 hours', closes_at = now() - interval '1 hour' where id = $1",
				[over]
			)
		);
		refused.push(await read(late));
		expect(refused.map(codeOf)).toEqual(Array(4).fill('link_invalid'));
		expect(JSON.stringify(refused)).not.toContain(title);
	});

	test('attack: read by somebody of another institution, or asked for again and again from one address', async () => {
		const token = await linkOf(await schedule());
		const far = await signedIn(stack.origin, 'far@elsewhere.test');
		const read = (by: EdgeClient, which: string, address: string) =>
			by.ask('POST', '/student/join/read', {
				body: { token: which },
				headers: { 'CF-Connecting-IP': address }
			});
		expect(codeOf(await read(far, token, '192.0.2.7'))).toBe('link_invalid');
		const nobody = new EdgeClient(stack.origin);
		const guesses = Array.from({ length: 100 }, (_, n) =>
			read(nobody, `${token}${n}`, '192.0.2.8')
		);
		expect(new Set((await Promise.all(guesses)).map(codeOf))).toEqual(new Set(['link_invalid']));
		expect(codeOf(await read(nobody, token, '192.0.2.8'))).toBe('too_many_requests');
		expect((await read(nobody, token, '192.0.2.9')).status).toBe(200);
	});

	test('attack: of another institution, with an old token, after it was closed, or after being taken off', async () => {
		const id = await schedule();
		const old = await linkOf(id);
		const token = await linkOf(id);
		const far = await signedIn(stack.origin, 'far@elsewhere.test');
		const two = await signedIn(stack.origin, 'late2@demo.test');
		expect(codeOf(await join(far, token))).toBe('link_invalid');
		expect(codeOf(await join(two, old))).toBe('link_invalid');
		const { attempt } = joined.parse((await join(two, token)).body);
		await teacher.ask('POST', `/sittings/${id}/roster/remove`, { body: { attempts: [attempt] } });
		expect(codeOf(await join(two, token))).toBe('link_invalid');
		await teacher.ask('DELETE', `/sittings/${id}/link`);
		expect(codeOf(await join(student, token))).toBe('link_invalid');
		expect((await planOf(id)).link).toBeNull();
	});

	test('attack: guessing links is slowed down, and the token is nowhere in the database', async () => {
		const id = await schedule();
		const token = await linkOf(id);
		const guesser = await signedIn(stack.origin, 'late3@demo.test');
		const codes: string[] = [];
		for (let tried = 0; tried < 7; tried++)
			codes.push(codeOf(await join(guesser, `${'A'.repeat(40)}${tried}`)) ?? '');
		expect(codes).toContain('too_many_requests');
		const hits = await stack.database((query) =>
			query("select 1 from join_links l where l::text like '%' || $1 || '%'", [token])
		);
		expect(hits).toEqual([]);
	});
});

describe('changing it', () => {
	test('before it begins all of it can be changed, once for each look at it', async () => {
		const id = await schedule({ students: ['late1@demo.test'] });
		const before = await planOf(id);
		const body = {
			durationMs: 30 * MINUTE,
			timeZone: 'Asia/Kolkata',
			policy: policyPresets.strict,
			rehearsal: true
		};
		const changed = sittingPlan.parse((await change(id, body)).body);
		expect(changed).toMatchObject({ ...body, revision: before.revision + 1, standing: 'before' });
		const stale = await teacher.ask('PATCH', `/sittings/${id}`, {
			body: { revision: before.revision, title: 'Lost' }
		});
		expect([stale.status, because(stale)]).toEqual([409, 'changed_meanwhile']);
		const summary = (await attemptsOf(student)).find(({ sitting }) => sitting === id);
		expect(summary).toMatchObject({
			revision: changed.revision,
			rehearsal: true,
			durationMs: 30 * MINUTE
		});
		expect((await change(id, { timeZone: 'Nowhere/Town' })).status).toBe(400);
		expect(because(await change(id, { closesAt: before.opensAt }))).toBe('backwards');
	});

	test('once it is open only the end moves, and only to later; when it is over nothing does', async () => {
		const id = await schedule({ opensAt: Date.now() - MINUTE });
		const { closesAt, opensAt } = await planOf(id);
		for (const body of [
			{ closesAt: closesAt - MINUTE },
			{ opensAt: opensAt + MINUTE },
			{ durationMs: HOUR / 2 },
			{ policy: policyPresets.quiet },
			{ closesAt: closesAt + MINUTE, title: 'Another' }
		])
			expect([body, because(await change(id, body))]).toEqual([body, 'has_begun']);
		expect((await change(id, { closesAt: closesAt + MINUTE, reminders: false })).status).toBe(200);
		await stack.database((query) =>
			query(
				"update sittings set opens_at = now() - interval '2 hours', closes_at = now() - interval '1 hour' where id = $1",
				[id]
			)
		);
		expect(because(await change(id, { closesAt: Date.now() + HOUR }))).toBe('is_over');
	});

	test('while somebody writes the end stays, because their device would not hear of it; more time for all reaches them', async () => {
		const id = await schedule({
			opensAt: Date.now() - MINUTE,
			students: ['late1@demo.test']
		});
		const { closesAt } = await planOf(id);
		const device = EdgeDevice.create(await fetchPapersOf(stack.origin, 'late1@demo.test', id));
		device.connect();
		await device.open();
		await device.untilReceipted(0);
		const state = async () => (await planOf(id)).roster[0]?.state;
		await expect.poll(state, { timeout: 20_000 }).toBe('in_progress');
		const later = { closesAt: closesAt + HOUR };
		expect(because(await change(id, later))).toBe('being_written');
		expect((await change(id, { reminders: false })).status).toBe(200);
		expect((await planOf(id)).closesAt).toBe(closesAt);
		const act = { act: 'extend', addMs: HOUR };
		const body = { id: crypto.randomUUID(), to: 'all', act };
		expect((await teacher.ask('POST', `/sittings/${id}/control`, { body })).status).toBe(200);
		await expect.poll(() => device.heard.map(({ kind }) => kind)).toEqual(['extend']);
		const { seq } = await device.write({ kind: 'submit', data: { total: 1, by: 'student' } });
		await device.untilReceipted(seq);
		device.disconnect();
		await expect.poll(state, { timeout: 20_000 }).toBe('accepted');
		expect((await change(id, later)).status).toBe(200);
	});

	/** As the edge signed it when the sitting was still planned so. */
	const issuedBefore = async (papers: DevicePapers, terms: Partial<Ticket>) =>
		issueTicket({ ...papers.ticket, ...terms }, await stack.signer());
	const find = async (id: string) =>
		(await attemptsOf(student)).find(({ sitting }) => sitting === id);
	const askKey = (attempt: string, ticket: Signed) =>
		student.ask('POST', `/attempts/${attempt}/key`, { body: { ticket } });

	test('attack: a ticket that says the sitting is open gets no key once it was moved to later', async () => {
		const id = await schedule({ students: ['late1@demo.test'] });
		const papers = await openPapers(student, await find(id));
		expect((await change(id, { opensAt: Date.now() + 90 * MINUTE })).status).toBe(200);
		const early = await issuedBefore(papers, { opensAt: Date.now() - MINUTE });
		expect(codeOf(await askKey(papers.attempt.id, early))).toBe('not_open_yet');
		const started = await student.ask('POST', `/student/exams/${id}/start`, {
			body: { deviceKey: papers.ticket.deviceKey }
		});
		expect(started.body).toMatchObject({ contentKey: null });
	});

	test('attack: with a ticket from before a change nobody keeps its time or its policy; a new one opens', async () => {
		const id = await schedule({ opensAt: Date.now() - MINUTE, students: ['late1@demo.test'] });
		const papers = await openPapers(student, await find(id));
		for (const terms of [{ durationMs: 2 * HOUR }, { policy: policyPresets.quiet }]) {
			const old = await askKey(papers.attempt.id, await issuedBefore(papers, terms));
			expect([old.status, because(old)]).toEqual([409, 'ticket_changed']);
		}
		expect(await fetchContentKey(papers)).toHaveLength(43);
	});

	test('moved or made shorter, the next ticket says so', async () => {
		const id = await schedule({ students: ['late1@demo.test'] });
		const opensAt = Date.now() + 30 * MINUTE;
		await change(id, { opensAt, durationMs: 10 * MINUTE, policy: policyPresets.strict });
		const { ticket } = await openPapers(student, await find(id));
		expect(ticket).toMatchObject({
			opensAt,
			durationMs: 10 * MINUTE,
			policy: policyPresets.strict
		});
	});

	test('a staggered class: each ticket has its own beginning, nobody gets the key before theirs', async () => {
		const opensAt = Date.now() - MINUTE;
		const id = await schedule({
			opensAt,
			roster: {
				lines: [
					{ enrolmentId: 'N1', group: 'B' },
					{ enrolmentId: 'N2', group: 'A' }
				]
			},
			stagger: { kind: 'groups', everyMs: 20 * MINUTE, groups: ['A', 'B'] }
		});
		const starts = Object.fromEntries(
			(await planOf(id)).roster.map((row) => [row.group, row.opensAt])
		);
		expect(starts).toEqual({ A: null, B: opensAt + 20 * MINUTE });
		const summary = (await attemptsOf(student)).find(({ sitting }) => sitting === id);
		const papers = await openPapers(student, summary);
		expect(papers.ticket.opensAt).toBe(opensAt + 20 * MINUTE);
		const key = await student.ask('POST', `/attempts/${papers.attempt.id}/key`, {
			body: { ticket: papers.signed }
		});
		expect(codeOf(key)).toBe('not_open_yet');
	});

	test('what was granted to a student moves the beginning that the stagger gave them, in the ticket and in the calendar', async () => {
		const opensAt = Date.UTC(2040, 0, 1, 8);
		const id = await schedule({
			opensAt,
			closesAt: opensAt + 3 * HOUR,
			durationMs: HOUR,
			roster: { lines: [{ enrolmentId: 'N3', group: 'B' }] },
			stagger: { kind: 'groups', everyMs: 20 * MINUTE, groups: ['A', 'B'] }
		});
		const other = await signedIn(stack.origin, 'late3@demo.test');
		const own = async () => (await attemptsOf(other)).find(({ sitting }) => sitting === id);
		const before = await own();
		expect(before?.opensAt).toBe(opensAt + 20 * MINUTE);
		const admin = await signedIn(stack.origin, 'admin@demo.test');
		const [row] = await stack.database((query) =>
			query('select student_id from exam_attempts where id = $1', [before?.id])
		);
		const grants = `/admin/users/${String(row?.['student_id'])}/accommodations`;
		const body = grantOf({ opensMinutes: 15, extraMinutes: 30 });
		const made = accommodationMade.parse((await admin.ask('POST', grants, { body })).body);
		const calendar = async () => {
			const headers = { cookie: other.cookie, 'accept-language': 'en' };
			const answer = await fetch(`${stack.origin}/api/v1/sittings/${id}/calendar`, { headers });
			return readCalendar(await answer.text());
		};
		const { ticket } = await openPapers(other, await own());
		expect([ticket.opensAt, ticket.durationMs]).toEqual([opensAt + 35 * MINUTE, 1.5 * HOUR]);
		const granted = await calendar();
		expect(granted).toMatchObject({
			DTSTART: '20400101T083500Z',
			DTEND: '20400101T113000Z',
			SEQUENCE: '1'
		});
		expect(granted['DESCRIPTION']).toContain('90 minutes');
		await admin.ask('POST', `${grants}/${made.id}/end`, { body: {} });
		expect((await own())?.opensAt).toBe(opensAt + 20 * MINUTE);
		expect(await calendar()).toMatchObject({
			DTSTART: '20400101T082000Z',
			DTEND: '20400101T110000Z',
			SEQUENCE: '2'
		});
	});

	test('when the window moves, what the stagger set moves along, and what somebody was given stays', async () => {
		const opensAt = Date.now() + HOUR;
		const id = await schedule({
			opensAt,
			closesAt: opensAt + 3 * HOUR,
			roster: {
				lines: [
					{ enrolmentId: 'N1', group: 'B' },
					{ enrolmentId: 'N2', group: 'B' }
				]
			},
			stagger: { kind: 'groups', everyMs: 20 * MINUTE, groups: ['A', 'B'] }
		});
		const own = opensAt + 45 * MINUTE;
		const [, given] = (await planOf(id)).roster;
		await stack.database((query) =>
			query('update exam_attempts set opens_at = to_timestamp($2::float8 / 1000) where id = $1', [
				given?.attempt,
				own
			])
		);
		await change(id, { opensAt: opensAt + 10 * MINUTE });
		expect((await planOf(id)).roster.map((row) => row.opensAt)).toEqual([
			opensAt + 30 * MINUTE,
			own
		]);
		await change(id, { stagger: null });
		expect((await planOf(id)).roster.map((row) => row.opensAt)).toEqual([null, own]);
	});

	test('a rehearsal is never released, whoever asks', async () => {
		const id = await schedule({ rehearsal: true, students: ['late1@demo.test'] });
		const real = await schedule({ students: ['late1@demo.test'] });
		const release = "update exam_attempts set state = 'released' where sitting_id = $1";
		await stack.database(async (query) => {
			await expect(query(release, [id])).rejects.toThrow(/rehearsal/);
			await query(release, [real]);
		});
	});
});

test('as a calendar file: a student’s own beginning, one event that grows with each change, and nobody else’s', async () => {
	const opensAt = Date.UTC(2040, 0, 1, 8);
	const id = await schedule({
		title: 'Light; part 1',
		opensAt,
		closesAt: opensAt + 3 * HOUR,
		roster: { lines: [{ enrolmentId: 'N1', group: 'B' }] },
		stagger: { kind: 'groups', everyMs: 20 * MINUTE, groups: ['A', 'B'] }
	});
	const fileFor = async (who: EdgeClient) => {
		const answer = await fetch(`${stack.origin}/api/v1/sittings/${id}/calendar`, {
			headers: { cookie: who.cookie }
		});
		return { status: answer.status, event: readCalendar(await answer.text()) };
	};
	const own = await fileFor(student);
	expect(own.event).toMatchObject({
		SUMMARY: 'Light; part 1',
		DTSTART: '20400101T082000Z',
		DTEND: '20400101T110000Z',
		SEQUENCE: '0'
	});
	expect((await fileFor(teacher)).event).toMatchObject({
		DTSTART: '20400101T080000Z',
		UID: own.event['UID']
	});
	await change(id, { opensAt: opensAt + HOUR });
	expect((await fileFor(student)).event).toMatchObject({
		UID: own.event['UID'],
		DTSTART: '20400101T092000Z',
		SEQUENCE: '1'
	});
	const [attempt] = (await planOf(id)).roster;
	await teacher.ask('POST', `/sittings/${id}/roster/remove`, {
		body: { attempts: [attempt?.attempt] }
	});
	expect((await fileFor(student)).status).toBe(404);
});

describe('its staff', () => {
	test('a proctor is added and removed by address, and the last teacher stays', async () => {
		const id = await schedule();
		const path = `/sittings/${id}/staff`;
		const add = (email: string, role: string) =>
			teacher.ask('POST', path, { body: { email, role } });
		const proctor = await signedIn(stack.origin, 'proctor@demo.test');
		expect((await proctor.ask('GET', `/sittings/${id}`)).status).toBe(404);
		const { staff } = sittingPlan.parse((await add('Proctor@demo.test', 'proctor')).body);
		expect(staff.map(({ role }) => role)).toEqual(['teacher', 'proctor']);
		expect((await proctor.ask('GET', `/sittings/${id}`)).status).toBe(200);
		expect((await proctor.ask('GET', `/sittings/${id}/plan`)).status).toBe(404);
		expect((await add('student1@demo.test', 'proctor')).status).toBe(404);
		const remove = (at: number) => {
			const { person, role } = staff[at] ?? {};
			return teacher.ask('POST', `${path}/remove`, { body: { person, role } });
		};
		expect((await remove(1)).status).toBe(200);
		expect((await proctor.ask('GET', `/sittings/${id}`)).status).toBe(404);
		expect(because(await remove(0))).toBe('last_teacher');
	});
});

test('in the database: another teacher reads and changes nothing of it, and a student no link and no group', async () => {
	const id = await schedule({ roster: { lines: [{ enrolmentId: 'N1', group: 'A' }] } });
	await teacher.ask('POST', `/sittings/${id}/link`);
	await stack.database(async (query) => {
		const [row] = await query(
			"select id, institution_id from users where email = 'late1@demo.test'"
		);
		const as = async (roles: string) => {
			await query('begin');
			await query('set local role invigil_edge');
			await query(
				"select set_config('invigil.person', $1, true), set_config('invigil.institution', $2, true), set_config('invigil.roles', $3, true)",
				[row?.['id'], row?.['institution_id'], roles]
			);
		};
		for (const roles of ['student', 'teacher', 'proctor']) {
			await as(roles);
			for (const table of ['join_links', 'roster_groups', 'sitting_secrets'])
				expect([roles, table, await query(`select 1 from ${table}`)]).toEqual([roles, table, []]);
			expect(await query('select * from roster_of_sitting($1)', [id])).toEqual([]);
			expect(await query('select * from staff_of_sitting($1)', [id])).toEqual([]);
			expect(
				await query("update sittings set title = 'x' where id = $1 returning id", [id])
			).toEqual([]);
			if (roles !== 'teacher') expect(await query('select * from list_cohorts()')).toEqual([]);
			await query('rollback');
			for (const call of [
				`select * from add_to_roster('${id}', '{}', '{}', '{}', 200)`,
				`select withdraw_attempts('${id}', '{}')`,
				`select set_attempt_starts('${id}', '{}', '{}')`,
				`select add_sitting_staff('${id}', 'late1@demo.test', 'student')`
			]) {
				await as(roles);
				await expect(query(call), call).rejects.toThrow(/not a sitting of theirs/);
				await query('rollback');
			}
		}
	});
});

test('all of it is in the audit log', async () => {
	const rows = await stack.database((query) => query('select distinct action from audit_logs'));
	const actions = rows.map(({ action }) => String(action));
	for (const action of [
		'sitting_changed',
		'sitting_staff_changed',
		'roster_checked',
		'roster_added',
		'roster_removed',
		'join_link_made',
		'join_link_closed',
		'sitting_joined'
	])
		expect(actions).toContain(action);
});
