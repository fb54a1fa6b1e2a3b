import { beforeAll, expect, test } from 'vitest';
import { orderOf } from '#sync/order.ts';
import type { Bundle } from '#sync/schema/bundle.ts';
import { storyFixture } from '../../../tests/support/attempt-fixture.ts';
import { bundleFixture, bundleIds } from '../../../tests/support/bundle-fixture.ts';
import { essayFixture, formFixture } from '../../../tests/support/form-fixture.ts';
import { standingOf } from '#app/claims/claims.ts';
import type { AttemptReading } from './read-bundle.ts';
import { RecordReader } from './record-reader.ts';

const orderSeed = 'AAECAwQFBgcICQoLDA0ODw';
const openedAt = Date.UTC(2026, 10, 20, 9);
let bundle: Bundle;

beforeAll(async () => {
	bundle = await bundleFixture(storyFixture({ orderSeed }), {
		openedAt,
		studentName: 'Ana Duarte'
	});
});

const bytesOf = (value: unknown): ArrayBuffer =>
	new TextEncoder().encode(JSON.stringify(value)).buffer;

function read(value: unknown): { reader: RecordReader; reading: AttemptReading } {
	const reader = new RecordReader();
	const reading = reader.read(bytesOf(value));
	if (!reading) throw new Error('not read as a bundle');
	return { reader, reading };
}

test('items stand in the order the student had, options too', () => {
	const { reading } = read(bundle);
	const order = orderOf(formFixture, orderSeed);
	expect(reading.items.map(({ item }) => item.id)).toEqual(order.items);
	for (const { item, options } of reading.items)
		expect(options).toEqual(order.options[item.id] ?? []);
});

test('an essay typed in small changes is read whole, with its versions', () => {
	const { reading } = read(bundle);
	const essay = reading.items.find(({ item }) => item.type === 'essay');
	expect(essay?.value).toEqual({ type: 'essay', text: essayFixture });
	expect(essay?.revisions.length).toBeGreaterThan(1);
	expect(essay?.revisions.at(-1)?.value).toEqual(essay?.value);
	expect(essay?.revisions.every(({ broken }) => !broken)).toBe(true);
});

test('a device clock that is fast is said and taken out of every time', () => {
	const { reading } = read(bundle);
	const [session] = reading.sessions;
	expect(session?.aheadMs).toBeGreaterThanOrEqual(1400);
	expect(session?.aheadMs).toBeLessThan(1600);
	expect(Math.abs((reading.timeline?.startedAt ?? 0) - openedAt)).toBeLessThan(200);
});

test('an honest bundle is proven unbroken with the keys the edge publishes', async () => {
	const { reader } = read(bundle);
	const { verdict, brokenAtMs } = await reader.prove(bundle.edgeKeys);
	const open = verdict.claims.filter(({ status }) => status !== 'pass');
	expect(open.map(({ id, status }) => [id, status])).toEqual([['publicly_logged', 'not_provable']]);
	expect(brokenAtMs).toBeNull();
	expect(standingOf(verdict, 1)).toEqual({ kind: 'unbroken', failed: 0 });
});

test('one changed character is named by its entry and placed in time, and the rest is still read', async () => {
	const changed = structuredClone(bundle);
	const segment = changed.sessions[0]?.log[100];
	const entry = segment?.entries[0];
	if (!segment || !entry) throw new Error('the story is too short');
	entry.text = entry.text.replace(/"wall":\d/, '"wall":2');
	const { reader, reading } = read(changed);
	const { verdict, brokenAtMs } = await reader.prove(bundle.edgeKeys);
	expect(standingOf(verdict, 1)).toEqual({ kind: 'broken', entry: segment.first });
	const { t } = JSON.parse(entry.text) as { t: number };
	expect(Math.abs((brokenAtMs ?? 0) - t)).toBeLessThan(1000);
	expect(reading.items).toHaveLength(formFixture.items.length);
});

test('what is no bundle is not read, and the verifier says why', async () => {
	const reader = new RecordReader();
	expect(reader.read(new TextEncoder().encode('<html>').buffer)).toBeNull();
	expect((await reader.prove(null)).verdict.unbroken).toBe(false);
});

test('the sitting of the ticket is where the page listens', () => {
	expect(read(bundle).reading.sitting).toBe(bundleIds.sitting);
});
