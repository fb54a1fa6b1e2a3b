/** A sitting that compares faces: the description before the exam, and that neither the record nor a request holds any of it. */
import type { Page } from 'playwright';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { bankAdded } from '#sync/schema/bank.ts';
import { createdExam } from '#sync/schema/teaching.ts';
import { defaultPolicy, type Policy } from '#sync/schema/policy.ts';
import { trueFalse } from '../support/items.ts';
import { answerItem } from '../support/answers.ts';
import { createProfile, deleteProfile, launchChromium } from '../support/chromium.ts';
import { signedIn, type EdgeClient } from '../support/edge-client.ts';
import { findings } from '../support/looks.ts';
import { startStack, type Stack } from '../support/stack.ts';
import * as student from '../support/student.ts';
import { cameraClip } from '../models/clips.ts';

const email = 'student3@demo.test';
const title = 'Compared faces';
const HOUR = 3_600_000;
let stack: Stack;
let teacher: EdgeClient;
let exam: string;

beforeAll(async () => {
	stack = await startStack();
	teacher = await signedIn(stack.origin, 'teacher@demo.test');
	const added = await teacher.ask('POST', '/bank/items', {
		body: { items: [trueFalse('One thing')], shared: false, skipKnown: false, from: 'test' }
	});
	const { ids } = bankAdded.parse(added.body);
	const made = await teacher.ask('POST', '/teacher/exams', { body: { title, items: ids } });
	exam = createdExam.parse(made.body).id;
	await teacher.ask('POST', `/teacher/exams/${exam}/publish`, { body: {} });
});
afterAll(() => stack.dispose());

const schedule = (analyses: Policy['analyses']) =>
	teacher.ask('POST', `/teacher/exams/${exam}/sittings`, {
		body: {
			title,
			opensAt: Date.now() - 60_000,
			closesAt: Date.now() + HOUR,
			durationMs: HOUR / 2,
			policy: { ...defaultPolicy, microphone: false, analyses },
			students: [email],
			teachers: [],
			proctors: []
		}
	});

/** Runs in the page: what is enrolled, decrypted there, and every sealed segment of the log. */
async function kept(): Promise<{ likeness: number[]; segments: number[][]; extractable: boolean }> {
	const open = (name: string) =>
		new Promise<IDBDatabase>((resolve, reject) => {
			const asked = indexedDB.open(name);
			asked.onsuccess = () => resolve(asked.result);
			asked.onerror = () => reject(new Error(name));
		});
	const all = <Row>(db: IDBDatabase, table: string) =>
		new Promise<Row[]>((resolve, reject) => {
			const asked = db.transaction(table).objectStore(table).getAll();
			asked.onsuccess = () => resolve(asked.result as Row[]);
			asked.onerror = () => reject(new Error(table));
		});
	interface Row {
		attempt: string;
		key: CryptoKey;
		iv: Uint8Array<ArrayBuffer>;
		data: Uint8Array<ArrayBuffer>;
	}
	const faces = await open('invigil-likeness');
	const [row] = await all<Row>(faces, 'likenesses');
	const log = await open('invigil');
	const segments = await all<{ bytes: Uint8Array }>(log, 'segments');
	faces.close();
	log.close();
	if (!row) throw new Error('Nothing is enrolled.');
	const additionalData = new TextEncoder().encode(`invigil-likeness/1 ${row.attempt}`);
	const { key, iv } = row;
	const bytes = await crypto.subtle.decrypt({ name: 'AES-GCM', iv, additionalData }, key, row.data);
	return {
		likeness: [...new Float32Array(bytes)],
		segments: segments.map((each) => [...each.bytes]),
		extractable: key.extractable
	};
}

function expectNothingOf(likeness: number[], sent: Buffer): void {
	const raw = Buffer.from(Float32Array.from(likeness).buffer);
	for (let at = 0; at < raw.length; at += 32)
		expect(sent.includes(raw.subarray(at, at + 16))).toBe(false);
	const text = sent.toString('latin1');
	for (const part of likeness.filter((value) => Math.abs(value) > 1e-4))
		expect(text.includes(String(part).slice(0, 9))).toBe(false);
}

async function enrol(page: Page): Promise<void> {
	const group = page.getByRole('group', { name: 'Your face at the start' });
	await group.getByRole('button', { name: 'Look at my face' }).click();
	await group.getByText('Your face is described').waitFor({ timeout: 90_000 });
}

test('what is not offered is refused with a sentence', async () => {
	const refused = await schedule(['things']);
	expect(refused.status).toBe(400);
	expect(JSON.stringify(refused.body)).toContain('is not offered');
});

test('a face is described before the exam, and no part of that is in the record or in what is sent', async () => {
	expect((await schedule(['identity'])).status).toBe(201);
	const profile = createProfile();
	const { page, context, close } = await launchChromium(profile, {
		devices: { camera: await cameraClip('one_face') }
	});
	const sent: Buffer[] = [];
	context.on('request', (request) => {
		const body = request.postDataBuffer();
		if (body) sent.push(body);
	});
	await student.signIn(page, stack.origin, email);
	await student.waitReadyOffline(page, title);
	await student.openCheck(page, title);
	await enrol(page);
	expect(await findings(page, () => page.locator('[role=group]').first().waitFor())).toEqual([]);
	await page.reload();
	await page.getByText(/^Your face is compared with the one at the start\./).waitFor();
	await student.startExam(page);
	await answerItem(page);
	await student.waitSaved(page);
	// The first summary of what was seen, and with it looks at the face.
	await page.waitForTimeout(12_000);
	await student.handIn(page);
	await page.getByRole('status').filter({ hasText: 'Received' }).waitFor({ timeout: 60_000 });
	const { likeness, segments, extractable } = await page.evaluate(kept);
	expect(extractable).toBe(false);
	expect(likeness).toHaveLength(1_024);
	expect(segments.length).toBeGreaterThan(0);
	const log = Buffer.concat(segments.map((each) => Buffer.from(each)));
	expect(log.includes('"readings"')).toBe(true);
	expect(log.includes('identity_changed')).toBe(false);
	expectNothingOf(likeness, Buffer.concat([log, ...sent]));
	await close();
	deleteProfile(profile);
});
