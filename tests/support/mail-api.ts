/** A mail API as installations have one: takes what is sent to it, unless a test says otherwise. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

export type SentMail = { to: string; subject: string; text: string };
export interface MailApi {
	url: string;
	/** All that arrived, also what was refused or never answered. */
	mails: SentMail[];
	/** The status it answers; null: it keeps whoever sends waiting. */
	answer: (mail: SentMail) => number | null | Promise<number>;
	close(): void;
}

export async function startMailApi(): Promise<MailApi> {
	const server = createServer((request, response) => {
		let body = '';
		request.on('data', (chunk: Buffer) => (body += chunk.toString()));
		request.on('end', () => {
			const mail = JSON.parse(body) as SentMail;
			api.mails.push(mail);
			void Promise.resolve(api.answer(mail)).then((status) => {
				if (status !== null) response.writeHead(status).end('{}');
			});
		});
	});
	await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
	const api: MailApi = {
		url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
		mails: [],
		answer: () => 202,
		close: () => {
			server.close();
			server.closeAllConnections();
		}
	};
	return api;
}
