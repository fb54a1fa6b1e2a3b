import { expect, test } from 'vitest';
import { ApiError } from '#app/api/api-error.ts';
import type { ControlRequest } from '#sync/schema/control-act.ts';
import { ControlDesk } from './control-desk.svelte.ts';

function desk() {
	const sent: ControlRequest[] = [];
	const fails = { next: false };
	let made = 0;
	const madeDesk = new ControlDesk({
		uuid: () => `number ${made++}`,
		send: async (request) => {
			sent.push(request);
			if (fails.next) throw new ApiError('unreachable', 'no answer');
			return { students: 3 };
		}
	});
	return { desk: madeDesk, sent, fails };
}

const more = { act: 'extend', addMs: 600_000 } as const;

test('a request whose answer was lost is repeated under its number; the next one gets its own', async () => {
	const { desk: own, sent, fails } = desk();
	fails.next = true;
	expect(await own.send(more, 'all')).toBe(false);
	expect(own.told.problem).not.toBe('');
	fails.next = false;
	expect(await own.send(more, 'all')).toBe(true);
	expect(own.sentTo).toBe(3);
	// Ten more minutes, a second time.
	await own.send(more, 'all');
	expect(sent.map(({ id }) => id)).toEqual(['number 0', 'number 0', 'number 1']);
});

test('something else after a lost answer is another request', async () => {
	const { desk: own, sent, fails } = desk();
	fails.next = true;
	await own.send(more, 'all');
	await own.send(more, ['a']);
	await own.send({ act: 'pause' }, ['a']);
	expect(new Set(sent.map(({ id }) => id)).size).toBe(3);
});

test('students are chosen and left out again', () => {
	const { desk: own } = desk();
	own.toggle('a');
	own.toggle('b');
	own.toggle('a');
	expect([...own.chosen]).toEqual(['b']);
	own.choose([]);
	expect(own.chosen.size).toBe(0);
});
