import { expect, test } from 'vitest';
import { toBase64url } from '#sync/bytes.ts';
import { createKeyPair } from '#sync/copy/hpke.ts';
import { openCopy, readCopyHeader } from '#sync/copy/sealed-copy.ts';
import { admitSegments } from '#sync/admission.ts';
import { newLogState } from '#sync/log-state.ts';
import { readPapers } from '#sync/stored-log.ts';
import type { ResponseValue } from '#sync/schema/response.ts';
import { ids, startedDevice } from '../host-fixture.ts';
import { sealOwnCopy } from './seal-own-copy.ts';

const key = await createKeyPair();
const copyKey = toBase64url(key.raw);
const text = (words: string): ResponseValue => ({ type: 'essay', text: words });

async function opened(made: Awaited<ReturnType<typeof sealOwnCopy>>) {
	if (!made.ok) throw new Error(made.failure);
	const read = await openCopy(made.bytes, key);
	if (!read.ok) throw new Error(read.problem);
	return read.sessions;
}

/** All that its entries say, as the edge would admit them. */
async function admitted(session: Awaited<ReturnType<typeof opened>>[number]) {
	const papers = readPapers(session.session, session.ticket);
	const begin = newLogState(session.session, papers.ticket, papers.ticketHash);
	const read = await admitSegments(session.segments, begin, { verify: papers.verifyLog });
	if (!read.ok) throw new Error(read.refusal.code);
	return read.entries;
}

test('a copy of an open exam holds all that was recorded, also what still waited for company, and is admitted', async () => {
	const device = await startedDevice({ copyKey });
	const { host, open } = device.tab();
	await open();
	await device.run(1_000);
	void host.respond('one', text('Written just now.'));
	const made = await host.copy(ids.attempt);
	const [session, ...more] = await opened(made);
	expect(more).toEqual([]);
	expect(made.ok && readCopyHeader(made.bytes)).toMatchObject({ header: { attempt: ids.attempt } });
	const entries = session ? await admitted(session) : [];
	expect(JSON.stringify(entries)).toContain('Written just now.');
	expect(made.ok && made.entries).toBe(entries.length);
	await host.close();
});

test('where the store takes nothing any more the copy comes out of memory', async () => {
	const device = await startedDevice({ copyKey });
	device.setNetwork(false);
	const { host, open } = device.tab();
	await open();
	await device.run(1_000);
	device.store.failing = new Error('disk gone');
	void host.respond('one', text('Never stored.'));
	await device.run(2_000);
	const [session] = await opened(await host.copy(ids.attempt));
	expect(JSON.stringify(session && (await admitted(session)))).toContain('Never stored.');
	const stored = [...device.store.logs.segments.values()];
	expect(stored.length).toBeLessThan(session?.segments.length ?? 0);
});

test('where the store cannot even be read the open session is copied all the same', async () => {
	const device = await startedDevice({ copyKey });
	const { host, open } = device.tab();
	await open();
	await device.run(1_000);
	device.store.sessionsOf = () => Promise.reject(new Error('gone'));
	device.store.attempt = () => Promise.reject(new Error('gone'));
	expect(await opened(await host.copy(ids.attempt))).toHaveLength(1);
});

test('after the page was left the copy comes out of the store, byte for byte, up to what is damaged', async () => {
	const device = await startedDevice({ copyKey });
	const { host, open } = device.tab();
	await open();
	for (const words of ['one', 'two', 'three']) {
		void host.respond('one', text(words));
		await device.run(1_000);
	}
	await host.close();
	const [whole] = await opened(await sealOwnCopy(ids.attempt, device.store, null));
	const stored = [...device.store.logs.segments.entries()];
	expect(whole?.segments).toEqual(stored.map(([, bytes]) => bytes));
	const [place, bytes] = stored[2] ?? ['', new Uint8Array()];
	const broken = bytes.slice();
	broken[100] = (broken[100] ?? 0) ^ 1;
	device.store.logs.segments.set(place, broken);
	const [intact] = await opened(await sealOwnCopy(ids.attempt, device.store, null));
	expect(intact?.segments).toEqual(whole?.segments.slice(0, 2));
});

test('without an entry, or under a ticket of before there were copies, it says so', async () => {
	const empty = await startedDevice({ copyKey });
	expect(await sealOwnCopy(ids.attempt, empty.store, null)).toEqual({
		ok: false,
		failure: 'nothing'
	});
	const old = await startedDevice();
	const { host, open } = old.tab();
	await open();
	await old.run(1_000);
	expect(await host.copy(ids.attempt)).toEqual({ ok: false, failure: 'no_key' });
});
