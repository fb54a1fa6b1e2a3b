import { expect, test } from 'vitest';
import { ApiError } from '#app/api/api-error.ts';
import type { ImportedMedia } from '../import/report.ts';
import { uploadMedia } from './upload-media.ts';

const media = (count: number): ImportedMedia[] =>
	Array.from({ length: count }, (_, n) => ({
		hash: String(n).padStart(64, '0'),
		name: `${n}.png`,
		contentType: 'image/png',
		bytes: 1,
		content: new Uint8Array([n])
	}));
const { signal } = new AbortController();
const wait = () => Promise.resolve();

test('each is sent once, never more than four at a time', async () => {
	let now = 0;
	let most = 0;
	const sent: string[] = [];
	const steps: number[] = [];
	await uploadMedia(media(11), {
		put: async ({ name }) => {
			most = Math.max(most, ++now);
			await new Promise((done) => setTimeout(done, 1));
			now--;
			sent.push(name);
		},
		signal,
		progress: (done) => steps.push(done)
	});
	expect(most).toBe(4);
	expect(new Set(sent).size).toBe(11);
	expect([sent.length, steps.at(-1)]).toEqual([11, 11]);
});

test('what the network lost is sent again; what is refused ends it, with the reason', async () => {
	let tries = 0;
	const flaky = async () => {
		if (++tries < 3) throw new ApiError('unreachable', 'no answer');
	};
	await uploadMedia(media(1), { put: flaky, signal, progress: () => {}, wait });
	expect(tries).toBe(3);

	tries = 0;
	const refuse = async () => {
		tries++;
		throw new ApiError('invalid_request', 'no picture');
	};
	await expect(
		uploadMedia(media(9), { put: refuse, signal, progress: () => {}, wait })
	).rejects.toMatchObject({ code: 'invalid_request' });
	expect(tries).toBeLessThanOrEqual(4);
});

test('a way that stays closed is not tried for ever', async () => {
	let tries = 0;
	const away = async () => {
		tries++;
		throw new ApiError('unreachable', 'no answer');
	};
	await expect(
		uploadMedia(media(1), { put: away, signal, progress: () => {}, wait })
	).rejects.toMatchObject({ code: 'unreachable' });
	expect(tries).toBe(4);
});

test('whoever leaves ends it', async () => {
	const leaving = new AbortController();
	let sent = 0;
	const put = async () => {
		sent++;
		leaving.abort();
	};
	await expect(
		uploadMedia(media(20), { put, signal: leaving.signal, progress: () => {}, wait })
	).rejects.toThrow();
	expect(sent).toBeLessThanOrEqual(4);
});
