import { expect, test } from 'vitest';
import { ProblemCodes } from './problem-codes.ts';
import { reportBytes, type ProblemReport, type SessionFacts } from './report.ts';
import { storedFacts } from './session-facts.ts';
import { ids, startedDevice } from '../host-fixture.ts';

const MARKER = 'zebra-marker-4711';
const facts: SessionFacts = {
	state: 'open',
	entries: 3,
	segments: 2,
	controlSegments: 1,
	boot: 0,
	t: 10,
	submitted: false,
	held: false,
	receipt: { seq: 1, at: 5 },
	refused: null,
	waiting: 1,
	link: 'live'
};
const report: ProblemReport = {
	kind: 'invigil-problem-report/1',
	attempt: ids.attempt,
	at: 1,
	app: { version: '1', page: 'exam', offlineReady: true },
	browser: {
		agent: 'A browser',
		language: 'en',
		online: false,
		screen: [390, 844],
		pixelRatio: 2,
		touch: true
	},
	storage: { usage: 1, quota: 2, persisted: null, reads: 'ok' },
	clock: { offsetMinutes: 60, aheadMs: -3, remainingMs: 1, paused: false },
	sessions: [facts],
	files: { kept: 1, confirmed: 0 },
	problems: [{ at: 1, code: 'store_full' }]
};

test('a report is JSON that a person can read', () => {
	expect(JSON.parse(new TextDecoder().decode(reportBytes(report)))).toEqual(report);
});

test('attack: a word of an error, a name or a response in any field is not saved', () => {
	const with_ = (change: object) => () => reportBytes({ ...report, ...change } as ProblemReport);
	const words = `${MARKER} and more`;
	expect(with_({ problems: [{ at: 1, code: words }] })).toThrow();
	expect(with_({ problems: [{ at: 1, code: 'x', message: MARKER }] })).toThrow();
	expect(with_({ sessions: [{ ...facts, responses: { one: MARKER } }] })).toThrow();
	expect(with_({ sessions: [{ ...facts, state: words }] })).toThrow();
	expect(with_({ studentName: MARKER })).toThrow();
	expect(with_({ app: { ...report.app, page: words } })).toThrow();
	expect(with_({ attempt: MARKER })).toThrow();
});

test('the facts of a session, open or stored, hold no word of it', async () => {
	const device = await startedDevice({ studentName: MARKER, examTitle: MARKER });
	const { host, open } = device.tab();
	await open();
	void host.respond('one', { type: 'essay', text: MARKER });
	await device.run(2_000);
	const live = host.facts();
	await host.close();
	const row = device.store.sessions.get(device.session);
	const stored = row && (await storedFacts(row, device.store));
	expect(live?.entries).toBeGreaterThan(1);
	expect(stored?.entries).toBe(live?.entries);
	const sessions = [live, stored].filter((one) => one !== null && one !== undefined);
	const text = new TextDecoder().decode(reportBytes({ ...report, sessions }));
	expect(text).not.toContain(MARKER);
});

test('problems are kept as codes, one after the other, the newest fifty', () => {
	let now = 0;
	const problems = new ProblemCodes(() => now++);
	for (const code of ['store_full', 'store_full', 'store_mended']) problems.note(code);
	expect(problems.all).toEqual([
		{ at: 0, code: 'store_full' },
		{ at: 1, code: 'store_mended' }
	]);
	for (let at = 0; at < 200; at++) problems.note(`code_${at}`);
	expect(problems.all).toHaveLength(50);
	expect(problems.all.at(-1)?.code).toBe('code_199');
});
