/** What a browser's profile holds of a sitting, read from its IndexedDB beside the app, which is not running then, and checked as the app would. */
import type { BrowserContext } from 'playwright';
import * as z from 'zod';
import { equal } from '#sync/bytes.ts';
import type { Bytes } from '#sync/bytes.ts';
import { nextValue } from '#sync/responses.ts';
import { unsafeReadReceipt } from '#sync/receipt.ts';
import type { Entry } from '#sync/schema/entry.ts';
import type { ResponseValue } from '#sync/schema/response.ts';
import { signed } from '#sync/schema/signed.ts';
import { readPapers, readStored } from '#sync/stored-log.ts';
import { labelOf, numberOfItem } from './school.ts';

const dumped = z.strictObject({
	sessions: z.array(z.object({ session: z.string(), ticket: signed, state: z.string() })),
	/** Base64, in the order of their places. */
	segments: z.array(z.string()),
	control: z.array(z.string()),
	damaged: z.int(),
	refusals: z.int()
});
type Dumped = z.infer<typeof dumped>;

export interface DeviceRecord {
	segments: Bytes[];
	entries: Entry[];
	/** The newest answer by the number of its question. */
	answers: Map<number, string>;
	/** Last entry that a receipt on the device covers; -1: none. */
	receipted: number;
	/** How often the browser would not open its storage before it did. */
	refusals: number;
}

/** Where the app's origin shows a page that is not the app. */
const BESIDE = '/api/v1/health';

/** null: there is no session. Throws where the record is not whole. */
export async function readDevice(
	context: BrowserContext,
	origin: string
): Promise<DeviceRecord | null> {
	const page = await context.newPage();
	try {
		await page.goto(`${origin}${BESIDE}`);
		return await readRecord(dumped.parse(await page.evaluate(dump)));
	} finally {
		await page.close();
	}
}

async function readRecord({
	sessions,
	damaged,
	refusals,
	...logs
}: Dumped): Promise<DeviceRecord | null> {
	const [first, ...more] = sessions;
	if (!first) return null;
	if (more.length > 0 || damaged > 0)
		throw new Error(`${sessions.length} sessions and ${damaged} damaged records on the device`);
	const [segments, control] = [logs.segments.map(bytesOf), logs.control.map(bytesOf)];
	const papers = readPapers(first.session, first.ticket);
	const stored = await readStored(papers, { segments, control });
	if (stored.damage.length > 0) throw new Error(`damage: ${JSON.stringify(stored.damage)}`);
	const { entries } = stored.log;
	const newest = stored.control.entries.findLast(({ kind }) => kind === 'receipt');
	const receipt = newest?.kind === 'receipt' ? unsafeReadReceipt(newest.data.receipt) : null;
	return {
		segments,
		entries,
		answers: answersIn(entries),
		receipted: receipt?.seq ?? -1,
		refusals
	};
}

/** Throws where the log is not the earlier one with more behind it. */
export function requireGrownFrom(earlier: DeviceRecord, now: DeviceRecord): void {
	const same = earlier.segments.every((bytes, at) => {
		const there = now.segments[at];
		return there !== undefined && equal(bytes, there);
	});
	if (!same)
		throw new Error(
			`${earlier.segments.length} segments were there, ${now.segments.length} are, and not the same`
		);
}

/** By the number of the question. Throws where a change does not fit the text before it. */
export function answersIn(entries: readonly Entry[]): Map<number, string> {
	const values = new Map<string, ResponseValue>();
	for (const entry of entries) {
		if (entry.kind !== 'response') continue;
		const { item } = entry.data;
		const value = nextValue(values.get(item), entry.data);
		if (!value) throw new Error(`entry ${entry.seq} does not fit the answer before it`);
		values.set(item, value);
	}
	return new Map(Array.from(values, ([item, value]) => [numberOfItem(item), wordsOf(value)]));
}

/** As screen.ts tells it. */
function wordsOf(value: ResponseValue): string {
	if (value.type === 'single_choice') return value.choice === null ? '' : labelOf(value.choice);
	if (value.type === 'multiple_choice') return value.choices.map(labelOf).sort().join('|');
	if ('text' in value) return value.text;
	throw new Error(`nobody was asked for ${value.type}`);
}

const bytesOf = (base64: string): Bytes => Uint8Array.from(Buffer.from(base64, 'base64'));

/** Runs in the page. */
async function dump(): Promise<Dumped> {
	const nothing = { sessions: [], segments: [], control: [], damaged: 0, refusals: 0 };
	const there = (await indexedDB.databases()).some(({ name }) => name === 'invigil');
	if (!there) return nothing;
	const ask = <T>(request: IDBRequest<T>) =>
		new Promise<T>((done, fail) => {
			request.onsuccess = () => done(request.result);
			request.onerror = () => fail(request.error);
		});
	let refusals = 0;
	const open = async (): Promise<IDBDatabase> => {
		try {
			return await ask(indexedDB.open('invigil'));
		} catch (problem) {
			// As a person who reloads the page.
			if (++refusals === 10) throw problem;
			await new Promise((done) => setTimeout(done, 300));
			return open();
		}
	};
	const database = await open();
	try {
		const names = ['sessions', 'segments', 'control', 'damaged'] as const;
		if (names.some((name) => !database.objectStoreNames.contains(name))) return nothing;
		const reading = database.transaction(names);
		const all = <T>(name: (typeof names)[number]) =>
			ask(reading.objectStore(name).getAll() as IDBRequest<T[]>);
		const base64 = (rows: { bytes: Uint8Array }[]) =>
			rows.map(({ bytes }) => btoa(String.fromCharCode(...bytes)));
		const [sessions, segments, control, damaged] = await Promise.all([
			all<Dumped['sessions'][number]>('sessions'),
			all<{ bytes: Uint8Array }>('segments'),
			all<{ bytes: Uint8Array }>('control'),
			all('damaged')
		]);
		return {
			sessions: sessions.map(({ session, ticket, state }) => ({ session, ticket, state })),
			segments: base64(segments),
			control: base64(control),
			damaged: damaged.length,
			refusals
		};
	} finally {
		database.close();
	}
}
