import { afterEach, expect, test, vi } from 'vitest';
import { MediaShelf } from './media-shelf.svelte.ts';

afterEach(() => vi.unstubAllGlobals());

test('a captive portal’s page is not shown as a picture, and the picture is asked for again', async () => {
	const answers = [
		new Response('<html>', { headers: { 'content-type': 'text/html' } }),
		new Response(new Uint8Array([137, 80, 78, 71]), { headers: { 'content-type': 'image/png' } })
	];
	vi.stubGlobal('fetch', async () => answers.shift() ?? Response.error());
	const shelf = new MediaShelf((hash) => `/media/${hash}`);
	shelf.want('one');
	await vi.waitFor(() => expect(answers).toHaveLength(1));
	await new Promise((done) => setTimeout(done, 10));
	expect(shelf.url('one')).toBeUndefined();
	shelf.want('one');
	await vi.waitFor(() => expect(shelf.url('one')).toMatch(/^blob:/));
	shelf.close();
});
