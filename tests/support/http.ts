/** The HTTP API as a signed-in person, without a browser. */
import { z } from 'zod';
import { session as sessionAnswer } from '#sync/schema/accounts.ts';
import { attemptList, sittingList, ticketAnswer } from '#sync/schema/api.ts';
import { PASSWORD } from './student.ts';

export interface ApiClient {
	person: z.infer<typeof sessionAnswer>['person'];
	get(path: string): Promise<unknown>;
	post(path: string, body: unknown): Promise<unknown>;
	patch(path: string, body: unknown): Promise<unknown>;
}

export async function apiClient(origin: string, email: string): Promise<ApiClient> {
	const base = `${origin}/api/v1`;
	const answer = await fetch(`${base}/auth/login`, {
		method: 'POST',
		headers: { 'content-type': 'application/json' },
		body: JSON.stringify({ email, password: PASSWORD })
	});
	const { person } = sessionAnswer.parse(await read(answer));
	const cookie = answer.headers
		.getSetCookie()
		.map((line) => line.split(';')[0])
		.join('; ');
	const send = async (method: string, path: string, body: unknown) =>
		read(
			await fetch(base + path, {
				method,
				headers: { cookie, 'x-invigil': '1', 'content-type': 'application/json' },
				body: JSON.stringify(body)
			})
		);
	return {
		person,
		get: async (path) => read(await fetch(base + path, { headers: { cookie } })),
		post: (path, body) => send('POST', path, body),
		patch: (path, body) => send('PATCH', path, body)
	};
}

async function read(answer: Response): Promise<unknown> {
	const text = await answer.text();
	if (!answer.ok) throw new Error(`${answer.url} answered ${answer.status}: ${text}`);
	return JSON.parse(text) as unknown;
}

export const attemptsOf = async (client: ApiClient) =>
	attemptList.parse(await client.get('/attempts')).attempts;

export const sittingsOf = async (client: ApiClient) =>
	sittingList.parse(await client.get('/sittings')).sittings;

export const ticketFor = async (client: ApiClient, attempt: string, deviceKey: string) =>
	ticketAnswer.parse(await client.post(`/attempts/${attempt}/ticket`, { deviceKey })).signed;
