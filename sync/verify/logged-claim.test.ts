import { beforeAll, expect, test } from 'vitest';
import type { Bundle } from '../schema/bundle.ts';
import { makeEdge, uuid } from '../testing/fixture.ts';
import { openingIn, proofFor, withLog } from '../testing/logged.ts';
import { bundleOf, makeDesk, tellWhole } from '../testing/story.ts';
import type { Desk } from '../testing/story.ts';
import { reportLines } from './report.ts';
import { verifyBundle } from './verify-bundle.ts';

let desk: Desk;
let plain: Bundle;
let honest: Bundle;
beforeAll(async () => {
	desk = await makeDesk();
	await tellWhole(desk);
	plain = bundleOf(desk);
	honest = await withLog(plain, desk.papers.edge);
});

async function logged(bundle: Bundle, trusted = plain.edgeKeys) {
	const verdict = await verifyBundle(bundle, { trusted });
	const claims = verdict.claims.filter(({ id }) => id === 'publicly_logged');
	return {
		claim: claims[0],
		claims,
		lines: reportLines(verdict).filter((line) => line.includes('public log'))
	};
}
const changed = async (change: Partial<ReturnType<typeof openingIn>>) => ({
	...plain,
	logged: [await proofFor({ ...openingIn(plain), ...change }, desk.papers.edge)]
});

test('V15: what the edge confirmed stands in the log, to the last answer', async () => {
	const { claim, lines } = await logged(honest);
	expect(claim).toMatchObject({
		status: 'pass',
		session: desk.papers.session,
		detail: { upTo: openingIn(plain).seq, index: 200, size: 300 }
	});
	expect(lines).toEqual([
		expect.stringMatching(
			/^pass +what the edge confirmed stands in the public log \(session .*, 17 of 18 entries, place in the log 200, of a log of 300, log exams\.example\/api\/v1\/log\)$/
		)
	]);
});

test('V15: a bundle of before there was a log, or of before its head was published, is not provable in this and whole in all else', async () => {
	const verdict = await verifyBundle(plain, { trusted: plain.edgeKeys });
	expect(verdict.claims.filter(({ status }) => status !== 'pass')).toMatchObject([
		{ id: 'publicly_logged', status: 'not_provable', detail: { because: 'not_logged' } }
	]);
});

test('V15: a head from before the last answer proves no more than that', async () => {
	const receipt = JSON.parse(plain.sessions[0]?.control[0]?.entries[0]?.text ?? '{}');
	const { seq, head } = JSON.parse(Buffer.from(receipt.data.receipt.bytes, 'base64url').toString());
	const control = { seq: 0, head: plain.sessions[0]?.control[0]?.entries[0]?.head ?? '' };
	expect((await logged(await changed({ seq, head, control }))).claim).toMatchObject({
		status: 'not_provable',
		detail: { upTo: seq }
	});
});

test.each([
	['another head than the record’s', { head: 'a'.repeat(64) }, 'logged_other'],
	['an entry that the record has no more', { seq: 4_000 }, 'log_cut_short'],
	[
		'other words of the edge',
		{ control: { seq: 0, head: 'b'.repeat(64) } },
		'logged_other_control'
	],
	['a session that is not there', { session: uuid(9) }, 'wrong_session']
] as const)('attack: the log holds %s', async (_what, change, because) => {
	expect((await logged(await changed(change))).claim).toMatchObject({
		status: 'fail',
		detail: { because }
	});
});

test('attack: a proof signed by somebody else, bent, or no proof at all', async () => {
	const foreign = { ...plain, logged: [await proofFor(openingIn(plain), await makeEdge())] };
	expect((await logged(foreign)).claim).toMatchObject({
		status: 'fail',
		detail: { because: 'note_unknown_key' }
	});
	const [proof = ''] = honest.logged ?? [];
	const bent = { ...plain, logged: [proof.replace('index 200', 'index 201')] };
	expect((await logged(bent)).claim).toMatchObject({
		status: 'fail',
		detail: { because: 'proof_wrong_root', index: 201 }
	});
	const none = await logged({ ...plain, logged: ['hello'] });
	expect(none.claims).toMatchObject([
		{ status: 'fail', detail: { because: 'proof_malformed' } },
		{ status: 'not_provable' }
	]);
});

test('V15: behind a broken entry nothing can be held against the log, and that is said', async () => {
	const broken = structuredClone(honest);
	const entries = broken.sessions.flatMap(({ log }) => log.flatMap((segment) => segment.entries));
	const entry = entries.find(({ text }) => text.includes('"choice":"a"'));
	if (entry) entry.text = entry.text.replace('"a"', '"b"');
	expect((await logged(broken)).claim).toMatchObject({ status: 'fail', follows: 'chain_unbroken' });
});
