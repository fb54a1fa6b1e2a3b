/**
 * A device that lies about its time from some entry on, to an edge that does not lie: what it writes is chained and signed by its own
 * key. The edge either refuses it, or the verifier finds from the receipts that the times cannot be.
 */
import fc from 'fast-check';
import { toBundleSegment } from '#sync/bundle.ts';
import { fromHex, utf8 } from '#sync/bytes.ts';
import type { Bytes } from '#sync/bytes.ts';
import { canonicalText } from '#sync/canonical.ts';
import { decodeControlEntry } from '#sync/entry.ts';
import type { EntryContent } from '#sync/schema/entry.ts';
import type { Signed } from '#sync/schema/signed.ts';
import { decodeSegment, sealSegment } from '#sync/segment.ts';
import { TestClock } from '#sync/testing/clock.ts';
import { choice, heartbeat, openContent } from '#sync/testing/fixture.ts';
import { TestRoom } from '#sync/testing/room.ts';
import { LOG_CLIENT, LOG_ROOT, encodeItems, updateFrame } from '#sync/yjs-wire.ts';
import type { Corpus } from './corpus.ts';
import { judgeBundle } from './judge.ts';
import type { Mutator, Named } from './mutator.ts';

interface Lie {
	/** The first entry that lies, and how many do. */
	from: number;
	count: number;
	/** Added to what the clocks say; the monotonic one may be left as it is, or be made to stand still where it would fall. */
	ms: number;
	monotonic: 'as it is' | 'with it' | 'standing still';
}

const STEP_MS = 5_000;
const LENGTH = 8;

const contents = ({ papers }: Corpus): EntryContent[] => [
	openContent(papers),
	...Array.from({ length: LENGTH - 2 }, (_, at) => (at % 2 ? heartbeat : choice('one', 'a'))),
	// Each entry but the first stands behind a receipt, so it is the last of two for each.
	{ kind: 'submit', data: { total: 2 * LENGTH - 1, by: 'student' } }
];

async function judgeLie(corpus: Corpus, lie: Lie): Promise<Named> {
	const { papers, bundle } = corpus;
	const { session, device } = papers;
	const clock = new TestClock();
	const room = new TestRoom(papers, clock.now);
	let before = fromHex(papers.state.head);
	let seq = 0;
	let lastT = 0;
	let receipt: Signed | null = null;
	for (const [at, content] of contents(corpus).entries()) {
		const lies = at >= lie.from && at < lie.from + lie.count;
		const least = lie.monotonic === 'standing still' ? lastT : 0;
		const t = Math.max(least, clock.elapsed + (lies && lie.monotonic !== 'as it is' ? lie.ms : 0));
		const stood = lies && lie.monotonic === 'standing still';
		const wall = clock.now() + (stood ? t - clock.elapsed : lies ? lie.ms : 0);
		lastT = t;
		const both = receipt ? [{ kind: 'receipt', data: { receipt } }, content] : [content];
		const entries = both.map((each) =>
			utf8(canonicalText({ seq: seq++, t, wall, boot: 0, ...each }))
		);
		const first = seq - entries.length;
		const sealed = await sealSegment({ session, first, before, entries, sign: device.sign });
		before = sealed.after;
		const run = { client: LOG_CLIENT, root: LOG_ROOT, from: at, items: [sealed.bytes] };
		const answer = await room.receive(updateFrame(encodeItems(run)));
		if (!Array.isArray(answer)) return answer.code;
		receipt = receiptIn(room.control.at(-1) as Bytes) ?? receipt;
		clock.elapsed += STEP_MS;
	}
	const [own] = bundle.sessions;
	if (!own) throw new Error('no session');
	const log = room.log.map((bytes) => toBundleSegment(bytes));
	const control = room.control.map((bytes) => toBundleSegment(bytes));
	return judgeBundle(corpus, { ...bundle, sessions: [{ ...own, log, control }] });
}

function receiptIn(bytes: Bytes): Signed | null {
	const decoded = decodeSegment(bytes);
	const [entry] = decoded.ok ? decoded.segment.entries.map(decodeControlEntry) : [];
	return entry?.ok && entry.entry.kind === 'receipt' ? entry.entry.data.receipt : null;
}

const DAY = 86_400_000;
/** Less than this is within what D4 allows a clock. */
const LEAST_MS = 3_000;
/** Where both clocks are moved alike, only receipts say so, and between two of them nobody can (D3). */
const LEAST_OF_BOTH_MS = STEP_MS + LEAST_MS;
/** Not the first: from where a device's clock starts, nobody can say. Not the last: nothing comes after it. */
const from = fc.integer({ min: 1, max: LENGTH - 2 });
const count = fc.constantFrom(1, 2, LENGTH);
const far = (least: number) => fc.integer({ min: least, max: DAY });

const wallAlone = (sign: number) =>
	fc.record({
		from,
		count,
		ms: far(LEAST_MS).map((ms) => sign * ms),
		monotonic: fc.constant('as it is' as const)
	});
/** Not the one after `open` either: until it holds a receipt, a device can say that it began earlier, which gives it no time. */
const both = (sign: number) =>
	fc.record({
		from: fc.integer({ min: 2, max: LENGTH - 2 }),
		count,
		ms: far(LEAST_OF_BOTH_MS).map((ms) => sign * ms),
		monotonic: fc.constant('with it' as const)
	});
const standing = fc.record({
	from,
	count: fc.constant(LENGTH),
	ms: far(LEAST_OF_BOTH_MS).map((ms) => -ms),
	monotonic: fc.constant('standing still' as const)
});
const told = (lies: fc.Arbitrary<Lie>) =>
	lies.map((lie) => (corpus: Corpus) => judgeLie(corpus, lie));

export const datedMutants: Mutator[] = [
	{
		name: 'back-dating',
		weight: 3,
		by: ['time_falls', 'wrong_schema', 'times_consistent'],
		mutants: told(fc.oneof(wallAlone(-1), both(-1), standing))
	},
	{
		name: 'future-dating',
		weight: 2,
		by: ['time_falls', 'times_consistent'],
		mutants: told(fc.oneof(wallAlone(1), both(1)))
	}
];
