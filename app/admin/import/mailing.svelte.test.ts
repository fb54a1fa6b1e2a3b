import { expect, test } from 'vitest';
import { ApiError } from '#app/api/api-error.ts';
import { Mailing } from './mailing.svelte.ts';

type Portion = { sent: number; left: number; more: boolean };

function edge(portions: (Portion | Error)[]) {
	const asked: (number | undefined)[] = [];
	const mailing = new Mailing({
		sendImportMails: async ({ round }) => {
			asked.push(round);
			const next = portions.shift();
			if (next instanceof Error) throw next;
			if (!next) throw new Error('asked too often');
			return { ...next, round: 7 };
		}
	});
	return { asked, mailing };
}

test('mails go out portion after portion of one round, and what is left is said', async () => {
	const { asked, mailing } = edge([
		{ sent: 20, left: 25, more: true },
		{ sent: 18, left: 7, more: true },
		{ sent: 5, left: 2, more: false }
	]);
	mailing.owe(45);
	expect(mailing.tried).toBe(false);
	await mailing.send('en');
	expect(asked).toEqual([undefined, 7, 7]);
	expect(mailing).toMatchObject({ sent: 43, left: 2, busy: false, tried: true, error: null });
});

test('a mail API that takes nothing is not asked thousands of times', async () => {
	const away = { sent: 0, left: 5000, more: true };
	const { asked, mailing } = edge([away, away, away]);
	mailing.owe(5000);
	await mailing.send('en');
	expect(asked).toHaveLength(3);
	expect(mailing).toMatchObject({ sent: 0, left: 5000, busy: false, tried: true });
});

test('without a network what was sent is counted, and the rest is sent in a new round', async () => {
	const { asked, mailing } = edge([
		{ sent: 20, left: 10, more: true },
		new ApiError('unreachable', 'away'),
		{ sent: 10, left: 0, more: false }
	]);
	mailing.owe(30);
	await mailing.send('en');
	expect(mailing).toMatchObject({ sent: 20, left: 10, busy: false });
	expect(mailing.error).toBeInstanceOf(ApiError);
	await mailing.send('en');
	expect(asked).toEqual([undefined, 7, undefined]);
	expect(mailing).toMatchObject({ sent: 10, left: 0, error: null });
	await mailing.send('en');
	expect(asked).toHaveLength(3);
});
