import { beforeAll, expect, test } from 'vitest';
import { toBase64url, utf8 } from './bytes.ts';
import { issueReceipt, openReceipt, receiptCode } from './receipt.ts';
import { BEGIN, makeEdge, makePapers } from './testing/fixture.ts';
import type { Papers } from './testing/fixture.ts';
import { openTicket, readTicketProtocol, ticketProtocol } from './ticket.ts';

let papers: Papers;
beforeAll(async () => {
	papers = await makePapers();
});

async function codeOf(signed: unknown, keys = [papers.edge.key], now?: number) {
	const opened = await openTicket(signed, keys, now);
	return opened.ok ? 'opened' : [opened.refusal.code, opened.refusal.evidence?.['because']];
}

test('T1: a ticket opens with the key that signed it', async () => {
	expect(await codeOf(papers.signed)).toBe('opened');
});

test('T1: another key, a changed byte, a swapped signature', async () => {
	const other = await makePapers();
	expect(await codeOf(other.signed)).toEqual(['ticket_invalid', 'key_wrong']);
	expect(await codeOf({ ...other.signed, key: papers.edge.key.id })).toEqual([
		'ticket_invalid',
		'wrong_signature'
	]);
	const bytes = papers.signed.bytes.replace(/^./, (first) => (first === 'e' ? 'f' : 'e'));
	expect(await codeOf({ ...papers.signed, bytes })).toEqual(['ticket_invalid', 'wrong_signature']);
	expect(await codeOf({ ...papers.signed, signature: other.signed.signature })).toEqual([
		'ticket_invalid',
		'wrong_signature'
	]);
});

test('T2: a key under another key’s id', async () => {
	const other = await makeEdge();
	const disguised = [{ id: papers.edge.key.id, publicKey: other.key.publicKey }];
	expect(await codeOf(papers.signed, disguised)).toEqual(['ticket_invalid', 'key_wrong']);
});

test('T2: another algorithm has no field to stand in', async () => {
	expect(await codeOf({ ...papers.signed, alg: 'none' })).toEqual(['ticket_invalid', 'malformed']);
	expect(await codeOf({ ...papers.signed, signature: '' })).toEqual([
		'ticket_invalid',
		'malformed'
	]);
});

test('T1: a receipt is no ticket and a ticket no receipt', async () => {
	const { attempt } = papers.ticket;
	const receipt = {
		version: 1 as const,
		attempt,
		session: papers.session,
		seq: 0,
		head: papers.state.head,
		at: BEGIN
	};
	const signed = await issueReceipt(receipt, papers.edge.signer);
	expect(await codeOf(signed)).toEqual(['ticket_invalid', 'wrong_signature']);
	expect((await openReceipt(papers.signed, [papers.edge.key])).ok).toBe(false);
	expect(await openReceipt(signed, [papers.edge.key])).toMatchObject({ ok: true, receipt });
});

test('T3: expiry is looked at only with a clock', async () => {
	const { expiresAt } = papers.ticket;
	expect(await codeOf(papers.signed, [papers.edge.key], expiresAt)).toBe('opened');
	expect(await codeOf(papers.signed, [papers.edge.key], expiresAt + 1)).toEqual([
		'ticket_expired',
		undefined
	]);
});

test('T4: the subprotocol gives the envelope back, and nothing else does', () => {
	const header = ticketProtocol(papers.signed).join(', ');
	expect(readTicketProtocol(header)).toEqual(papers.signed);
	// A token of RFC 9110: a browser throws on anything else.
	for (const name of ticketProtocol(papers.signed)) expect(name).toMatch(/^[\w.-]+$/);
	for (const wrong of [
		null,
		'',
		'invigil.1',
		header.replace('invigil.1, ', ''),
		`${header}.more`,
		header.replace('ticket.', 'ticket.x')
	])
		expect(readTicketProtocol(wrong)).toBeNull();
});

test('R7: the code is twelve symbols that follow from the bytes', () => {
	const signed = { ...papers.signed, bytes: toBase64url(utf8('{}')) };
	expect(receiptCode(signed)).toMatch(/^([0-9A-HJKMNP-TV-Z]{4}-){2}[0-9A-HJKMNP-TV-Z]{4}$/);
	expect(receiptCode(signed)).toBe(receiptCode({ ...signed }));
});
