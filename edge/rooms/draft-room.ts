/**
 * One per exam that is being written: keeps its document, brings what each editor writes to the others, and knows nothing of exams but
 * how to read one out. A shell; the Worker has checked who comes in, and with what right.
 */
import { DurableObject } from 'cloudflare:workers';
import * as Y from 'yjs';
import { z } from 'zod';
import { readDraft, replaceDraft, writeDraft } from '#sync/draft/draft-document.ts';
import { sayRestored } from '#sync/draft/restored.ts';
import { draft as draftSchema } from '#sync/schema/draft.ts';
import type { Draft } from '#sync/schema/draft.ts';
import type { Env } from '../env.ts';
import { logProblem } from '../log.ts';
import { MAY_EDIT_HEADER, PERSON_HEADER } from './calls.ts';
import type { DraftCalls } from './calls.ts';
import {
	changed,
	confirmed,
	gone,
	presence,
	readDraftFrame,
	stepOne,
	stepTwo
} from './draft-frames.ts';
import type { Presence } from './draft-frames.ts';
import { ownPresence } from './draft-presence.ts';
import { DraftStore } from './draft-store.ts';
import type { DraftVersion } from './draft-store.ts';

const MOST_FRAME_BYTES = 2_000_000;
/** Of the whole document, its past included. Pictures are not in it. */
const MOST_DOCUMENT_BYTES = 20_000_000;
const MOST_VERSIONS = 500;
const MOST_EDITORS = 50;
/** A right that was taken away ends within this, whatever was missed meanwhile. */
const LOOK_AGAIN_MS = 15 * 60_000;

const attachment = z.object({
	person: z.string(),
	mayEdit: z.boolean(),
	since: z.number(),
	/** The client that speaks through this socket, by its last word. */
	own: z
		.object({ client: z.number(), clock: z.number(), state: z.string() })
		.nullable()
		.default(null)
});
type Attachment = z.infer<typeof attachment>;
const attachmentOf = (socket: WebSocket): Attachment =>
	attachment.parse(socket.deserializeAttachment());

export class DraftRoom extends DurableObject<Env> implements DraftCalls {
	readonly #store: DraftStore;
	#open: Y.Doc | null = null;
	/** Bytes that may come before the document is measured again. */
	#room = 0;

	constructor(context: DurableObjectState, env: Env) {
		super(context, env);
		this.#store = new DraftStore(context.storage.sql);
	}

	override async fetch(request: Request): Promise<Response> {
		const person = request.headers.get(PERSON_HEADER);
		if (!person) return new Response(null, { status: 401 });
		if (this.ctx.getWebSockets().length >= MOST_EDITORS) return new Response(null, { status: 429 });
		const mayEdit = request.headers.get(MAY_EDIT_HEADER) === 'yes';
		const [mine, theirs] = Object.values(new WebSocketPair()) as [WebSocket, WebSocket];
		this.ctx.acceptWebSocket(theirs, [person]);
		const kept: Attachment = { person, mayEdit, since: Date.now(), own: null };
		theirs.serializeAttachment(kept);
		theirs.send(stepOne(Y.encodeStateVector(this.#doc())));
		const there = this.#present(theirs);
		if (there.length > 0) theirs.send(presence(there));
		return new Response(null, { status: 101, webSocket: mine });
	}

	override async webSocketMessage(socket: WebSocket, message: ArrayBuffer | string): Promise<void> {
		if (typeof message === 'string') return socket.close(4400, 'malformed');
		if (message.byteLength > MOST_FRAME_BYTES) return socket.close(4413, 'too_large');
		const bytes = new Uint8Array(message);
		const frame = readDraftFrame(bytes);
		if (!frame) return socket.close(4400, 'malformed');
		const kept = attachmentOf(socket);
		// It comes back through the Worker, which looks again what this person may.
		if (Date.now() - kept.since > LOOK_AGAIN_MS) return socket.close(1012, 'again');
		switch (frame.type) {
			case 'step1':
				return this.#answer(socket, frame.vector);
			case 'update':
				return this.#take(socket, kept, frame.bytes);
			case 'presence':
				return this.#hear(socket, kept, frame.states);
			case 'ask':
				return socket.send(presence(this.#present(socket)));
			case 'confirm':
				// What came before it on this socket was committed, and nothing leaves before the disk has it.
				return socket.send(confirmed(frame.number));
		}
	}

	#hear(socket: WebSocket, kept: Attachment, states: readonly Presence[]): void {
		const others = this.ctx.getWebSockets().filter((other) => other !== socket);
		const own = ownPresence(states, kept, others.map(attachmentOf));
		if (!own) return;
		// The same tab on a new line: when the old one is found to be dead, nobody has left.
		for (const other of others) {
			const theirs = attachmentOf(other);
			if (theirs.own?.client === own.client) other.serializeAttachment({ ...theirs, own: null });
		}
		socket.serializeAttachment({ ...kept, own } satisfies Attachment);
		this.#tellOthers(socket, presence([own]));
	}

	/** All but the one who is told. */
	#present(socket: WebSocket): Presence[] {
		return this.ctx.getWebSockets().flatMap((other) => {
			const own = other === socket ? null : attachmentOf(other).own;
			return own && own.state !== 'null' ? own : [];
		});
	}

	#answer(socket: WebSocket, vector: Uint8Array): void {
		try {
			socket.send(stepTwo(Y.encodeStateAsUpdate(this.#doc(), vector)));
		} catch (problem) {
			logProblem('draft.state_vector', problem);
			socket.close(4400, 'malformed');
		}
	}

	#take(socket: WebSocket, { person, mayEdit }: Attachment, update: Uint8Array<ArrayBuffer>): void {
		// Nothing written and nothing removed: how a reader answers what it was asked.
		if (update.length <= 2) return;
		if (!mayEdit) return socket.close(4403, 'not_allowed');
		const doc = this.#doc();
		try {
			Y.applyUpdate(doc, update);
			this.#refuseTooLarge(doc, update.length);
			this.ctx.storage.transactionSync(() =>
				this.#store.add(update, person, Date.now(), () =>
					Uint8Array.from(Y.encodeStateAsUpdate(doc))
				)
			);
		} catch (problem) {
			// What is in memory may be ahead of the disk, or half of something: begin again from the rows.
			this.#open = null;
			logProblem('draft.update', problem);
			return problem instanceof RangeError
				? socket.close(4413, 'too_large')
				: socket.close(4400, 'malformed');
		}
		this.#tellOthers(socket, changed(update));
	}

	/** Measuring the whole costs as much as the whole is large: only when what came since could have filled it. */
	#refuseTooLarge(doc: Y.Doc, more: number): void {
		this.#room -= more;
		if (this.#room > 0) return;
		this.#room = MOST_DOCUMENT_BYTES - Y.encodeStateAsUpdate(doc).length;
		if (this.#room <= 0) throw new RangeError('too large');
	}

	#tellOthers(from: WebSocket | null, frame: Uint8Array): void {
		for (const socket of this.ctx.getWebSockets())
			if (socket !== from && socket.readyState === WebSocket.OPEN) socket.send(frame);
	}

	override async webSocketClose(socket: WebSocket, code: number): Promise<void> {
		socket.close(code === 1005 || code === 1006 ? 1000 : code);
		const { own } = attachmentOf(socket);
		if (own) this.#tellOthers(socket, gone(own));
	}

	async begun(): Promise<boolean> {
		return !this.#store.isEmpty();
	}

	async begin(draft: Draft, by: string): Promise<void> {
		if (!this.#store.isEmpty()) return;
		this.#change(by, (doc) => writeDraft(doc, draft));
	}

	async read(): Promise<string> {
		return JSON.stringify(readDraft(this.#doc()));
	}

	async versions(): Promise<DraftVersion[]> {
		return this.#store.versions();
	}

	async saveVersion(name: string, by: string): Promise<number | null> {
		const found = readDraft(this.#doc());
		if (!found.ok || this.#store.versions().length >= MOST_VERSIONS) return null;
		return this.#store.addVersion(name, by, Date.now(), JSON.stringify(found.draft));
	}

	/** As a change of today, so that whoever is writing sees it, and it can be undone by another. */
	async restore(version: number, by: string): Promise<boolean> {
		const text = this.#store.optionalVersion(version);
		if (text === null) return false;
		const draft = draftSchema.parse(JSON.parse(text));
		const name = this.#store.versions().find(({ id }) => id === version)?.name ?? '';
		this.#change(by, (doc) => {
			replaceDraft(doc, draft);
			sayRestored(doc, { version, name, at: Date.now() });
		});
		return true;
	}

	async endEditing(person: string): Promise<void> {
		for (const socket of this.ctx.getWebSockets(person)) socket.close(4403, 'not_allowed');
	}

	#change(by: string, change: (doc: Y.Doc) => void): void {
		const doc = this.#doc();
		const before = Y.encodeStateVector(doc);
		change(doc);
		const update = Uint8Array.from(Y.encodeStateAsUpdate(doc, before));
		this.ctx.storage.transactionSync(() =>
			this.#store.add(update, by, Date.now(), () => Uint8Array.from(Y.encodeStateAsUpdate(doc)))
		);
		this.#tellOthers(null, changed(update));
	}

	#doc(): Y.Doc {
		if (this.#open) return this.#open;
		const doc = new Y.Doc();
		for (const update of this.#store.updates()) Y.applyUpdate(doc, update);
		this.#open = doc;
		return doc;
	}
}
