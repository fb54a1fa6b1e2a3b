/** What can be wrong when somebody types `npm start`: one clear sentence, exit 1, no stack, and nothing of theirs touched. */
import { execFileSync } from 'node:child_process';
import {
	existsSync,
	mkdirSync,
	mkdtempSync,
	readFileSync,
	rmSync,
	statSync,
	writeFileSync
} from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { attemptList } from '#sync/schema/api.ts';
import { signedIn } from '../support/edge-client.ts';
import { startEdge, type EdgeStack } from '../support/edge-stack.ts';
import { allProcesses, family, goneWithin, killHard } from '../support/processes.ts';
import { freePort, runStart, startStack } from '../support/stack.ts';

const folders: string[] = [];
const folder = () => {
	const made = mkdtempSync(join(tmpdir(), 'invigil-start-'));
	folders.push(made);
	return made;
};
afterAll(() => folders.forEach((path) => rmSync(path, { recursive: true, force: true })));

/** Starts, waits for the end, and answers the sentence. */
async function sentence(words: string[], env: Record<string, string> = {}): Promise<string> {
	const port = String(await freePort());
	const data = env.INVIGIL_DATA ?? join(folder(), 'data');
	const run = runStart(['--no-build', ...words], {
		PORT: port,
		DATABASE_URL: '',
		...env,
		INVIGIL_DATA: data
	});
	const code = await run.exited;
	const said = run.output().trim();
	expect([said, code]).toEqual([said, 1]);
	expect(said).not.toMatch(/^\s+at .*:\d+/m);
	expect(said.split('\n').length, said).toBeLessThanOrEqual(2);
	return said;
}

describe('one sentence', () => {
	test('an option that does not exist', async () => {
		expect(await sentence(['--frseh'])).toContain('--frseh');
	});

	test('a port that is none, and one that is taken', async () => {
		expect(await sentence([], { PORT: 'http' })).toContain('PORT');
		const server = createServer();
		const port = await freePort();
		await new Promise<void>((done) => server.listen(port, '127.0.0.1', done));
		expect(await sentence([], { PORT: String(port) })).toMatch(new RegExp(`Port ${port} is taken`));
		await new Promise((done) => server.close(done));
	});

	test('a folder with somebody’s files in it is refused and left as it was, with --fresh too', async () => {
		const theirs = folder();
		writeFileSync(join(theirs, 'thesis.txt'), 'years of work');
		for (const words of [[], ['--fresh']])
			expect(await sentence(words, { INVIGIL_DATA: theirs })).toContain(theirs);
		expect(readFileSync(join(theirs, 'thesis.txt'), 'utf8')).toBe('years of work');
	});

	test('--fresh on a port that is taken deletes nothing', async () => {
		const data = join(folder(), 'data');
		mkdirSync(data);
		writeFileSync(join(data, 'invigil-data.txt'), '');
		writeFileSync(join(data, 'kept'), 'records');
		const server = createServer();
		const port = await freePort();
		await new Promise<void>((done) => server.listen(port, '127.0.0.1', done));
		const env = { PORT: String(port), INVIGIL_DATA: data };
		expect(await sentence(['--fresh'], env)).toMatch(/is taken/);
		await new Promise((done) => server.close(done));
		expect(readFileSync(join(data, 'kept'), 'utf8')).toBe('records');
		expect(existsSync(join(data, 'lock.json'))).toBe(false);
	});

	test('a data folder that is a file', async () => {
		const file = join(folder(), 'file');
		writeFileSync(file, '');
		expect(await sentence([], { INVIGIL_DATA: file })).toContain(file);
	});

	test('a DATABASE_URL that is no address, and one where nobody answers', async () => {
		expect(await sentence([], { DATABASE_URL: 'nonsense' })).toContain('DATABASE_URL');
		const port = await freePort();
		const url = `postgres://nobody:secret-word@127.0.0.1:${port}/none`;
		const said = await sentence([], { DATABASE_URL: url });
		expect(said).toContain(`127.0.0.1:${port}`);
		expect(said).not.toContain('secret-word');
	});

	test('a broken database folder, and broken keys', async () => {
		const data = join(folder(), 'data');
		mkdirSync(join(data, 'postgres'), { recursive: true });
		writeFileSync(join(data, 'invigil-data.txt'), '');
		writeFileSync(join(data, 'postgres', 'PG_VERSION'), 'garbage');
		expect(await sentence([], { INVIGIL_DATA: data })).toMatch(/postgres.*--fresh/s);
		writeFileSync(join(data, 'keys.json'), '{"EDGE_PRIVATE_KEY":');
		expect(await sentence([], { INVIGIL_DATA: data })).toMatch(/keys\.json.*damaged/s);
	});
});

describe('a running installation', () => {
	let stack: EdgeStack;
	beforeAll(async () => {
		stack = await startEdge({}, { begun: null });
	});
	afterAll(() => stack.dispose());

	test('a second one on the same data is refused, and the first goes on', async () => {
		expect(await sentence([], { INVIGIL_DATA: stack.data })).toMatch(/running on .* already/);
		expect(await sentence(['--fresh'], { INVIGIL_DATA: stack.data })).toMatch(
			/running on .* already/
		);
		await signedIn(stack.origin, 'student1@demo.test');
	});

	test('its keys are readable by their owner alone, and no secret is on a command line', () => {
		const file = join(stack.data, 'keys.json');
		expect(statSync(file).mode & 0o077).toBe(0);
		const keys = JSON.parse(readFileSync(file, 'utf8')) as Record<string, string>;
		const secrets = ['EDGE_PRIVATE_KEY', 'COOKIE_SECRET', 'PUBLISH_SECRET'].map(
			(name) => keys[name] ?? '?'
		);
		const lines = allProcesses().map(({ command }) => command.join(' '));
		for (const secret of secrets) expect(lines.filter((line) => line.includes(secret))).toEqual([]);
	});

	test('it listens on this machine alone', () => {
		const listening = execFileSync('ss', ['-ltnH'], { encoding: 'utf8' })
			.split('\n')
			.filter((line) => line.includes(`:${stack.port} `));
		expect(listening.length).toBeGreaterThan(0);
		for (const line of listening) expect(line).toMatch(/127\.0\.0\.1:|\[::1\]:/);
	});
});

describe('after SIGKILL', () => {
	const parts = {
		'of npm start alone': (all: number[], _worker: number[], pid: number) =>
			all.filter((one) => one === pid),
		'of all but the workerd it had started': (all: number[], worker: number[]) =>
			all.filter((one) => !worker.includes(one))
	};
	test.each(Object.entries(parts))(
		'%s, the next start ends what was left behind and keeps the data',
		async (_what, victims) => {
			const stack = await startStack({ DATABASE_URL: '' }, ['--no-build'], { begun: null });
			const lock = readFileSync(join(stack.data, 'lock.json'), 'utf8');
			const { pid } = JSON.parse(lock) as { pid: number };
			const all = family(pid);
			const worker = allProcesses()
				.filter((one) => all.includes(one.pid) && one.command[0]?.includes('workerd'))
				.map((one) => one.pid);
			expect(worker.length).toBeGreaterThan(0);
			try {
				await killHard(victims(all, worker, pid));
				await stack.start('--no-build');
				const client = await signedIn(stack.origin, 'student1@demo.test');
				const { attempts } = attemptList.parse((await client.ask('GET', '/attempts')).body);
				expect(attempts).toHaveLength(1);
				expect(await goneWithin(all, 5_000)).toEqual([]);
			} finally {
				await killHard(all);
				await stack.dispose();
			}
		}
	);
});
