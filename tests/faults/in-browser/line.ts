/** The line between a browser and the edge, which can be cut: its own port, so that the browser keeps one origin whatever happens. */
import { connect, createServer, type Socket } from 'node:net';

export interface Line {
	origin: string;
	cut(): void;
	mend(): void;
	readonly isUp: boolean;
	close(): Promise<void>;
}

export async function openLine(to: { port: number }): Promise<Line> {
	const sockets = new Set<Socket>();
	let up = true;
	const server = createServer((near) => {
		if (!up) return void near.destroy();
		const far = connect(to.port, '127.0.0.1');
		for (const [one, other] of [
			[near, far],
			[far, near]
		] as const) {
			sockets.add(one);
			one.pipe(other);
			// However it ends, both ends of it do.
			one.on('error', () => other.destroy());
			one.on('close', () => {
				sockets.delete(one);
				other.destroy();
			});
		}
	});
	await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
	const address = server.address();
	if (address === null || typeof address === 'string') throw new Error('no port');
	const cut = () => {
		up = false;
		for (const socket of sockets) socket.destroy();
	};
	return {
		origin: `http://localhost:${address.port}`,
		cut,
		mend: () => void (up = true),
		get isUp() {
			return up;
		},
		close: () => {
			cut();
			return new Promise((done) => server.close(() => done()));
		}
	};
}
