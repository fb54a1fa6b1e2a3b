import { expect, test } from 'vitest';
import { keepWhole } from './whole-files.ts';

const html = { 'content-type': 'text/html; charset=utf-8' };
const asked = (path: string) => new Request(`http://localhost:8787${path}`);
const keep = (path: string, response: Response) =>
	keepWhole.cacheWillUpdate({ request: asked(path), response });

test('a file that is not there yet is answered with the page for every address, and is not kept as that file', async () => {
	expect(
		await keep('/_app/immutable/chunks/a.js', new Response('<!doctype html>', { headers: html }))
	).toBeNull();
	expect(
		await keep('/manifest.webmanifest', new Response('<!doctype html>', { headers: html }))
	).toBeNull();
});

test('the page itself and every file that is what it should be are kept', async () => {
	const page = new Response('<!doctype html>', { headers: html });
	const script = new Response('export {}', { headers: { 'content-type': 'text/javascript' } });
	expect(await keep('/index.html?__WB_REVISION__=1', page)).toBe(page);
	expect(await keep('/_app/immutable/chunks/a.js', script)).toBe(script);
});

test('a refusal is not kept', async () => {
	expect(await keep('/_app/immutable/chunks/a.js', new Response('', { status: 404 }))).toBeNull();
	expect(await keep('/index.html', new Response('', { status: 500, headers: html }))).toBeNull();
});
