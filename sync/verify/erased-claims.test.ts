import { beforeAll, expect, test } from 'vitest';
import { toErasedSession } from '../bundle.ts';
import { decodeControlEntry } from '../entry.ts';
import type { Bundle, ErasedSession } from '../schema/bundle.ts';
import { SEGMENT_HEADER_BYTES, decodeSegment } from '../segment.ts';
import { bundleOf, makeDesk, tellWhole } from '../testing/story.ts';
import type { Desk } from '../testing/story.ts';
import { exitCode, reportLines } from './report.ts';
import type { ClaimId, Verdict } from './verdict.ts';
import { verifyBundle } from './verify-bundle.ts';

const AT = 1_760_000_000_000;
let desk: Desk;
let erased: ErasedSession;

beforeAll(async () => {
	desk = await makeDesk();
	await tellWhole(desk);
	const receipts = desk.room.control.flatMap((bytes) => {
		const decoded = decodeSegment(bytes);
		const entries = decoded.ok ? decoded.segment.entries.map(decodeControlEntry) : [];
		return entries.flatMap((read) =>
			read.ok && read.entry.kind === 'receipt' ? [read.entry.data.receipt] : []
		);
	});
	const headers = desk.room.log.map((bytes) => bytes.slice(0, SEGMENT_HEADER_BYTES));
	erased = toErasedSession(desk.papers.session, { erasedAt: AT, headers, receipts });
});

function check(change: (session: ErasedSession) => void = () => undefined) {
	const session = structuredClone(erased);
	change(session);
	const bundle: Bundle = { ...bundleOf(desk), sessions: [], erased: [session] };
	return verifyBundle(bundle, { trusted: bundle.edgeKeys });
}
const found = (verdict: Verdict, id: ClaimId) => verdict.claims.find((claim) => claim.id === id);

test('V11: an erased record says so, fails nothing, and the edge’s receipts still hold', async () => {
	const verdict = await check();
	expect(verdict.claims.filter(({ status }) => status === 'fail')).toEqual([]);
	expect(found(verdict, 'receipted')).toMatchObject({ status: 'pass' });
	expect(found(verdict, 'chain_unbroken')).toMatchObject({
		status: 'not_provable',
		detail: { because: 'erased', erasedAt: AT, entries: desk.room.entries.length }
	});
	expect(exitCode(verdict)).toBe(0);
	expect(reportLines(verdict)[0]).toMatch(/^This record was erased: .* receipts show/);
	const texts = JSON.stringify(bundleOf(desk).sessions);
	expect(texts).toContain('Ein Anfang');
	expect(JSON.stringify(erased)).not.toContain('Ein Anfang');
});

test('attack: an erased record with a segment left out, or another head, does not join', async () => {
	const shorter = await check(({ log }) => void log.splice(2, 1));
	expect(found(shorter, 'chain_unbroken')).toMatchObject({ status: 'fail', segment: 2 });
	const other = await check(({ log }) => {
		const one = log[2];
		if (one) one.before = '0'.repeat(64);
	});
	expect(found(other, 'chain_unbroken')?.status).toBe('fail');
});

test('attack: an erased record cut short, or with a head the edge never signed, is told by a receipt', async () => {
	const short = await check(({ log }) => void log.splice(-2, 2));
	expect(found(short, 'receipted')).toMatchObject({ detail: { because: 'log_cut_short' } });
	const forged = await check(({ log }) => {
		const last = log.at(-2);
		const end = log.at(-1);
		if (last && end) last.after = end.before = '0'.repeat(64);
	});
	expect(found(forged, 'receipted')).toMatchObject({
		status: 'fail',
		detail: { because: 'fork' }
	});
});

test('attack: receipts of another attempt, or of nobody, confirm nothing', async () => {
	const [receipt] = erased.receipts;
	const session = crypto.randomUUID();
	expect(found(await check((one) => void (one.session = session)), 'receipted')).toMatchObject({
		status: 'fail',
		detail: { because: 'wrong_session' }
	});
	const unsigned = await check((one) => {
		one.receipts = [{ ...receipt, signature: 'A'.repeat(86) } as (typeof one.receipts)[number]];
	});
	expect(found(unsigned, 'receipted')?.status).toBe('fail');
	expect(found(await check((one) => void (one.receipts = [])), 'receipted')?.status).toBe(
		'not_provable'
	);
});
