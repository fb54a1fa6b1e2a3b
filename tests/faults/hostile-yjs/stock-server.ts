/**
 * The control: what a stock y-websocket server does, from the same parts. It applies whatever comes and sends it on. An attack that is not
 * taken here proves nothing about the guard.
 */
import * as decoding from 'lib0/decoding';
import * as encoding from 'lib0/encoding';
import { messageYjsUpdate, readSyncMessage } from 'y-protocols/sync';
import type { WebSocket } from 'ws';
import * as Y from 'yjs';
import { LOG_ROOT } from '#sync/yjs-wire.ts';
import { serve } from './sockets.ts';
import type { Served } from './sockets.ts';

const SYNC = 0;

export class StockServer {
	readonly served: Served;
	readonly #docs: Map<string, Y.Doc>;

	private constructor(served: Served, docs: Map<string, Y.Doc>) {
		this.served = served;
		this.#docs = docs;
	}

	static async start(): Promise<StockServer> {
		const docs = new Map<string, Y.Doc>();
		const sockets = new Map<string, Set<WebSocket>>();
		const docOf = (name: string): Y.Doc => {
			const known = docs.get(name);
			if (known) return known;
			const doc = new Y.Doc();
			doc.on('update', (update) => {
				for (const socket of sockets.get(name) ?? []) socket.send(updateFrame(update));
			});
			docs.set(name, doc);
			return doc;
		};
		const served = await serve((socket, name) => {
			const doc = docOf(name);
			const group = sockets.get(name) ?? new Set();
			sockets.set(name, group.add(socket));
			socket.on('close', () => group.delete(socket));
			socket.on('message', (data: Buffer) => {
				const decoder = decoding.createDecoder(new Uint8Array(data));
				if (decoding.readVarUint(decoder) !== SYNC) return;
				const encoder = encoding.createEncoder();
				encoding.writeVarUint(encoder, SYNC);
				readSyncMessage(decoder, encoder, doc, socket);
				if (encoding.length(encoder) > 1) socket.send(encoding.toUint8Array(encoder));
			});
		});
		return new StockServer(served, docs);
	}

	/** What came of the document; `honest`: what its writer wrote. */
	harmTo(name: string, honest: readonly Uint8Array[]): string[] {
		const doc = this.#docs.get(name);
		if (!doc) throw new Error('no such document');
		const there = doc.getArray(LOG_ROOT).toArray();
		const harm: string[] = [];
		if (!honest.every((item) => there.some((other) => isSame(item, other)))) harm.push('lost');
		if (!there.every((other) => honest.some((item) => isSame(item, other)))) harm.push('added');
		if (doc.store.pendingStructs !== null) harm.push('blocked');
		return harm;
	}

	forget(name: string): void {
		this.#docs.get(name)?.destroy();
		this.#docs.delete(name);
	}
}

function updateFrame(update: Uint8Array): Uint8Array {
	const encoder = encoding.createEncoder();
	encoding.writeVarUint(encoder, SYNC);
	encoding.writeVarUint(encoder, messageYjsUpdate);
	encoding.writeVarUint8Array(encoder, update);
	return encoding.toUint8Array(encoder);
}

const isSame = (item: Uint8Array, other: unknown): boolean =>
	other instanceof Uint8Array && Buffer.compare(item, other) === 0;
