/**
 * What stands before the edge: the app's files from one build or another, as static hosting serves them, and everything else from the edge
 * itself. So a new version is there from one request to the next, whole or half.
 */
import { existsSync, readFileSync, statSync } from 'node:fs';
import { createServer, request } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { connect } from 'node:net';
import type { Duplex } from 'node:stream';
import { extname, join } from 'node:path';

/** For each path: serve it, or how not to. */
export type Broken = (path: string) => null | 'gone' | 'fails' | 'page' | 'half' | 'cut';

export interface Front {
	port: number;
	serve(build: string, broken?: Broken): void;
	/** Paths that were asked for since the last look. */
	asked(): string[];
	close(): Promise<void>;
}

const types: Record<string, string> = {
	'.html': 'text/html; charset=utf-8',
	'.js': 'text/javascript',
	'.css': 'text/css',
	'.json': 'application/json',
	'.svg': 'image/svg+xml',
	'.png': 'image/png',
	'.woff2': 'font/woff2',
	'.wasm': 'application/wasm',
	'.webmanifest': 'application/manifest+json'
};

export async function openFront(edge: { port: number }, first: string): Promise<Front> {
	let build = first;
	let broken: Broken = () => null;
	const seen: string[] = [];
	const server = createServer((asked, answer) => {
		const path = new URL(asked.url ?? '/', 'http://localhost').pathname;
		if (path.startsWith('/api/')) return pass(asked, answer);
		seen.push(path);
		serveFile(path, answer);
	});
	server.on('upgrade', (asked, socket, head) => passSocket(asked, socket, head));
	await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
	const address = server.address();
	if (address === null || typeof address === 'string') throw new Error('no port');
	return {
		port: address.port,
		serve: (from, how = () => null) => {
			build = from;
			broken = how;
		},
		asked: () => seen.splice(0),
		close: () => {
			server.closeAllConnections();
			return new Promise((done) => server.close(() => done()));
		}
	};

	function serveFile(path: string, answer: ServerResponse): void {
		const how = broken(path);
		if (how === 'cut') return void answer.destroy();
		if (how === 'fails') return void answer.writeHead(500).end('no');
		if (how === 'gone') return void answer.writeHead(404).end('not found');
		const asked = join(build, path);
		const isFile = how !== 'page' && existsSync(asked) && statSync(asked).isFile();
		// As static hosting answers for an app of one page.
		const file = isFile ? asked : join(build, 'index.html');
		const bytes = readFileSync(file);
		answer.writeHead(200, {
			'content-type': types[extname(file)] ?? 'application/octet-stream',
			'content-length': bytes.length,
			...headersOf(path)
		});
		if (how !== 'half') return void answer.end(bytes);
		answer.write(bytes.subarray(0, bytes.length >> 1));
		setTimeout(() => answer.destroy(), 20);
	}

	function pass(asked: IncomingMessage, answer: ServerResponse): void {
		const far = request(
			{
				port: edge.port,
				host: '127.0.0.1',
				method: asked.method,
				path: asked.url,
				headers: asked.headers
			},
			(said) => {
				answer.writeHead(said.statusCode ?? 502, said.headers);
				said.pipe(answer);
			}
		);
		far.on('error', () => answer.destroy());
		asked.pipe(far);
	}

	function passSocket(asked: IncomingMessage, near: Duplex, head: Buffer): void {
		const far = connect(edge.port, '127.0.0.1', () => {
			const lines = [`${asked.method} ${asked.url} HTTP/1.1`];
			for (let at = 0; at < asked.rawHeaders.length; at += 2)
				lines.push(`${asked.rawHeaders[at]}: ${asked.rawHeaders[at + 1]}`);
			far.write(`${lines.join('\r\n')}\r\n\r\n`);
			far.write(head);
			near.pipe(far).pipe(near);
		});
		for (const [one, other] of [
			[near, far],
			[far, near]
		] as const) {
			one.on('error', () => other.destroy());
			one.on('close', () => other.destroy());
		}
	}
}

/** Of static/_headers, what a browser's caches and workers go by. */
function headersOf(path: string): Record<string, string> {
	const immutable = path.startsWith('/_app/immutable/');
	if (path === '/service-worker.js') return { 'cache-control': 'no-cache' };
	return { 'cache-control': immutable ? 'public, max-age=31536000, immutable' : 'no-cache' };
}
