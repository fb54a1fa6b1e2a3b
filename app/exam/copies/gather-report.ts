/** Collects what a problem report says. Each part that cannot be had is left empty: the report is for when things do not work. */
import { version } from '$app/env';
import type { DeviceStore } from '../../device/device-store.ts';
import { fileShelf } from '../../device/open-shelf.ts';
import { shellState } from '../../device/offline-shell.ts';
import { storageRoom } from '../../device/storage.ts';
import { reportBytes } from './report.ts';
import type { ProblemReport, SessionFacts } from './report.ts';
import { storedFacts } from './session-facts.ts';

const PATIENCE_MS = 3_000;

export type Asked = {
	attempt: string;
	/** Which page asks: `exam`, `done` or what kept the exam from opening. */
	page: string;
	problems: ProblemReport['problems'];
	clock: { remainingMs: number; paused: boolean } | null;
	/** The session that is open; null: none, or its worker does not answer. */
	live: () => Promise<SessionFacts | null>;
	store: Pick<DeviceStore, 'attempt' | 'sessionsOf' | 'readLog'>;
};

export async function gatherReport(asked: Asked): Promise<Uint8Array<ArrayBuffer>> {
	const { attempt, page, problems, clock, store } = asked;
	const [live, stored, room, persisted, kept, files, shell] = await Promise.all([
		orNull(asked.live()),
		orNull(sessionsIn(store, attempt)),
		orNull(storageRoom()),
		orNull(persistedOf()),
		orNull(store.attempt(attempt)),
		orNull(fileShelf().of(attempt)),
		orNull(shellState())
	]);
	const edgeClock = kept?.edgeClock ?? null;
	const before = (stored ?? []).slice(0, live ? -1 : undefined);
	return reportBytes({
		kind: 'invigil-problem-report/1',
		attempt,
		at: Date.now(),
		app: { version: version.slice(0, 40), page, offlineReady: shell === 'ready' },
		browser: {
			agent: navigator.userAgent.slice(0, 400),
			language: navigator.language.slice(0, 35),
			online: navigator.onLine,
			screen: [innerWidth, innerHeight],
			pixelRatio: devicePixelRatio,
			touch: navigator.maxTouchPoints > 0
		},
		storage: {
			usage: room?.usedBytes ?? null,
			quota: room?.quotaBytes ?? null,
			persisted,
			reads: stored ? 'ok' : 'failed'
		},
		clock: {
			offsetMinutes: -new Date().getTimezoneOffset(),
			aheadMs: edgeClock && edgeClock.edge - edgeClock.wall,
			remainingMs: clock && Math.round(clock.remainingMs),
			paused: clock && clock.paused
		},
		sessions: [...before, ...(live ? [live] : [])].slice(-30),
		files: files && {
			kept: files.length,
			confirmed: files.filter(({ receipt }) => receipt !== null).length
		},
		problems
	});
}

async function sessionsIn(store: Asked['store'], attempt: string): Promise<SessionFacts[]> {
	const facts: SessionFacts[] = [];
	for (const row of await store.sessionsOf(attempt)) facts.push(await storedFacts(row, store));
	return facts;
}

async function persistedOf(): Promise<boolean | null> {
	return (await globalThis.navigator?.storage?.persisted?.()) ?? null;
}

/** What does not answer in time, or fails, is said to be unknown by its absence. */
async function orNull<T>(asked: Promise<T>): Promise<T | null> {
	const late = new Promise<null>((resolve) => setTimeout(() => resolve(null), PATIENCE_MS));
	try {
		return await Promise.race([asked, late]);
	} catch (problem) {
		console.warn('A fact for the report cannot be had:', problem);
		return null;
	}
}
