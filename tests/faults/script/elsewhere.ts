/** Another's server on this machine: whatever reaches it was fetched from elsewhere. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Elsewhere {
	host: string;
	/** Paths that were asked for since it was asked last; of whoever only knocked, `(knocked)`. */
	reached(): string[];
	close(): Promise<void>;
}

export async function openElsewhere(): Promise<Elsewhere> {
	const paths: string[] = [];
	const server = createServer((request, response) => {
		// Of a page that was led there the browser asks for its icon too, whenever it likes.
		if (request.url !== '/favicon.ico') paths.push(request.url ?? '');
		const script = request.url?.endsWith('script.js');
		const at = /\/v(\d+)\//.exec(request.url ?? '')?.[1];
		response.writeHead(200, {
			'content-type': script ? 'text/javascript' : 'text/html',
			'access-control-allow-origin': '*'
		});
		response.end(script ? `(top.ran ??= []).push(${at})` : '');
	});
	server.on('connection', () => paths.push('(knocked)'));
	await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
	const { port } = server.address() as AddressInfo;
	return {
		host: `127.0.0.1:${port}`,
		reached: () => paths.splice(0),
		close: () => {
			server.closeAllConnections();
			return new Promise((done) => server.close(() => done()));
		}
	};
}
