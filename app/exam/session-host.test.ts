import { expect, test } from 'vitest';
import { ids, startedDevice } from './host-fixture.ts';
import { answers, choice, essay, openIn, snapshot, stored } from './host-steps.ts';

test('a session begins with open, and what resolved is in the store', async () => {
	const device = await startedDevice();
	const { host, opened } = await openIn(device);
	const { form, responses, receipted } = snapshot(opened);
	expect(form.items).toHaveLength(3);
	expect(responses).toEqual([]);
	expect(receipted).toBe(-1);
	const saved = host.respond('boils', choice('a'));
	await device.run();
	const { seq } = await saved;
	const entries = await stored(device.store, device.session);
	expect(entries[0]?.kind).toBe('open');
	expect(entries[seq]).toMatchObject({ kind: 'response', data: { item: 'boils' } });
	expect(device.store.sessions.get(device.session)?.state).toBe('open');
});

test('a killed tab: everything that resolved is there on return, in the same place', async () => {
	const device = await startedDevice();
	const first = await openIn(device);
	void first.host.respond('boils', choice('b'));
	void first.host.respond('why', essay('Ice is less dense'));
	void first.host.record({ kind: 'navigation', data: { item: 'why', action: 'visit' } });
	void first.host.record({ kind: 'navigation', data: { item: 'mass', action: 'mark' } });
	await device.run(1_000);
	const before = await stored(device.store, device.session);
	// Killed: nothing is closed, the lock is simply gone.
	await first.host.close();
	await device.clock.advance(60_000);
	const again = snapshot((await openIn(device)).opened);
	expect(answers(again)).toEqual({
		boils: choice('b'),
		why: essay('Ice is less dense')
	});
	expect(again).toMatchObject({ item: 'why', marked: ['mass'], damaged: 'no' });
	await device.run(1_000);
	const after = await stored(device.store, device.session);
	expect(after.slice(0, before.length)).toEqual(before);
	const resume = after.find(({ kind }) => kind === 'resume');
	expect(resume).toMatchObject({ boot: 1, data: { reason: 'reload' } });
	expect(resume?.kind === 'resume' && resume.data.gapMs).toBeGreaterThanOrEqual(60_000);
	expect(after.map(({ seq }) => seq)).toEqual(after.map((_, index) => index));
});

test('an essay travels as changes with the whole text now and then, and replays to what was typed', async () => {
	const device = await startedDevice();
	const { host } = await openIn(device);
	let text = '';
	for (const word of 'Ice floats because it is less dense than 😀 water '.repeat(8).split(' ')) {
		text += `${word} `;
		void host.respond('why', essay(text));
		await device.run();
	}
	await device.run(500);
	const entries = (await stored(device.store, device.session)).filter(
		({ kind }) => kind === 'response'
	);
	const whole = entries.filter((entry) => entry.kind === 'response' && 'value' in entry.data);
	expect(whole.length).toBeGreaterThan(2);
	expect(whole.length).toBeLessThan(entries.length / 10);
	await host.close();
	expect(answers(snapshot((await openIn(device)).opened))).toEqual({ why: essay(text) });
});

test('an essay of 60,000 letters of three bytes fits, though no single entry could hold it', async () => {
	const device = await startedDevice();
	const { host } = await openIn(device);
	const text = 'पानी '.repeat(12_000);
	const saved = host.respond('why', essay(text));
	await device.run(1_000);
	await saved;
	await host.close();
	expect(answers(snapshot((await openIn(device)).opened))).toEqual({ why: essay(text) });
});

test('saying the same thing twice writes nothing and resolves with the first', async () => {
	const device = await startedDevice();
	const { host } = await openIn(device);
	const both = [host.respond('boils', choice('a')), host.respond('boils', choice('a'))];
	await device.run();
	const [one, two] = await Promise.all(both);
	expect(one).toEqual(two);
	const responses = (await stored(device.store, device.session)).filter(
		({ kind }) => kind === 'response'
	);
	expect(responses).toHaveLength(1);
});

test('received is told only under a receipt that covers the response', async () => {
	const device = await startedDevice();
	const { host, events } = await openIn(device);
	device.setNetwork(false);
	const saved = host.respond('boils', choice('a'));
	await device.run(2_000);
	const { seq } = await saved;
	const covered = () => events.some((event) => event.type === 'receipted' && event.seq >= seq);
	expect(covered()).toBe(false);
	device.setNetwork(true);
	await device.run(40_000);
	expect(covered()).toBe(true);
});

test('a second tab is told, waits, and goes on when the first is closed', async () => {
	const device = await startedDevice();
	const first = await openIn(device);
	void first.host.respond('boils', choice('a'));
	await device.run(500);
	const second = device.tab();
	const opening = second.open();
	await device.run(1_500);
	expect(second.events).toContainEqual({ type: 'elsewhere' });
	await first.host.close();
	await device.run(500);
	expect(answers(snapshot(await opening))).toEqual({ boils: choice('a') });
});

test('taken over by a person, the first tab stores what it has, stops writing and says so', async () => {
	const device = await startedDevice();
	const first = await openIn(device);
	void first.host.respond('boils', choice('a'));
	const second = device.tab();
	const opening = second.open();
	await device.run(100);
	second.host.takeOver(ids.attempt);
	await device.run(500);
	expect(first.events).toContainEqual({ type: 'taken_over' });
	expect(answers(snapshot(await opening))).toEqual({ boils: choice('a') });
	expect(() => first.host.respond('boils', choice('b'))).toThrow();
});

test('handed in without a network it is handed in, and nothing more can be answered', async () => {
	const device = await startedDevice();
	device.setNetwork(false);
	const { host, events } = await openIn(device);
	void host.respond('boils', choice('a'));
	const handed = host.handIn('student');
	await device.run(500);
	await handed;
	expect(events).toContainEqual({ type: 'submitted' });
	const entries = await stored(device.store, device.session);
	expect(entries.at(-1)).toMatchObject({
		kind: 'submit',
		data: { total: entries.length, by: 'student' }
	});
	expect(device.store.sessions.get(device.session)).toMatchObject({
		state: 'submitted',
		submit: entries.length - 1
	});
	await host.close();
	expect((await openIn(device)).opened).toEqual({ kind: 'submitted' });
});
