/** What every answer says to the browser that shows it. */
import { readdirSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startEdge, type EdgeStack } from '../support/edge-stack.ts';

let stack: EdgeStack;
beforeAll(async () => {
	stack = await startEdge();
});
afterAll(() => stack.dispose());

const headersOf = async (path: string) => (await fetch(stack.origin + path)).headers;

test.each(['/', '/exams/anything', '/manifest.webmanifest'])(
	'%s is framed by nobody and sniffed as nothing else',
	async (path) => {
		const headers = await headersOf(path);
		expect(headers.get('content-security-policy')).toContain("frame-ancestors 'none'");
		expect(headers.get('x-content-type-options')).toBe('nosniff');
		expect(headers.get('referrer-policy')).toBe('no-referrer');
		expect(headers.get('permissions-policy')).toContain('camera=(self)');
		expect(headers.get('cross-origin-opener-policy')).toBe('same-origin');
	}
);

test('a worker is held to this origin by its own header, because the page’s policy does not reach it', async () => {
	const folder = '/_app/immutable/workers';
	const workers = readdirSync(`build${folder}`).filter((name) => name.endsWith('.js'));
	expect(workers.length).toBeGreaterThan(0);
	for (const path of [...workers.map((name) => `${folder}/${name}`), '/service-worker.js']) {
		const policy = (await headersOf(path)).get('content-security-policy');
		expect([path, policy]).toEqual([path, expect.stringContaining("connect-src 'self'")]);
		expect(policy).toContain("default-src 'none'");
	}
});

test('what the API says is kept by no cache', async () => {
	for (const path of ['/api/v1/health', '/api/v1/keys', '/api/v1/attempts', '/api/v1/nothing']) {
		const headers = await headersOf(path);
		expect(headers.get('cache-control')).toBe('no-store');
		expect(headers.get('x-content-type-options')).toBe('nosniff');
	}
});
