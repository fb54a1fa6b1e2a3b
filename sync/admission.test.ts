import fc from 'fast-check';
import { beforeAll, expect, test } from 'vitest';
import { admitControlSegments, admitSegments, admitUpdate } from './admission.ts';
import { concat, fromHex, toHex, utf8 } from './bytes.ts';
import type { Bytes } from './bytes.ts';
import { canonicalText } from './canonical.ts';
import { sealControl } from './control-log.ts';
import { importDeviceKey, importEdgeKey, verifyDevice, verifyEdge } from './keys.ts';
import { newControlState } from './log-state.ts';
import type { LogState } from './log-state.ts';
import type { RefusalCode } from './refusal.ts';
import type { EntryContent } from './schema/entry.ts';
import { SEGMENT_OVERHEAD, sealSegment } from './segment.ts';
import { PATIENCE_MS, runs } from './testing/runs.ts';
import { placed, plainLog, raw, sealed } from './testing/chain.ts';
import {
	choice,
	heartbeat,
	makeDevice,
	makePapers,
	openContent,
	submit,
	uuid
} from './testing/fixture.ts';
import type { Papers } from './testing/fixture.ts';
import { LOG_CLIENT, LOG_ROOT, encodeItems } from './yjs-wire.ts';

let papers: Papers;
let log: Bytes[];
let key: CryptoKey;

beforeAll(async () => {
	papers = await makePapers();
	log = await plainLog(papers);
	key = await importDeviceKey(papers.device.raw);
});

const verify = (signed: Bytes, signature: Bytes) => verifyDevice(key, signed, signature);

async function admit(items: readonly Uint8Array[], state: LogState = papers.state) {
	const admitted = await admitSegments(items, state, { verify });
	return admitted.ok ? 'admitted' : admitted.refusal.code;
}

const contents = (...more: EntryContent[]) => [openContent(papers), ...more];

async function admitContents(
	more: EntryContent[],
	change: (entry: object, seq: number) => object = (entry) => entry
) {
	const entries = placed(contents(...more)).map((entry) =>
		utf8(canonicalText(change(entry, entry.seq)))
	);
	return admit(await sealed(papers, [entries]));
}

test(
	'A7: an honest log is admitted, whole or in any parts',
	async () => {
		expect(await admit(log)).toBe('admitted');
		await fc.assert(
			fc.asyncProperty(
				fc.array(fc.integer({ min: 1, max: 4 }), { maxLength: 10 }),
				async (parts) => {
					let { state } = papers;
					let from = 0;
					for (const part of [...parts, log.length]) {
						const admitted = await admitSegments(log.slice(from, from + part), state, { verify });
						if (!admitted.ok) throw new Error(admitted.refusal.code);
						state = admitted.state;
						from += part;
					}
					expect(state).toMatchObject({ next: 28, segments: 10 });
				}
			),
			runs(20)
		);
	},
	PATIENCE_MS
);

test(
	'A7: no mutant of any single bit is admitted',
	async () => {
		await fc.assert(
			fc.asyncProperty(fc.nat(9), fc.nat(), fc.nat(7), async (index, where, bit) => {
				const items = log.map((item) => item.slice());
				const item = items[index] as Bytes;
				const at = where % item.length;
				item[at] = (item[at] ?? 0) ^ (1 << bit);
				expect(await admit(items)).not.toBe('admitted');
			}),
			runs(1_000)
		);
	},
	PATIENCE_MS
);

test(
	'A7: no splice, drop, swap or repetition of segments is admitted',
	async () => {
		const shapes = fc.oneof(
			fc.tuple(fc.nat(8)).map(([at]) => log.toSpliced(at, 1)),
			fc.tuple(fc.nat(8)).map(([at]) => log.toSpliced(at, 2, ...log.slice(at, at + 2).reverse())),
			fc.tuple(fc.nat(9), fc.nat(9)).map(([at, to]) => log.toSpliced(to, 0, log[at] as Bytes)),
			fc
				.tuple(fc.nat(8), fc.nat(40))
				.map(([at, cut]) => log.with(at, (log[at] as Bytes).slice(0, -1 - cut))),
			fc
				.tuple(fc.nat(8), fc.nat(8))
				.filter(([a, b]) => a !== b)
				.map(([a, b]) =>
					log.with(a, concat((log[a] as Bytes).subarray(0, 90), (log[b] as Bytes).subarray(90)))
				)
		);
		await fc.assert(
			fc.asyncProperty(shapes, async (items) => {
				expect(await admit(items)).not.toBe('admitted');
			}),
			runs(300)
		);
	},
	PATIENCE_MS
);

test('A7: the segment that is refused is named', async () => {
	const items = log.with(4, log[5] as Bytes);
	const admitted = await admitSegments(items, papers.state, { verify });
	expect(admitted).toMatchObject({ refusal: { code: 'wrong_sequence', evidence: { segment: 4 } } });
});

test('C3: the log of another session, of another student and of another device', async () => {
	const { edge, device } = papers;
	const session = await makePapers({ edge, device, session: uuid(101) });
	expect(await admit(await plainLog(session))).toBe('wrong_session');
	const student = await makePapers({
		edge,
		device,
		ticket: { attempt: uuid(7), student: uuid(8) }
	});
	expect(await admit(await plainLog(student))).toBe('chain_broken');
	const stranger = await makePapers({ edge });
	expect(await admit(await plainLog(stranger))).toBe('chain_broken');
});

test('S5: a signature by another key', async () => {
	const other = await makeDevice();
	const forged = await sealed(papers, [raw(contents())], other.sign);
	expect(await admit(forged)).toBe('wrong_signature');
});

/** The order of P-256. */
const n = 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n;

/** (r, n − s): as good a signature as (r, s), and anybody can make the one of the other. */
function signedOtherwise(item: Bytes): Bytes {
	const s = n - BigInt(`0x${toHex(item.slice(-32))}`);
	return concat(item.subarray(0, -32), fromHex(s.toString(16).padStart(64, '0')));
}

test('A4: the device’s own signature written in its other way is no fork, other content is', async () => {
	const other = signedOtherwise(log[1] as Bytes);
	expect(await admit(log.with(1, other))).toBe('admitted');
	const known = {
		client: LOG_CLIENT,
		root: LOG_ROOT,
		count: 3,
		at: (at: number) => log[at] as Bytes
	};
	const offer = (...items: Bytes[]) =>
		admitUpdate(encodeItems({ client: LOG_CLIENT, root: LOG_ROOT, from: 1, items }), known);
	expect(offer(other, ...log.slice(2, 4))).toEqual({ ok: true, items: [log[3]] });
	const content = (log[1] as Bytes).slice();
	content[content.length - 65] = (content.at(-65) ?? 0) ^ 1;
	expect(offer(content)).toMatchObject({ refusal: { code: 'fork' }, branch: { index: 1 } });
});

test('S4: a wrong count', async () => {
	const item = (log[1] as Bytes).slice();
	item[25] = 2;
	expect(await admit(log.with(1, item))).toBe('malformed');
	item[25] = 0;
	expect(await admit(log.with(1, item))).toBe('too_large');
});

test('S3: a segment over 256 KiB and an entry length over 64 KiB', async () => {
	expect(await admit([new Uint8Array(262_145)])).toBe('too_large');
	const item = (log[0] as Bytes).slice();
	item.set([0, 1, 0, 1], SEGMENT_OVERHEAD - 64);
	expect(await admit([item])).toBe('too_large');
});

const badEntries: [string, RefusalCode, (entry: Record<string, unknown>, seq: number) => object][] =
	[
		[
			'E4: an unknown kind',
			'wrong_schema',
			(entry, seq) => (seq ? { ...entry, kind: 'new' } : entry)
		],
		['E4: an unknown field', 'wrong_schema', (entry, seq) => (seq ? { ...entry, more: 1 } : entry)],
		[
			'E5: a sequence number twice',
			'wrong_sequence',
			(entry, seq) => (seq ? { ...entry, seq: 0 } : entry)
		],
		[
			'E6: time that falls',
			'time_falls',
			(entry, seq) => (seq === 2 ? { ...entry, t: 500 } : entry)
		],
		[
			'E7: a boot number that rises without a resume',
			'time_falls',
			(entry, seq) => ({ ...entry, boot: seq })
		],
		['E3: a negative wall clock', 'wrong_schema', (entry) => ({ ...entry, wall: -1 })],
		['E3: an overflowing time', 'wrong_schema', (entry) => ({ ...entry, t: 1e15 })]
	];

test.each(badEntries)('%s', async (_name, code, change) => {
	const all = [heartbeat, choice('one', 'a')];
	expect(
		await admitContents(all, (entry, seq) => change(entry as Record<string, unknown>, seq))
	).toBe(code);
});

test('E2: white space, another order, another spelling of a number, a repeated name', async () => {
	const [open] = raw(contents());
	const plain = canonicalText(placed([heartbeat], 1)[0]);
	const spellings = [
		plain.replace(':', ': '),
		plain.replace('"seq":1', '"seq":1.0'),
		plain.replace('"boot":0,', '').replace('}', ',"boot":0}'),
		plain.replace('"seq":1', '"seq":1,"seq":1'),
		`\ufeff${plain}`
	];
	for (const spelling of spellings)
		expect(await admit(await sealed(papers, [[open as Bytes, utf8(spelling)]]))).toBe(
			'not_canonical'
		);
	const invalid = concat(utf8(plain.slice(0, -2)), Uint8Array.of(0xff));
	expect(await admit(await sealed(papers, [[open as Bytes, invalid]]))).toBe('not_canonical');
});

test('E5: open first, and once', async () => {
	expect(await admit(await sealed(papers, [raw([heartbeat])]))).toBe('wrong_open');
	expect(await admitContents([openContent(papers)])).toBe('wrong_open');
});

test('E9: open binds session, attempt, ticket, form and policy', async () => {
	for (const field of ['session', 'attempt']) {
		const code = await admitContents([], (entry) => withData(entry, { [field]: uuid(66) }));
		expect(code).toBe('wrong_binding');
	}
	for (const field of ['ticketHash', 'formHash', 'policyHash']) {
		const code = await admitContents([], (entry) => withData(entry, { [field]: '1'.repeat(64) }));
		expect(code).toBe('wrong_binding');
	}
});

test('E9: a hand-over binds the old device’s head, and an invented one is refused', async () => {
	const previous = { session: uuid(90), seq: 4, head: 'a'.repeat(64) };
	const moved = await makePapers({
		edge: papers.edge,
		device: papers.device,
		ticket: { previous }
	});
	const items = await sealed(moved, [raw([openContent(moved)])]);
	expect(await admit(items, moved.state)).toBe('admitted');
	expect(await admitContents([], (entry) => withData(entry, { previous }))).toBe('wrong_binding');
});

test('E8: after submit only receipt and command', async () => {
	const command: EntryContent = { kind: 'command', data: { control: 0, outcome: 'shown' } };
	const total = (entry: object, seq: number) =>
		'kind' in entry && entry.kind === 'submit' ? withData(entry, { total: seq + 1 }) : entry;
	expect(await admitContents([submit, command], total)).toBe('admitted');
	expect(await admitContents([submit, heartbeat], total)).toBe('after_submit');
	expect(await admitContents([submit, choice('one', 'a')], total)).toBe('after_submit');
});

test('E8: submit counts the entries', async () => {
	expect(await admitContents([heartbeat, submit])).toBe('wrong_total');
});

test('L2: the edge’s log is chained and signed too, and its clock never falls', async () => {
	const state = newControlState(papers.session, papers.ticket, papers.ticketHash);
	const edgeKey = await importEdgeKey(papers.edge.raw);
	const deps = {
		verify: (signed: Bytes, signature: Bytes) => verifyEdge(edgeKey, signed, signature)
	};
	const by = papers.ticket.student;
	const { sign } = papers.edge;
	const one = await sealControl(state, [{ kind: 'pause', data: { by } }], { at: 1_000, sign });
	const two = await sealControl(one.state, [{ kind: 'resume', data: { by } }], { at: 900, sign });
	expect(two.entries[0]?.at).toBe(1_000);
	expect(await admitControlSegments([one.bytes, two.bytes], state, deps)).toMatchObject({
		ok: true
	});
	expect(await admitControlSegments([two.bytes], state, deps)).toMatchObject({ ok: false });
	const asLog = await sealSegment({
		session: papers.session,
		first: 0,
		before: fromHex(papers.state.head),
		entries: raw(contents()),
		sign
	});
	expect(await admit([asLog.bytes])).toBe('wrong_signature');
});

function withData(entry: object, data: object): object {
	return { ...entry, data: { ...(entry as { data: object }).data, ...data } };
}
