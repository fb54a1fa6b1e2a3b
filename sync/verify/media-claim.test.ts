import { beforeAll, expect, test } from 'vitest';
import { utf8 } from '../bytes.ts';
import { issueFileReceipt } from '../file-receipt.ts';
import { sha256Hex } from '../hash.ts';
import type { Entry } from '../schema/entry.ts';
import type { BundleStills } from '../schema/stills.ts';
import type { Ticket } from '../schema/ticket.ts';
import { issueStillsDeleted } from '../stills-deleted.ts';
import { BEGIN, makeDevice, makeEdge, ticketFor, uuid, type Edge } from '../testing/fixture.ts';
import { detailWords } from './detail-words.ts';
import { mediaClaim } from './media-claim.ts';

const attempt = uuid(1);
let edge: Edge;
let ticket: Ticket;
/** The first moment at which they may be gone. */
let promised: number;
beforeAll(async () => {
	edge = await makeEdge();
	ticket = ticketFor(edge, await makeDevice(), { attempt });
	promised = ticket.closesAt + ticket.policy.retentionDays * 86_400_000;
});

const hash = (name: string) => sha256Hex(utf8(name));
const still = (seq: number, name: string, bytes = 10): Entry => ({
	seq,
	t: seq,
	wall: BEGIN,
	boot: 0,
	kind: 'media',
	data: {
		hash: hash(name),
		contentType: 'image/webp',
		bytes,
		observation: 0,
		moment: 'start'
	}
});
const receipt = (name: string, { by = edge, of = attempt, bytes = 10 } = {}) =>
	issueFileReceipt(
		{ version: 1, attempt: of, hash: hash(name), bytes, contentType: 'image/webp', at: BEGIN },
		by.signer
	);
const deletion = ({ by = edge, of = attempt, at = promised } = {}) =>
	issueStillsDeleted({ version: 1, attempt: of, stills: 1, at }, by.signer);
const read = (entries: Entry[]) => ({ ticket, entries, brokenBy: null });
const judged = (log: Entry[], stills?: BundleStills) =>
	mediaClaim({ attempt, ...(stills && { stills }) }, [edge.key], [read(log)]);

test('V14: where no still is named nothing is missing', async () => {
	expect(await judged([])).toMatchObject({ status: 'pass', detail: { files: 0 } });
});

test('V14: with a receipt for each it holds; one that has not arrived leaves it open', async () => {
	const log = [still(1, 'a'), still(2, 'b')];
	const [a, b] = [await receipt('a'), await receipt('b')];
	expect(await judged(log, { receipts: [a, b] })).toMatchObject({ status: 'pass' });
	expect(await judged(log, { receipts: [a] })).toMatchObject({
		status: 'not_provable',
		detail: { files: 2, missing: 1 }
	});
});

test('V14: absence that was promised is no fault, and is said', async () => {
	const made = await judged([still(1, 'a')], {
		receipts: [await receipt('a')],
		deleted: await deletion()
	});
	expect(made).toMatchObject({ status: 'pass', detail: { files: 1, deletedAt: promised } });
	expect(detailWords(made).join(', ')).toBe(
		`files 1, deleted as promised on ${new Date(promised).toISOString()}`
	);
});

test('attack: a deletion of another edge or another attempt, or a receipt that does not fit, fails', async () => {
	const log = [still(1, 'a')];
	const stranger = await makeEdge();
	for (const deleted of [await deletion({ by: stranger }), await deletion({ of: uuid(9) })])
		expect(await judged(log, { receipts: [], deleted })).toMatchObject({ status: 'fail' });
	for (const wrong of [
		await receipt('a', { by: stranger }),
		await receipt('a', { of: uuid(9) }),
		await receipt('a', { bytes: 11 })
	])
		expect(await judged(log, { receipts: [wrong] })).toMatchObject({ status: 'fail' });
});

test('V14: a deletion before the day that the latest ticket promises is none that was promised', async () => {
	const stills = { receipts: [await receipt('a')], deleted: await deletion({ at: promised - 1 }) };
	expect(await judged([still(1, 'a')], stills)).toMatchObject({
		status: 'fail',
		detail: { because: 'too_early', goneAt: promised - 1, promisedAt: promised }
	});
	const later = { ...ticket, closesAt: ticket.closesAt + 1 };
	const onTime = { receipts: [await receipt('a')], deleted: await deletion() };
	const two = [read([still(1, 'a')]), { ...read([]), ticket: later }];
	expect(await mediaClaim({ attempt, stills: onTime }, [edge.key], two)).toMatchObject({
		status: 'fail',
		detail: { because: 'too_early', promisedAt: promised + 1 }
	});
});

test('V14: what never arrived was not deleted either, and is counted', async () => {
	const stills = { receipts: [await receipt('a')], deleted: await deletion() };
	expect(await judged([still(1, 'a'), still(2, 'b')], stills)).toMatchObject({
		status: 'not_provable',
		detail: { files: 2, missing: 1, deletedAt: promised }
	});
});

test('V14: where a log could not be read whole, or was erased, nobody knows what else was named', async () => {
	const whole = read([still(1, 'a')]);
	const stills = { receipts: [await receipt('a')] };
	for (const brokenBy of ['chain_unbroken', 'ticket_signed'] as const) {
		const sessions = [whole, { ticket: null, entries: [], brokenBy }];
		expect(await mediaClaim({ attempt, stills }, [edge.key], sessions)).toMatchObject({
			status: 'not_provable',
			follows: brokenBy
		});
	}
	expect(await mediaClaim({ attempt, stills, erased: [] }, [edge.key], [whole])).toMatchObject({
		status: 'not_provable',
		detail: { files: 1, because: 'erased' }
	});
});

test('V14: named twice, the first counts', async () => {
	const stills = { receipts: [await receipt('a')] };
	expect(await judged([still(1, 'a'), still(2, 'a', 11)], stills)).toMatchObject({
		status: 'pass'
	});
	expect(await judged([still(1, 'a', 11), still(2, 'a')], stills)).toMatchObject({
		status: 'fail',
		detail: { because: 'other_still' }
	});
});
