/** Tickets and content keys: who gets them, when, and what a wrong one is told. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { toBase64url } from '#sync/bytes.ts';
import { attemptList, ticketAnswer } from '#sync/schema/api.ts';
import type { Signed } from '#sync/schema/signed.ts';
import type { Ticket } from '#sync/schema/ticket.ts';
import { makeEdge } from '#sync/testing/fixture.ts';
import { issueTicket, openTicket } from '#sync/ticket.ts';
import type { EdgeClient } from '../support/edge-client.ts';
import { EdgeDevice, fetchContentKey, fetchPapers, newDeviceKey } from '../support/edge-device.ts';
import type { DevicePapers } from '../support/edge-device.ts';
import { copySitting } from '../support/edge-sittings.ts';
import { RawSocket } from '../support/edge-socket.ts';
import { startEdge, type EdgeStack } from '../support/edge-stack.ts';

let stack: EdgeStack;
let early: string;
let late: string;
let one: DevicePapers;
let two: DevicePapers;
beforeAll(async () => {
	stack = await startEdge();
	await stack.database(async (query) => {
		early = await copySitting(query, { opens: 60, closes: 600 });
		late = await copySitting(query, { opens: -600, closes: -60 });
	});
	one = await fetchPapers(stack.origin, 'student1@demo.test');
	two = await fetchPapers(stack.origin, 'student2@demo.test');
});
afterAll(() => stack.dispose());

const askKey = (client: EdgeClient, attempt: string, ticket: Signed) =>
	client.ask('POST', `/attempts/${attempt}/key`, { body: { ticket } });
const askTicket = async (client: EdgeClient, attempt: string) =>
	client.ask('POST', `/attempts/${attempt}/ticket`, {
		body: { deviceKey: toBase64url((await newDeviceKey()).raw) }
	});

async function attemptIn(sitting: string): Promise<string> {
	const { attempts } = attemptList.parse((await one.client.ask('GET', '/attempts')).body);
	return attempts.find((attempt) => attempt.sitting === sitting)?.id ?? '';
}

test('a ticket is the edge’s word for this device, and the key comes while the sitting is open', async () => {
	expect(one.ticket.deviceKey).toBe(toBase64url(one.key.raw));
	expect(one.ticket.previous).toBeUndefined();
	expect(await fetchContentKey(one)).toHaveLength(43);
	const { attempts } = attemptList.parse((await one.client.ask('GET', '/attempts')).body);
	expect(attempts.find(({ id }) => id === one.attempt.id)?.state).toBe('ready');
});

test('before the opening there is a ticket and no key; after the closing there is no key', async () => {
	const attempt = await attemptIn(early);
	const { signed } = ticketAnswer.parse((await askTicket(one.client, attempt)).body);
	const refused = await askKey(one.client, attempt, signed);
	expect(refused.status).toBe(409);
	expect(refused.body).toMatchObject({ code: 'not_open_yet' });
	const { evidence } = refused.body as { evidence: { opensAt: number; now: number } };
	expect(evidence.opensAt).toBeGreaterThan(evidence.now);

	const over = await attemptIn(late);
	const old = ticketAnswer.parse((await askTicket(one.client, over)).body).signed;
	expect((await askKey(one.client, over, old)).body).toMatchObject({ code: 'closed' });
});

test('a window of somebody’s own is in their ticket, and theirs alone says when they get the key', async () => {
	const attempt = await attemptIn(early);
	const own = (minutes: number | null) =>
		stack.database((query) =>
			query(
				"update exam_attempts set opens_at = now() + $2 * interval '1 minute', closes_at = now() + 700 * interval '1 minute' where id = $1",
				[attempt, minutes]
			)
		);
	await own(-5);
	const { signed } = ticketAnswer.parse((await askTicket(one.client, attempt)).body);
	const opened = await openTicket(signed, one.keys);
	if (!opened.ok) throw new Error('the ticket does not hold');
	expect(opened.ticket.closesAt - opened.ticket.opensAt).toBe(705 * 60_000);
	expect((await askKey(one.client, attempt, signed)).status).toBe(200);
	// The ticket says that it is open; the edge looks at what holds now.
	await own(5);
	expect((await askKey(one.client, attempt, signed)).body).toMatchObject({ code: 'not_open_yet' });
	await stack.database((query) =>
		query('update exam_attempts set opens_at = null, closes_at = null where id = $1', [attempt])
	);
});

describe('attack: a ticket that does not hold', () => {
	const session = '11111111-2222-4333-8444-555555555555';
	const changed = async (more: Partial<Ticket>, edge = false) =>
		issueTicket(
			{ ...one.ticket, ...more },
			edge ? (await makeEdge()).signer : await stack.signer()
		);
	const hour = 3_600_000;

	async function wrongOnes(): Promise<Record<string, Signed>> {
		const [bytes, other] = [one.signed.bytes, two.signed];
		const flipped = `${bytes.slice(0, 40)}${bytes[40] === 'A' ? 'B' : 'A'}${bytes.slice(41)}`;
		const foreign = await changed({}, true);
		return {
			'another student’s': other,
			'signed by another key': foreign,
			'signed by another key under our key’s name': { ...foreign, key: one.signed.key },
			'with one character changed': { ...one.signed, bytes: flipped },
			'with the signature of another': { ...one.signed, signature: other.signature },
			'of another attempt': await changed({ attempt: two.ticket.attempt }),
			'expired and another student’s': await changed({
				student: two.ticket.student,
				expiresAt: Date.now() - hour
			})
		};
	}

	test('the key is refused with the same words for each, and only one’s own says that it is too old', async () => {
		const said = new Set<string>();
		for (const [index, [what, ticket]] of Object.entries(await wrongOnes()).entries()) {
			// Each from another address, because whoever goes on with tickets that do not hold has to wait.
			const headers = { 'CF-Connecting-IP': `192.0.2.${index + 1}` };
			const { status, body } = await one.client.ask('POST', `/attempts/${one.attempt.id}/key`, {
				body: { ticket },
				headers
			});
			expect([what, status, body]).toMatchObject([what, 401, { code: 'ticket_invalid' }]);
			said.add(JSON.stringify(body));
		}
		expect(said.size).toBe(1);
		const expired = await changed({ expiresAt: Date.now() - hour });
		expect(await askKey(one.client, one.attempt.id, expired)).toMatchObject({
			status: 401,
			body: { code: 'ticket_expired' }
		});
	});

	test('attack: trying key after key, each wrong one makes the next wait longer', async () => {
		const wrong = await changed({ attempt: two.ticket.attempt });
		const statuses: number[] = [];
		for (let n = 0; n < 6; n++)
			statuses.push((await askKey(two.client, two.attempt.id, wrong)).status);
		expect(statuses).toEqual([401, 401, 401, 401, 401, 429]);
	});

	test('a socket is refused with the same words for each, none at all included', async () => {
		const wrong = await wrongOnes();
		// A socket has no cookie: whose ticket it is, only its signatures tell.
		delete wrong['another student’s'];
		delete wrong['of another attempt'];
		delete wrong['expired and another student’s'];
		const offers: Record<string, Signed | string[]> = {
			...wrong,
			none: ['invigil.1'],
			garbage: ['invigil.1', 'ticket.0123456789abcdef.AAAA.AAAA'],
			'without our protocol': ['ticket.x']
		};
		const said = new Set<string>();
		for (const [what, ticket] of Object.entries(offers)) {
			const answer = await RawSocket.open(stack.origin, { room: one.ticket.room, session, ticket });
			expect([what, answer instanceof RawSocket ? 'open' : answer.status]).toEqual([what, 401]);
			if (!(answer instanceof RawSocket)) said.add(answer.body);
		}
		expect([...said].map((body) => (JSON.parse(body) as { code: string }).code)).toEqual([
			'ticket_invalid'
		]);
	});

	test('a good ticket opens its own room only, and no session of another student', async () => {
		const room = `${late}-0`;
		const elsewhere = await RawSocket.open(stack.origin, { room, session, ticket: one.signed });
		expect(elsewhere).toMatchObject({ status: 401 });
		const theirs = EdgeDevice.create(two).connect();
		await theirs.open();
		await theirs.untilReceipted(0);
		const to = { room: one.ticket.room, session: theirs.session, ticket: one.signed };
		expect(await RawSocket.open(stack.origin, to)).toMatchObject({ status: 401 });
		const { seq } = await theirs.write({
			kind: 'navigation',
			data: { item: 'a', action: 'visit' }
		});
		await theirs.untilReceipted(seq);
		theirs.disconnect();
	});
});

describe('a second device', () => {
	test('its ticket names what was receipted last, the first device brings its rest and is told to stop', async () => {
		const papers = await fetchPapers(stack.origin, 'student3@demo.test');
		const first = EdgeDevice.create(papers).connect();
		await first.open();
		const { seq } = await first.write({ kind: 'navigation', data: { item: 'a', action: 'visit' } });
		await first.untilReceipted(seq);

		const again = await fetchPapers(stack.origin, 'student3@demo.test');
		const { previous } = again.ticket;
		expect(previous?.session).toBe(first.session);
		expect(previous?.seq).toBeGreaterThanOrEqual(seq);

		const second = EdgeDevice.create(again).connect();
		await second.open();
		await second.untilReceipted(0);
		await expect.poll(() => first.refused[0]?.refusal.code, { timeout: 20_000 }).toBe('superseded');
		expect(first.receipted).toBe(first.log.nextSeq - 1);
		second.disconnect();
	});
});

test('after the hand-in there is no new ticket and no key', async () => {
	const device = EdgeDevice.create(one).connect();
	await device.open();
	const { seq } = await device.write({ kind: 'submit', data: { total: 1, by: 'student' } });
	await device.untilReceipted(seq);
	device.disconnect();
	await expect
		.poll(async () => (await askTicket(one.client, one.attempt.id)).body, { timeout: 10_000 })
		.toMatchObject({ code: 'attempt_ended' });
	expect((await askKey(one.client, one.attempt.id, one.signed)).status).toBe(409);
});

test('T3: an exam sat without a network that comes long after its ticket expired is taken in whole, and held', async () => {
	const day = 86_400_000;
	const now = Date.now();
	const old = {
		...two.ticket,
		issuedAt: now - 12 * day,
		opensAt: now - 11 * day,
		closesAt: now - 10 * day,
		expiresAt: now - 5 * day
	};
	const signed = await issueTicket(old, await stack.signer());
	const opened = await openTicket(signed, two.keys);
	if (!opened.ok) throw new Error(opened.refusal.code);
	const papers = { ...two, signed, ticket: opened.ticket, ticketHash: opened.hash };
	const device = EdgeDevice.create(papers, { now: () => Date.now() - 10.5 * day });
	await device.open();
	await device.write({
		kind: 'response',
		data: { item: 'a', value: { type: 'essay', text: 'Written in time.' } }
	});
	const { seq } = await device.write({ kind: 'submit', data: { total: 1, by: 'student' } });
	device.connect();
	await device.untilReceipted(seq);
	device.disconnect();
	const state = async () => {
		const { attempts } = attemptList.parse((await two.client.ask('GET', '/attempts')).body);
		return attempts.find(({ id }) => id === two.attempt.id)?.state;
	};
	await expect.poll(state, { timeout: 15_000 }).toBe('held');
	const [row] = await stack.database((query) =>
		query(
			`select a.timeliness -> 'reasons' as reasons, r.value from exam_attempts a
			join responses r on r.attempt_id = a.id where r.session_id = $1`,
			[device.session]
		)
	);
	expect(row).toMatchObject({
		reasons: expect.arrayContaining(['beyond_grace']),
		value: { text: 'Written in time.' }
	});
});

test('who got the key of an exam, and when, is in the audit log', async () => {
	const rows = await stack.database((query) =>
		query(
			"select actor_id, subject from audit_logs where action = 'start_key_given' and subject = $1",
			[one.attempt.id]
		)
	);
	expect(rows[0]).toEqual({ actor_id: one.ticket.student, subject: one.attempt.id });
});
