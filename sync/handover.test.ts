import { expect, test } from 'vitest';
import { handedOverOf, handedWork, type EarlierLog } from './handover.ts';
import type { Entry, EntryContent } from './schema/entry.ts';
import { placed } from './testing/chain.ts';
import { choice, heartbeat, makePapers, openContent, uuid } from './testing/fixture.ts';
import { admitSegments } from './admission.ts';
import { raw, sealed } from './testing/chain.ts';

const [one, two] = [uuid(1), uuid(2)];
const head = 'ab'.repeat(32);
const at = (session: string, seq: number) => ({ session, seq, head });
const visit = (item: string): EntryContent => ({
	kind: 'navigation',
	data: { item, action: 'visit' }
});
const mark = (item: string, action: 'mark' | 'unmark'): EntryContent => ({
	kind: 'navigation',
	data: { item, action }
});

const logs = (more: Record<string, Partial<EarlierLog>>) => (session: string) => {
	const log = more[session];
	return log ? { entries: log.entries ?? [], previous: log.previous ?? null } : null;
};
const first: Entry[] = placed([
	heartbeat,
	choice('a', 'x'),
	choice('b', 'y'),
	mark('a', 'mark'),
	visit('b'),
	choice('a', 'z')
]);

test('W1: what stood at the head that is named is handed over, and nothing that came behind it', () => {
	const work = handedWork(at(one, 4), logs({ [one]: { entries: first } }));
	expect(work).toMatchObject({
		responses: [
			{ item: 'a', value: { choice: 'x' }, session: one, seq: 1 },
			{ item: 'b', value: { choice: 'y' }, session: one, seq: 2 }
		],
		marked: ['a'],
		item: 'b'
	});
	const later = handedWork(at(one, 5), logs({ [one]: { entries: first } }));
	expect(later?.responses[0]).toMatchObject({ value: { choice: 'z' }, seq: 5 });
});

test('W1: of several sessions each answer is from where it was last written, each up to where it was left', () => {
	const second = placed([heartbeat, choice('b', 'new'), mark('a', 'unmark')]);
	const all = logs({ [one]: { entries: first }, [two]: { entries: second, previous: at(one, 4) } });
	expect(handedWork(at(two, 2), all)).toMatchObject({
		responses: [
			{ item: 'a', value: { choice: 'x' }, session: one },
			{ item: 'b', value: { choice: 'new' }, session: two }
		],
		marked: [],
		item: 'b'
	});
});

test('W1: where a session before cannot be read to the head that is named, nothing is handed over', () => {
	expect(handedWork(at(one, 4), logs({}))).toBe(null);
	expect(handedWork(at(one, 6), logs({ [one]: { entries: first } }))).toBe(null);
	const second = placed([heartbeat]);
	expect(handedWork(at(two, 0), logs({ [two]: { entries: second, previous: at(one, 4) } }))).toBe(
		null
	);
});

test('attack: sessions that go on from each other in a ring end', () => {
	const ring = logs({
		[one]: { entries: first, previous: at(two, 0) },
		[two]: { entries: first, previous: at(one, 0) }
	});
	expect(handedWork(at(one, 4), ring)).toBe(null);
});

test('W3: the hash hangs on items and values alone, not on their order', () => {
	const [a, b] = [
		{ item: 'a', value: { type: 'single_choice', choice: 'x' } },
		{ item: 'b', value: { type: 'single_choice', choice: null } }
	] as const;
	expect(handedOverOf([a, b])).toEqual(handedOverOf([b, a]));
	expect(handedOverOf([a, b]).answers).toBe(2);
	expect(handedOverOf([a]).hash).not.toBe(handedOverOf([{ ...a, item: 'c' }]).hash);
	expect(handedOverOf([]).answers).toBe(0);
});

test('W3: a session that goes on from nothing names nothing as handed over', async () => {
	const papers = await makePapers();
	const open = openContent(papers);
	if (open.kind !== 'open') throw new Error('no open');
	const said = { ...open, data: { ...open.data, handedOver: handedOverOf([]) } };
	const admit = async (content: EntryContent) =>
		admitSegments(await sealed(papers, [raw([content])]), papers.state, {
			verify: async () => true
		});
	expect(await admit(open)).toMatchObject({ ok: true });
	expect(await admit(said)).toMatchObject({ ok: false, refusal: { code: 'wrong_binding' } });
});
