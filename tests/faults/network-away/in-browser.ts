/** A student at the app itself, in Chromium, behind a network that lies: from the list of exams to the receipt. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { Page } from 'playwright';
import { decodeSegment } from '#sync/segment.ts';
import { answerItem, type Entered } from '../../support/answers.ts';
import { createProfile, deleteProfile, launchChromium } from '../../support/chromium.ts';
import { watchPage } from '../../support/page-watch.ts';
import * as student from '../../support/student.ts';
import type { Tally } from '../each-seed.ts';
import { PORTAL_MARK, type LyingNetwork } from './lying-network.ts';
import type { BrowserPlan } from './plan.ts';

const TITLE = 'Reading the world in numbers';
const READY_MS = 40_000;
/** Several browsers share this machine. */
const STEP_MS = 90_000;
/** Until everything is said to be received: silence is noticed after half a minute, and waited for is up to as long. */
const BACK_MS = 150_000;
/** Long enough for a question, short enough for many. */
const UNDER_LIE_MS = 700;

export interface Sat {
	attempt: string;
	/** Of each entry on the device. */
	texts: string[];
	entered: Entered[];
}

export async function sitInBrowser(given: {
	plan: BrowserPlan;
	network: LyingNetwork;
	email: string;
	tally: Tally;
	/** Asked before the browser is closed: what it has sealed last may still be on its way. */
	arrived: (sat: Sat) => Promise<void>;
}): Promise<void> {
	const { plan, network, email, tally, arrived } = given;
	const profile = createProfile();
	const { context, page, close } = await launchChromium(profile, { devices: { none: true } });
	context.setDefaultTimeout(STEP_MS);
	try {
		const watched = await watchPage(context, network.origin);
		await student.signIn(page, network.origin, email);
		await student.examCard(page, TITLE).waitFor();
		const { whileFetching } = plan;
		await sleep(whileFetching.afterMs);
		await network.become(whileFetching.lie);
		await sleep(whileFetching.ms);
		await network.become(null);
		tally.saw(`Chromium, while fetching: ${whileFetching.lie}`);
		await readyOffline(page, tally);
		await student.openCheck(page, TITLE);
		await student.startExam(page);
		let loads = 0;
		page.on('load', () => (loads += 1));
		const entered = [await answerItem(page)];
		for (const lie of plan.stretches) {
			await network.become(lie);
			tally.saw(`Chromium, network: ${lie}`);
			await sleep(UNDER_LIE_MS);
			await student.goToNext(page);
			entered.push(await answerItem(page));
		}
		await network.become(plan.reloadsUnder);
		if (loads > 0) throw new Error('the page was loaded again by itself');
		const before = await student.position(page);
		await page.reload({ waitUntil: 'domcontentloaded' });
		await student.questionHeading(page).waitFor();
		const after = await student.position(page);
		if (after.number !== before.number)
			throw new Error(`question ${after.number} after loading again, ${before.number} before`);
		await network.become(plan.handsInUnder);
		await student.handIn(page);
		await sleep(UNDER_LIE_MS);
		await network.become(null);
		const received = page.getByRole('status').filter({ hasText: 'Received' });
		await received.waitFor({ timeout: BACK_MS });
		const [, attempt = ''] = /exams\/([0-9a-f-]{36})/.exec(page.url()) ?? [];
		const texts = await textsOnDevice(page);
		const portals = await page.evaluate(findsMark, PORTAL_MARK);
		if (portals.length > 0) throw new Error(`a page of the portal is kept: ${portals.join(', ')}`);
		if (watched.errors.length > 0) throw new Error(`a page threw: ${watched.errors.join(', ')}`);
		await arrived({ attempt, texts, entered });
	} finally {
		await close();
		deleteProfile(profile);
	}
}

/** Before an exam a student may load a page again that says it is not ready; it is counted. */
async function readyOffline(page: Page, tally: Tally): Promise<void> {
	const ready = student
		.examCard(page, TITLE)
		.getByRole('status')
		.filter({ hasText: 'Ready offline' });
	try {
		await ready.waitFor({ timeout: READY_MS });
	} catch (_notYet) {
		tally.saw('Chromium, loaded again before the exam');
		await page.reload();
		await ready.waitFor({ timeout: 3 * READY_MS });
	}
}

async function textsOnDevice(page: Page): Promise<string[]> {
	const segments = await page.evaluate(async () => {
		for (const { name = '' } of await indexedDB.databases()) {
			const database = await new Promise<IDBDatabase>((done, failed) => {
				const asked = indexedDB.open(name);
				asked.onsuccess = () => done(asked.result);
				asked.onerror = () => failed(asked.error ?? new Error(name));
			});
			if (!database.objectStoreNames.contains('segments')) {
				database.close();
				continue;
			}
			const rows = await new Promise<{ first: number; bytes: Uint8Array }[]>((done, failed) => {
				const asked = database.transaction('segments').objectStore('segments').getAll();
				asked.onsuccess = () => done(asked.result as { first: number; bytes: Uint8Array }[]);
				asked.onerror = () => failed(asked.error ?? new Error('segments'));
			});
			database.close();
			return rows.sort((a, b) => a.first - b.first).map(({ bytes }) => [...bytes]);
		}
		return [];
	});
	return segments.flatMap((bytes) => {
		const decoded = decodeSegment(new Uint8Array(bytes));
		if (!decoded.ok) throw new Error('the browser holds no segment there');
		return decoded.segment.entries.map((entry) => new TextDecoder().decode(entry));
	});
}

/** In the page: where in caches and tables there is a text with the mark. */
async function findsMark(mark: string): Promise<string[]> {
	const found: string[] = [];
	for (const name of await caches.keys()) {
		const cache = await caches.open(name);
		for (const request of await cache.keys()) {
			const text = await (await cache.match(request, { ignoreVary: true }))?.text();
			if (text?.includes(mark)) found.push(`${name} ${request.url}`);
		}
	}
	const hasMark = async (value: unknown): Promise<boolean> => {
		if (typeof value === 'string') return value.includes(mark);
		if (value instanceof Blob) return (await value.text()).includes(mark);
		if (value instanceof Uint8Array) return new TextDecoder().decode(value).includes(mark);
		if (typeof value !== 'object' || value === null) return false;
		for (const inner of Object.values(value)) if (await hasMark(inner)) return true;
		return false;
	};
	for (const { name = '' } of await indexedDB.databases()) {
		const database = await new Promise<IDBDatabase>((done, failed) => {
			const asked = indexedDB.open(name);
			asked.onsuccess = () => done(asked.result);
			asked.onerror = () => failed(asked.error ?? new Error(name));
		});
		for (const store of database.objectStoreNames) {
			const rows = await new Promise<unknown[]>((done, failed) => {
				const asked = database.transaction(store).objectStore(store).getAll();
				asked.onsuccess = () => done(asked.result as unknown[]);
				asked.onerror = () => failed(asked.error ?? new Error(store));
			});
			if (await hasMark(rows)) found.push(`${name} ${store}`);
		}
		database.close();
	}
	return found;
}
