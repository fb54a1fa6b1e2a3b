import { expect, test } from 'vitest';
import { answerTakeOver } from './take-over.ts';

async function ask(paths: string[], data: unknown = { type: 'take-over' }, locks: string[] = []) {
	const answers: unknown[] = [];
	let skipped = false;
	await answerTakeOver(
		{
			clients: {
				matchAll: async () => paths.map((path) => ({ url: `http://localhost:8787${path}` }))
			},
			skipWaiting: async () => {
				skipped = true;
			},
			navigator: { locks: { query: async () => ({ held: locks.map((name) => ({ name })) }) } }
		},
		{ data, ports: [{ postMessage: (message) => answers.push(message) }] }
	);
	return { answers, skipped };
}

const attempt = '/exams/4e1b2c3d-0000-4000-8000-000000000001';

test('a new version takes over from pages without an exam', async () => {
	expect(await ask(['/', '/exams', `${attempt}/done`, '/console'])).toEqual({
		answers: [true],
		skipped: true
	});
});

test.each([attempt, `${attempt}/`, `${attempt}/check`])(
	'a new version waits while %s is open in any tab',
	async (path) => {
		expect(await ask(['/exams', path])).toEqual({ answers: [false], skipped: false });
	}
);

test('a new version waits while an exam is open to which a link in the app led', async () => {
	const lock = 'invigil-attempt 4e1b2c3d-0000-4000-8000-000000000001';
	expect((await ask(['/exams'], undefined, [lock])).skipped).toBe(false);
	expect((await ask(['/exams'], undefined, ['something else'])).skipped).toBe(true);
});

test('other messages are not answered', async () => {
	expect(await ask([], 'SKIP_WAITING')).toEqual({ answers: [], skipped: false });
});
