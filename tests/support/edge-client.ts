/** Somebody at the API, answers and refusals alike: status, body and cookie, nothing thrown. */
import { PASSWORD } from './student.ts';

export interface Answer {
	status: number;
	body: unknown;
	headers: Headers;
	/** Milliseconds until the whole body was there. */
	ms: number;
}

const isRaw = (body: unknown): body is string | Uint8Array<ArrayBuffer> =>
	typeof body === 'string' || body instanceof Uint8Array;

export class EdgeClient {
	readonly origin: string;
	cookie = '';

	constructor(origin: string) {
		this.origin = origin;
	}

	async ask(
		method: string,
		path: string,
		{ body, headers = {} }: { body?: unknown; headers?: Record<string, string> } = {}
	): Promise<Answer> {
		const began = performance.now();
		const answer = await fetch(`${this.origin}/api/v1${path}`, {
			method,
			redirect: 'manual',
			headers: {
				...(this.cookie && { cookie: this.cookie, 'x-invigil': '1' }),
				...(body !== undefined && { 'content-type': 'application/json' }),
				...headers
			},
			...(body !== undefined && { body: isRaw(body) ? body : JSON.stringify(body) })
		});
		const text = await answer.text();
		return {
			status: answer.status,
			body: readJson(text),
			headers: answer.headers,
			ms: performance.now() - began
		};
	}

	async signIn(email: string, password = PASSWORD): Promise<Answer> {
		const answer = await this.ask('POST', '/auth/login', { body: { email, password } });
		this.take(answer);
		return answer;
	}

	/** Keeps the cookies that an answer sets, as a browser does. */
	take(answer: Answer): void {
		const jar = new Map(this.cookie.split('; ').map((pair) => [pair.split('=')[0] ?? '', pair]));
		for (const set of answer.headers.getSetCookie()) {
			const pair = set.split(';')[0] ?? '';
			const name = pair.split('=')[0] ?? '';
			if (pair.endsWith('=')) jar.delete(name);
			else jar.set(name, pair);
		}
		jar.delete('');
		this.cookie = [...jar.values()].join('; ');
	}

	/** One of the cookies by its name. */
	cookieOf(name: string): string {
		return (
			this.cookie
				.split('; ')
				.find((pair) => pair.startsWith(`${name}=`))
				?.slice(name.length + 1) ?? ''
		);
	}
}

/** Signed in, or the test ends here. */
export async function signedIn(origin: string, email: string): Promise<EdgeClient> {
	const client = new EdgeClient(origin);
	const answer = await client.signIn(email);
	if (answer.status !== 200) throw new Error(`${email}: ${JSON.stringify(answer.body)}`);
	return client;
}

function readJson(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch {
		return text; // Not every answer is JSON; the test sees what it was.
	}
}
