import { expect, test, vi } from 'vitest';
import { page } from 'vitest/browser';
import { mounted } from '#app/testing/mounted.ts';
import { everyItem, everyPicture } from '#sync/testing/every-item.ts';
import RequestsInbox from './RequestsInbox.svelte';
import { ResultsApi, type RemarkRequest } from './results-api.ts';

const sitting = '4e1b7f0a-0f6e-4c38-9d0b-0c9a4b3e2a10';
const item = everyItem.drag_picture;
const request: RemarkRequest = {
	...{ id: sitting, attempt: sitting, sitting, item: item.id, reason: 'I named both.' },
	...{ state: 'open', askedAt: 1, answer: null, answeredAt: null, studentName: 'Ada' },
	...{ points: 1, maximum: 2, askedPoints: 1, comment: null },
	response: { type: 'drag_picture', placed: [{ zone: 'top', option: 'leaf' }] }
};

test('who answers a request sees the picture that was asked about, and what was answered', async () => {
	const asked: string[] = [];
	const picture = '<svg xmlns="http://www.w3.org/2000/svg" width="40" height="30"></svg>';
	const fetched = vi.spyOn(globalThis, 'fetch').mockImplementation(async (url) => {
		asked.push(String(url));
		return new Response(picture, { headers: { 'content-type': 'image/svg+xml' } });
	});
	mounted(RequestsInbox, {
		api: new ResultsApi(() => undefined),
		...{ sitting, requests: [request], items: [item], lang: 'en', onchange: () => {} }
	});
	await page.getByRole('button', { name: 'Answer the request of Ada' }).click();
	const dialog = page.getByRole('dialog');
	await expect
		.element(dialog.getByRole('img', { name: 'A plant with two parts marked' }))
		.toBeVisible();
	await expect.element(dialog.getByText('Option leaf')).toBeVisible();
	expect(asked).toEqual([`/api/v1/marking/sittings/${sitting}/media/${everyPicture}`]);
	fetched.mockRestore();
});
