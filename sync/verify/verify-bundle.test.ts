import fc from 'fast-check';
import { beforeAll, expect, test } from 'vitest';
import { toBundleSegment } from '../bundle.ts';
import { nextHead } from '../chain.ts';
import { fromHex, toHex, utf8 } from '../bytes.ts';
import { sealSegment } from '../segment.ts';
import type { Bundle, BundleSegment } from '../schema/bundle.ts';
import { choice, makeDevice, makePapers, openContent, uuid } from '../testing/fixture.ts';
import { PATIENCE_MS, runs } from '../testing/runs.ts';
import { testFormHash } from '../testing/forms.ts';
import { withLog } from '../testing/logged.ts';
import { bundleOf, exchange, makeDesk, tell, tellWhole } from '../testing/story.ts';
import type { Desk } from '../testing/story.ts';
import { exitCode, reportLines } from './report.ts';
import { sentence } from './sentence.ts';
import type { ClaimId, Verdict } from './verdict.ts';
import { verifyBundle } from './verify-bundle.ts';

let desk: Desk;
let honest: Bundle;

beforeAll(async () => {
	desk = await makeDesk();
	await tellWhole(desk);
	honest = bundleOf(desk);
});

const copy = (): Bundle => structuredClone(honest);
const trusted = () => ({ trusted: honest.edgeKeys });
const check = (bundle: unknown) => verifyBundle(bundle, trusted());

function found(verdict: Verdict, id: ClaimId) {
	return verdict.claims.find((claim) => claim.id === id);
}

function log(bundle: Bundle): BundleSegment[] {
	return bundle.sessions[0]?.log ?? [];
}

test('V1: everything holds for an honest bundle', async () => {
	const verdict = await check(await withLog(honest, desk.papers.edge));
	expect(verdict.claims.filter(({ status }) => status !== 'pass')).toEqual([]);
	expect(verdict).toMatchObject({ unbroken: true, brokenAt: null });
	expect(exitCode(verdict)).toBe(0);
	expect(reportLines(verdict)).toHaveLength(verdict.claims.length + 4);
	expect(sentence(verdict)).toMatch(/^This record is whole and unbroken/);
});

test('V2: without keys from elsewhere, whose the edge keys are is not provable', async () => {
	const verdict = await verifyBundle(honest);
	expect(found(verdict, 'edge_keys')?.status).toBe('not_provable');
	expect(exitCode(verdict)).toBe(0);
});

test(
	'V3: any byte of any entry changed breaks the chain at that entry',
	async () => {
		const places = log(honest).flatMap((segment, at) =>
			segment.entries.map((entry, offset) => ({
				at,
				offset,
				text: entry.text,
				first: segment.first
			}))
		);
		await fc.assert(
			fc.asyncProperty(
				fc.constantFrom(...places),
				fc.nat(),
				fc.integer({ min: 1, max: 127 }),
				async (place, where, by) => {
					const at = where % place.text.length;
					const code = (place.text.charCodeAt(at) ^ by) & 0xffff;
					const text =
						place.text.slice(0, at) + String.fromCharCode(code) + place.text.slice(at + 1);
					const bundle = copy();
					const entry = log(bundle)[place.at]?.entries[place.offset];
					if (entry) entry.text = text;
					const verdict = await check(bundle);
					const seq = place.first + place.offset;
					expect(verdict.unbroken).toBe(false);
					expect(verdict.brokenAt).toEqual({ session: desk.papers.session, entry: seq });
					expect(found(verdict, 'chain_unbroken')).toMatchObject({
						status: 'fail',
						session: desk.papers.session,
						segment: place.at,
						entry: seq
					});
				}
			),
			runs(300)
		);
	},
	PATIENCE_MS
);

test('V3: a changed head names its entry, even when it is no hash any more', async () => {
	for (const head of ['0'.repeat(64), 'g'.repeat(64)]) {
		const bundle = copy();
		const entry = log(bundle)[2]?.entries[0];
		if (entry) entry.head = head;
		const verdict = await check(bundle);
		const at = log(honest)[2]?.first;
		expect(found(verdict, 'chain_unbroken')).toMatchObject({
			status: 'fail',
			segment: 2,
			entry: at
		});
		expect(verdict.brokenAt?.entry).toBe(at);
		expect(exitCode(verdict)).toBe(1);
	}
});

test('V3: U+FFFD replaced by half a surrogate pair hashes alike and is still found', async () => {
	const papers = await makePapers({ ticket: { formHash: testFormHash } });
	const fresh = await makeDesk(papers);
	const data = { item: 'five', value: { type: 'short_text' as const, text: 'a\ufffdb' } };
	await tell(fresh, [openContent(papers), { kind: 'response', data }]);
	const bundle = bundleOf(fresh);
	const entry = log(bundle)[1]?.entries.at(-1);
	if (entry) entry.text = entry.text.replace('\ufffd', '\ud800');
	const verdict = await verifyBundle(bundle);
	expect(found(verdict, 'chain_unbroken')?.status).toBe('fail');
});

test('V4: a segment signed by another key is named', async () => {
	const other = await makeDevice();
	const bundle = copy();
	const segments = log(bundle);
	const last = segments.at(-1) as BundleSegment;
	const { bytes } = await sealSegment({
		session: desk.papers.session,
		first: last.first,
		before: fromHex(last.before),
		entries: last.entries.map(({ text }) => utf8(text)),
		sign: other.sign
	});
	segments[segments.length - 1] = toBundleSegment(bytes);
	const verdict = await check(bundle);
	expect(found(verdict, 'chain_unbroken')?.status).toBe('pass');
	expect(found(verdict, 'signed_by_device')).toMatchObject({
		status: 'fail',
		segment: segments.length - 1,
		entry: last.first
	});
});

const mutants: [string, (segments: BundleSegment[]) => void][] = [
	['a dropped segment', (segments) => void segments.splice(2, 1)],
	[
		'two segments swapped',
		(segments) => void segments.splice(2, 2, ...segments.slice(2, 4).reverse())
	],
	['a segment twice', (segments) => void segments.splice(2, 0, segments[2] as BundleSegment)],
	[
		'a dropped entry',
		(segments) => void segments.find(({ entries }) => entries.length > 1)?.entries.pop()
	],
	[
		'two entries swapped',
		(segments) => void segments.find(({ entries }) => entries.length > 1)?.entries.reverse()
	]
];

test.each(mutants)('V3: %s is named', async (_name, mutate) => {
	const bundle = copy();
	mutate(log(bundle));
	const verdict = await check(bundle);
	expect(verdict.unbroken).toBe(false);
	expect(verdict.brokenAt?.session).toBe(desk.papers.session);
	expect(exitCode(verdict)).toBe(1);
});

test('V5: a truncated tail is found by the receipts that covered it', async () => {
	const bundle = copy();
	log(bundle).splice(-3);
	const verdict = await check(bundle);
	expect(found(verdict, 'receipted')).toMatchObject({
		status: 'fail',
		detail: { because: 'log_cut_short' }
	});
	expect(sentence(verdict)).toMatch(/^This record is not whole: its end is missing/);
});

test('V5: a tail cut off behind a broken entry is a failure of its own', async () => {
	const bundle = copy();
	log(bundle).splice(-3);
	const entry = log(bundle)[1]?.entries[0];
	if (entry) entry.text = entry.text.replace('{', '{ ');
	const receipted = found(await check(bundle), 'receipted');
	expect(receipted).toMatchObject({ status: 'fail', detail: { because: 'log_cut_short' } });
	expect(receipted?.follows).toBeUndefined();
});

test('V5: a log written anew by the device itself does not fit the receipts', async () => {
	const again = await makeDesk(desk.papers);
	await tell(again, [openContent(desk.papers), choice('one', 'd')]);
	const bundle = copy();
	const session = bundle.sessions[0];
	if (session) session.log = again.room.log.map((bytes) => toBundleSegment(bytes));
	const verdict = await check(bundle);
	expect(found(verdict, 'chain_unbroken')?.status).toBe('pass');
	expect(found(verdict, 'receipted')?.status).toBe('fail');
});

test('V6: a session replayed under another session id breaks at its first entry', async () => {
	const bundle = copy();
	const session = bundle.sessions[0];
	if (session) session.session = uuid(999);
	const verdict = await check(bundle);
	expect(verdict.brokenAt).toEqual({ session: uuid(999), entry: 0 });
});

test('V6: the log of one student under the ticket of another breaks at its first entry', async () => {
	const other = await makePapers({ edge: desk.papers.edge, ticket: { attempt: uuid(50) } });
	const bundle = copy();
	const session = bundle.sessions[0];
	if (session) session.ticket = other.signed;
	const verdict = await check(bundle);
	expect(verdict.brokenAt?.entry).toBe(0);
	expect(found(verdict, 'same_attempt')?.status).toBe('fail');
});

test('V7: another form than the ticket names is found', async () => {
	const bundle = copy();
	bundle.form.title = 'Another';
	const verdict = await check(bundle);
	expect(found(verdict, 'form_as_published')?.status).toBe('fail');
	expect(sentence(verdict)).toMatch(/are unbroken, but something else in it does not hold/);
});

test('V7: answers that do not fit a form which is not the student’s follow from that', async () => {
	const bundle = copy();
	bundle.form.items = bundle.form.items.map((item) => ({ ...item, id: `${item.id}-x` }));
	const { claims } = await check(bundle);
	const wrong = claims.filter(({ status }) => status === 'fail');
	expect(wrong.map(({ id, follows }) => [id, follows])).toEqual([
		['form_as_published', undefined],
		['answers_fit_form', 'form_as_published']
	]);
});

test('V8: a removed warning breaks the edge’s log', async () => {
	const bundle = copy();
	const session = bundle.sessions[0];
	session?.control.splice(4, 1);
	const { claims } = await check(bundle);
	const own = claims.filter(({ status, follows }) => status === 'fail' && !follows);
	expect(own.map(({ id }) => id)).toEqual(['control_unbroken']);
});

test('V8: an answer to a word that was never said is named', async () => {
	const fresh = await makeDesk();
	await tell(fresh, [
		openContent(fresh.papers),
		{ kind: 'command', data: { control: 77, outcome: 'shown' } }
	]);
	const verdict = await verifyBundle(bundleOf(fresh));
	expect(found(verdict, 'commands_answered')).toMatchObject({ status: 'fail', entry: 2 });
});

test('V9: a clock set back by an hour is named with its entry', async () => {
	const fresh = await makeDesk();
	await tell(fresh, [openContent(fresh.papers), choice('one', 'a')]);
	const before = fresh.log.nextSeq;
	fresh.clock.epoch -= 3_600_000;
	await fresh.log.append(choice('one', 'b'), { urgent: true });
	fresh.clock.epoch += 3_600_000;
	await exchange(fresh);
	const verdict = await verifyBundle(bundleOf(fresh));
	expect(found(verdict, 'times_consistent')).toMatchObject({ status: 'fail', entry: before });
});

test('V10: an answer that is no option of its item is named', async () => {
	const fresh = await makeDesk();
	await tell(fresh, [openContent(fresh.papers), choice('one', 'z')]);
	const verdict = await verifyBundle(bundleOf(fresh));
	expect(found(verdict, 'answers_fit_form')).toMatchObject({ status: 'fail', entry: 2 });
});

test('V0: what is no bundle is unreadable, not broken', async () => {
	for (const json of [null, 1, {}, { ...copy(), format: 'other' }]) {
		const verdict = await verifyBundle(json);
		expect(exitCode(verdict)).toBe(2);
		expect(verdict.unbroken).toBe(false);
	}
});

test('V3: heads of a bundle follow from its texts', () => {
	let head = fromHex(log(honest)[0]?.before ?? '');
	for (const { text, head: claimed } of log(honest).flatMap(({ entries }) => entries)) {
		head = nextHead(head, utf8(text));
		expect(toHex(head)).toBe(claimed);
	}
});
