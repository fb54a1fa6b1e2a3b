import { createServer } from 'node:net';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { apiClient, attemptsOf, ticketFor } from '../support/http.ts';
import { freePort, isHealthy, runStart, startStack, type Stack } from '../support/stack.ts';

let stack: Stack;
beforeAll(async () => {
	stack = await startStack({}, [], { begun: null });
});
afterAll(() => stack.dispose());

const stateOfFirstAttempt = async () => {
	const client = await apiClient(stack.origin, 'student1@demo.test');
	return (await attemptsOf(client))[0]?.state;
};

test('it says where it is, who may sign in and the start code', async () => {
	const said = stack.output();
	expect(said).toContain(stack.origin);
	for (const who of ['student1', 'student2', 'student3', 'teacher', 'proctor', 'admin'])
		expect(said).toContain(`${who}@demo.test`);
	expect(said).toContain('invigil-demo');
	expect(said).toMatch(/\b[0-9A-HJKMNP-TV-Z]{5}-[0-9A-HJKMNP-TV-Z]{5}\b/);
});

test('a second start keeps what was there, --fresh begins anew, and Ctrl-C ends every process', async () => {
	const client = await apiClient(stack.origin, 'student1@demo.test');
	const [attempt] = await attemptsOf(client);
	expect(attempt?.state).toBe('assigned');
	// Any well-formed point will do: a ticket makes the attempt ready.
	const deviceKey = `B${'A'.repeat(86)}`;
	await ticketFor(client, attempt?.id ?? '', deviceKey).catch(() => undefined);
	const before = await stateOfFirstAttempt();

	await stack.stop();
	expect(await isHealthy(stack.origin)).toBe(false);
	await stack.start();
	expect(await stateOfFirstAttempt()).toBe(before);

	await stack.stop();
	await stack.start('--fresh');
	expect(await stateOfFirstAttempt()).toBe('assigned');
});

test('a port that is taken is one sentence', async () => {
	const port = await freePort();
	const server = createServer();
	await new Promise<void>((done) => server.listen(port, '127.0.0.1', done));
	const second = runStart([], { PORT: String(port), INVIGIL_DATA: `${stack.data}-second` });
	expect(await second.exited).toBe(1);
	server.close();
	const said = second.output().trim();
	expect(said).toContain(String(port));
	expect(said).not.toMatch(/^\s+at /m);
	expect(said.split('\n').filter((line) => /port/i.test(line))).toHaveLength(1);
});

test('SIGKILL of the edge and a new start: healthy again on the same data', async () => {
	const before = await stateOfFirstAttempt();
	await stack.kill();
	await stack.start();
	expect(await stateOfFirstAttempt()).toBe(before);
});
