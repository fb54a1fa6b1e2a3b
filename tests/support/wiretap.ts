/**
 * A proxy between a browser and the edge that keeps every byte on its way to the browser, in the clear: it asks for nothing
 * compressed, in HTTP and on sockets. Chromium takes it with `browserArguments`; the origin stays what it is.
 */
import { createServer, request, type IncomingMessage, type ServerResponse } from 'node:http';
import { connect, type AddressInfo, type Socket } from 'node:net';

export interface Wiretap {
	browserArguments: string[];
	/** Everything sent to the browser so far, headers of HTTP answers left out. */
	received(): Buffer;
	/** Origins that were asked for. */
	origins(): string[];
	forget(): void;
	close(): Promise<void>;
}

/** Same length as what it replaces, and known to nobody: the edge then sends its messages as they are. */
const hideCompression = (chunk: Buffer): Buffer =>
	Buffer.from(
		chunk.toString('latin1').replaceAll('permessage-deflate', 'permessage-nothing'),
		'latin1'
	);

export async function openWiretap(): Promise<Wiretap> {
	let chunks: Buffer[] = [];
	const origins = new Set<string>();
	const sockets = new Set<Socket>();
	const keep = (chunk: Buffer) => void chunks.push(chunk);

	const server = createServer((incoming: IncomingMessage, answer: ServerResponse) => {
		const url = new URL(incoming.url ?? '');
		origins.add(url.origin);
		const outgoing = request(url, {
			method: incoming.method,
			headers: { ...incoming.headers, 'accept-encoding': 'identity' }
		});
		outgoing.on('response', (response) => {
			response.on('data', keep);
			answer.writeHead(response.statusCode ?? 502, response.headers);
			response.pipe(answer);
		});
		outgoing.on('error', () => answer.destroy());
		incoming.pipe(outgoing);
	});
	server.on('connect', (incoming: IncomingMessage, client: Socket) => {
		origins.add(`ws://${incoming.url}`);
		const [host = '', port = ''] = (incoming.url ?? '').split(':');
		const edge = connect(Number(port), host);
		for (const socket of [client, edge]) {
			sockets.add(socket);
			socket.on('close', () => sockets.delete(socket));
			socket.on('error', () => {
				client.destroy();
				edge.destroy();
			});
		}
		edge.on('connect', () => client.write('HTTP/1.1 200 OK\r\n\r\n'));
		client.once('data', (chunk: Buffer) => {
			edge.write(hideCompression(chunk));
			client.pipe(edge);
		});
		edge.on('data', keep);
		edge.pipe(client);
	});
	await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
	const { port } = server.address() as AddressInfo;
	return {
		// Chromium goes around proxies for localhost unless told not to.
		browserArguments: [`--proxy-server=127.0.0.1:${port}`, '--proxy-bypass-list=<-loopback>'],
		received: () => Buffer.concat(chunks),
		origins: () => [...origins],
		forget: () => void (chunks = []),
		close: () => {
			for (const socket of sockets) socket.destroy();
			server.closeAllConnections();
			return new Promise((done) => server.close(() => done()));
		}
	};
}
