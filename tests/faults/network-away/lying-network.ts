/** What stands between a student and the edge: a TCP proxy in this process that goes away and lies, as it is told. */
import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

export const lies = [
	/** Nobody there: connections are refused, those that were open are reset. */
	'refused',
	/** Connections are taken, and nothing is ever said on them; those that were open fall silent, and nobody closes them. */
	'half open',
	/** Each request gets a page with 200, an upgrade too. */
	'captive portal',
	/** Connections end by themselves after a while, in the middle of whatever is said. */
	'closes sockets',
	/** What is said comes late, and in pieces. */
	'slow'
] as const;
export type Lie = (typeof lies)[number];

/** In every page of the portal and in nothing of ours: what was kept of it is found by this. */
export const PORTAL_MARK = 'please-sign-in-to-this-network';
const portalPage = `<!doctype html><html><head><title>Wi-Fi</title></head><body><h1>${PORTAL_MARK}</h1></body></html>`;
const LONGEST_LATE_MS = 250;

type Pair = { near: Socket; far: Socket | null };

export class LyingNetwork {
	readonly #edgePort: number;
	readonly #random: () => number;
	readonly #pairs = new Set<Pair>();
	#server: Server | null = null;
	#port = 0;
	#lie: Lie | null = null;
	/** Requests that the portal answered. */
	portalAnswers = 0;

	private constructor(edgePort: number, random: () => number) {
		this.#edgePort = edgePort;
		this.#random = random;
	}

	static async start(edgePort: number, random: () => number): Promise<LyingNetwork> {
		const network = new LyingNetwork(edgePort, random);
		await network.#listen();
		return network;
	}

	get origin(): string {
		return `http://localhost:${this.#port}`;
	}

	/** null: an honest network. What was silent stays so: no network tells its connections that they are dead. */
	async become(lie: Lie | null): Promise<void> {
		this.#lie = lie;
		if (lie === 'refused') {
			await this.#unlisten();
			this.#cutAll();
		} else await this.#listen();
		if (lie === 'captive portal') this.#cutAll();
		if (lie === 'half open')
			for (const pair of this.#pairs) {
				pair.near.unpipe();
				pair.near.removeAllListeners('data').resume();
				pair.far?.removeAllListeners('data').resume();
			}
		if (lie === 'closes sockets') for (const pair of this.#pairs) this.#cutSoon(pair);
	}

	async close(): Promise<void> {
		this.#cutAll();
		await this.#unlisten();
	}

	async #listen(): Promise<void> {
		if (this.#server) return;
		const server = createServer((near) => this.#take(near));
		server.listen(this.#port, '127.0.0.1');
		await once(server, 'listening');
		this.#port = (server.address() as AddressInfo).port;
		this.#server = server;
	}

	async #unlisten(): Promise<void> {
		const server = this.#server;
		this.#server = null;
		if (!server) return;
		const closed = once(server, 'close');
		server.close();
		this.#cutAll();
		await closed;
	}

	#take(near: Socket): void {
		near.on('error', () => near.destroy());
		const pair: Pair = { near, far: null };
		this.#pairs.add(pair);
		near.on('close', () => {
			this.#pairs.delete(pair);
			pair.far?.destroy();
		});
		if (this.#lie === 'half open') return void near.resume();
		if (this.#lie === 'captive portal') return this.#answerAsPortal(near);
		const far = (pair.far = connect(this.#edgePort, '127.0.0.1'));
		far.on('error', () => far.destroy());
		far.on('close', () => near.destroy());
		for (const socket of [near, far]) socket.setNoDelay(true);
		this.#pass(near, far);
		this.#pass(far, near);
		if (this.#lie === 'closes sockets') this.#cutSoon(pair);
	}

	/** In order, and as the network is at that moment. */
	#pass(from: Socket, to: Socket): void {
		let before = Promise.resolve();
		from.on('data', (chunk: Buffer) => {
			if (this.#lie !== 'slow') {
				before = before.then(() => void to.write(chunk));
				return;
			}
			const cut = Math.floor(this.#random() * chunk.length);
			for (const piece of [chunk.subarray(0, cut), chunk.subarray(cut)])
				before = before
					.then(() => sleep(this.#random() * LONGEST_LATE_MS))
					.then(() => void to.write(piece));
		});
	}

	#answerAsPortal(near: Socket): void {
		let asked = '';
		near.on('data', (chunk: Buffer) => {
			asked += chunk.toString('latin1');
			if (!asked.includes('\r\n\r\n')) return;
			asked = '';
			this.portalAnswers += 1;
			near.end(
				`HTTP/1.1 200 OK\r\ncontent-type: text/html; charset=utf-8\r\ncontent-length: ${portalPage.length}\r\nconnection: close\r\n\r\n${portalPage}`
			);
		});
	}

	#cutSoon(pair: Pair): void {
		setTimeout(() => this.#cut(pair), this.#random() * 600);
	}

	#cutAll(): void {
		for (const pair of this.#pairs) this.#cut(pair);
	}

	#cut({ near, far }: Pair): void {
		near.resetAndDestroy();
		far?.destroy();
	}
}
