/** What somebody does who wants the edge to have no time or memory left: with a ticket of their own on sockets, and with none over HTTP. */
import { once } from 'node:events';
import { connect } from 'node:net';
import { gzipSync } from 'node:zlib';
import { strToU8, zipSync } from 'fflate';
import { WebSocket } from 'ws';
import { concat } from '#sync/bytes.ts';
import { refusalCodes } from '#sync/refusal.ts';
import { ticketProtocol } from '#sync/ticket.ts';
import { varBytes } from '#sync/varint.ts';
import { stepOneFrame } from '#sync/yjs-wire.ts';
import { importFile } from '#app/author/import/import-file.ts';
import type { CrowdStudent } from '../../support/crowd.ts';
import type { Stack } from '../../support/stack.ts';

export interface Attack {
	name: string;
	/** Whoever does it is on the roster; each run another. Answers how it ended; throws where no limit ended it. */
	run(stack: Stack, by: CrowdStudent): Promise<string>;
}

/** How long something slow is done while others work. */
const SLOW_MS = 3_000;
/** For a machine that has much else to do: what it takes is not asked for. */
const PATIENCE_MS = 120_000;
const sleep = (ms: number) => new Promise((done) => setTimeout(done, ms));

const addressOf = (stack: Stack, { papers }: CrowdStudent, session: string) =>
	`${stack.origin.replace('http', 'ws')}/api/v1/rooms/${papers.ticket.room}/log/${session}`;

async function open(
	stack: Stack,
	by: CrowdStudent,
	options: object = { perMessageDeflate: false }
): Promise<{ socket: WebSocket; ended: Promise<number> }> {
	const url = addressOf(stack, by, crypto.randomUUID());
	const socket = new WebSocket(url, ticketProtocol(by.papers.signed), options);
	const ended = new Promise<number>((done) => socket.once('close', done));
	// Cut off in the middle of sending, it says so as an error too.
	socket.on('error', () => undefined);
	await Promise.race([once(socket, 'open'), ended]);
	return { socket, ended };
}

const within = <T>(ms: number, what: string, work: Promise<T>): Promise<T> =>
	Promise.race([
		work,
		sleep(ms).then(() => {
			throw new Error(`${what}: nothing ended it in ${ms} ms`);
		})
	]);

/** Sends, and expects one of these codes; 1006 is a socket that was cut. */
function frames(name: string, list: () => Uint8Array[], codes: number[], options?: object): Attack {
	return {
		name,
		async run(stack, by) {
			const { socket, ended } = await open(stack, by, options);
			for (const frame of list()) socket.send(frame);
			const code = await within(PATIENCE_MS, name, ended);
			if (!codes.includes(code)) throw new Error(`${name}: closed with ${code}`);
			return `closed with ${code}`;
		}
	};
}

/** Awareness, which no device sends and everybody ignores. */
const ignored = (bytes: number) => concat(Uint8Array.of(1), varBytes(new Uint8Array(bytes)));
const { too_large: tooLarge, too_fast: tooFast, unavailable } = refusalCodes;
const CUT = [1006, 1009];

/** Bytes as they are, on a connection of their own. Answers what came back, and whether it was ended. */
async function rawHttp(
	stack: Stack,
	write: (send: (text: string | Uint8Array) => void) => Promise<void>
): Promise<{ answer: string; ended: boolean }> {
	const socket = connect(stack.port, '127.0.0.1');
	let [answer, ended] = ['', false];
	socket.on('data', (chunk: Buffer) => void (answer += chunk.toString('latin1').slice(0, 2_000)));
	socket.on('close', () => void (ended = true));
	socket.on('error', () => void (ended = true));
	await once(socket, 'connect');
	await write((text) => void (socket.writable && socket.write(text)));
	socket.destroy();
	return { answer, ended };
}

const statusIn = (answer: string) => Number(/^HTTP\/1\.1 (\d+)/.exec(answer)?.[1] ?? 0);
const head = (path: string, ...lines: string[]) =>
	[
		`POST /api/v1${path} HTTP/1.1`,
		'Host: localhost',
		'Content-Type: application/json',
		...lines,
		'',
		''
	].join('\r\n');

/** Sends whatever it has and waits until it is answered or cut. */
function request(name: string, parts: () => (string | Uint8Array)[], statuses: number[]): Attack {
	return {
		name,
		async run(stack) {
			let seen = { answer: '', ended: false };
			const socket = connect(stack.port, '127.0.0.1');
			const done = new Promise<void>((resolve) => {
				socket.on('data', (chunk: Buffer) => {
					seen = { ...seen, answer: seen.answer + chunk.toString('latin1').slice(0, 500) };
					resolve();
				});
				socket.on('close', () => resolve());
				socket.on('error', () => resolve());
			});
			await once(socket, 'connect');
			for (const part of parts()) {
				if (!socket.writable) break;
				if (!socket.write(part)) await Promise.race([once(socket, 'drain'), done]);
			}
			await within(PATIENCE_MS, name, done);
			socket.destroy();
			const status = statusIn(seen.answer);
			if (!statuses.includes(status)) throw new Error(`${name}: answered ${status}`);
			return status === 0 ? 'cut' : `answered ${status}`;
		}
	};
}

/** Something that goes on as slowly as it likes: it may be let be, as long as it costs nobody anything. */
const slowly = (name: string, count: number, first: string, rest: string): Attack => ({
	name,
	async run(stack) {
		const all = await Promise.all(
			Array.from({ length: count }, () =>
				rawHttp(stack, async (send) => {
					send(first);
					for (const until = Date.now() + SLOW_MS; Date.now() < until; await sleep(250)) send(rest);
				})
			)
		);
		return all.every(({ ended }) => ended) ? 'cut' : 'left waiting';
	}
});

let bomb: Uint8Array | null = null;
/** Made once, and not while somebody's answers are timed in this process. */
export const zipBomb = (): Uint8Array =>
	(bomb ??= zipSync({
		'imsmanifest.xml': strToU8('<manifest/>'),
		'zeros.xml': new Uint8Array(300_000_000)
	}));

export const attacks: Attack[] = [
	frames('a frame of 1 MiB and a byte', () => [new Uint8Array(1_048_577)], [tooLarge]),
	frames('a frame of 40 MB', () => [new Uint8Array(40_000_000)], [tooLarge, ...CUT]),
	frames(
		'a frame of 40 MB in 40 kB (permessage-deflate)',
		() => [new Uint8Array(40_000_000)],
		[tooLarge, ...CUT],
		{ perMessageDeflate: { threshold: 0 } }
	),
	frames(
		'three thousand questions',
		() => Array.from({ length: 3_000 }, () => stepOneFrame({ log: 0, control: 0 })),
		[tooFast]
	),
	frames(
		'a hundred megabytes of what is ignored',
		() => Array.from({ length: 100 }, () => ignored(1_000_000)),
		[tooFast, unavailable]
	),
	{
		name: 'sixty sockets of one ticket',
		async run(stack, by) {
			const all = await Promise.all(Array.from({ length: 60 }, () => open(stack, by)));
			for (const { socket } of all)
				if (socket.readyState === WebSocket.OPEN) socket.send(stepOneFrame({ log: 0, control: 0 }));
			const left = () => all.filter(({ socket }) => socket.readyState === WebSocket.OPEN).length;
			for (const until = Date.now() + PATIENCE_MS; left() > 8; await sleep(50))
				if (Date.now() > until) throw new Error(`${left()} sockets of one ticket stay open`);
			const open_ = left();
			for (const { socket } of all) socket.terminate();
			return `${open_} of 60 left open`;
		}
	},
	{
		name: 'a frame that never ends, a byte at a time',
		async run(stack, by) {
			const { socket } = await open(stack, by);
			const raw = (socket as unknown as { _socket: { write(bytes: Uint8Array): void } })._socket;
			// Binary, masked, a megabyte long.
			raw.write(Uint8Array.of(0x82, 0xff, 0, 0, 0, 0, 0, 0x0f, 0, 0, 1, 2, 3, 4));
			for (const until = Date.now() + SLOW_MS; Date.now() < until; await sleep(100))
				raw.write(Uint8Array.of(0));
			const ended = socket.readyState !== WebSocket.OPEN;
			socket.terminate();
			return ended ? 'cut' : 'left waiting';
		}
	},
	request(
		'a body that says it is too large',
		() => [head('/auth/login', 'Content-Length: 9000000')],
		[413]
	),
	request(
		'a body that is too large and does not say it',
		() => [
			head('/auth/login', 'Transfer-Encoding: chunked'),
			...Array.from({ length: 20 }, () => `10000\r\n${'x'.repeat(65_536)}\r\n`),
			'0\r\n\r\n'
		],
		[413, 0]
	),
	request(
		'a hundred megabytes in a hundred kilobytes (gzip)',
		() => {
			const body = gzipSync(new Uint8Array(50_000_000)).subarray(0, 60_000);
			return [
				head('/auth/login', 'Content-Encoding: gzip', `Content-Length: ${body.length}`),
				body
			];
		},
		[400, 413, 415]
	),
	request(
		'a megabyte of headers',
		() => [
			'GET /api/v1/health HTTP/1.1\r\nHost: localhost\r\n',
			...Array.from({ length: 16 }, (_, at) => `X-Long-${at}: ${'y'.repeat(65_536)}\r\n`),
			'\r\n'
		],
		[400, 413, 431, 0]
	),
	request('no HTTP at all', () => [new Uint8Array(100_000).fill(0xff)], [400, 0]),
	slowly(
		'headers, a line at a time (100 connections)',
		100,
		'GET /api/v1/health HTTP/1.1\r\n',
		'X-Slow: 1\r\n'
	),
	slowly(
		'bodies, a byte at a time (100 connections)',
		100,
		head('/auth/login', 'Content-Length: 60000'),
		'x'
	),
	{
		name: 'a thousand requests at once',
		async run(stack) {
			const answers = await Promise.allSettled(
				Array.from({ length: 1_000 }, () => fetch(`${stack.origin}/api/v1/keys`))
			);
			const wrong = answers.filter(
				(one) => one.status === 'fulfilled' && ![200, 429, 503].includes(one.value.status)
			);
			if (wrong.length > 0) throw new Error(`${wrong.length} of 1,000 were answered with an error`);
			return 'answered';
		}
	},
	{
		name: 'a zip of questions with 300 MB of nothing',
		async run() {
			const imported = importFile('bank.zip', zipBomb());
			if (imported.ok) throw new Error('a zip bomb was taken in');
			return `refused: ${imported.refusal.code}`;
		}
	}
];
