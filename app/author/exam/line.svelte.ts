/** The line from a draft's document to its room at the edge, what the room has of it, and who else is on it. */
import * as decoding from 'lib0/decoding';
import { WebsocketProvider } from 'y-websocket';
import type * as Y from 'yjs';
import { CONFIRM, confirmFrame, Confirmations } from './confirmations.ts';
import type { CaretPosition } from './caret-position.ts';
import { Contact, type Standing } from './contact.svelte.ts';
import { editorsOf, type Editor } from './presence.ts';

/** The room says nothing to somebody alone, and a silent line is taken for a dead one after 30 s. */
const ASK_AGAIN_MS = 12_000;
const SETTLE_MS = 10_000;
/** After the last letter: asked for each, the room would do little else. */
const PAUSE_MS = 300;
/** A caret moves with every key; nobody looks that closely. */
const TELL_MS = 120;

interface Events {
	/** The edge ended it and would again: with this code of the socket. */
	refused: (code: number) => void;
	/** It could not be opened: perhaps the tokens ran out. */
	failed: () => void;
	/** One's own change, with its number. */
	written: (update: Uint8Array<ArrayBuffer>, number: number) => void;
	/** The room has all up to this one. */
	confirmed: (number: number) => void;
}

interface Line {
	exam: string;
	doc: Y.Doc;
	name: string;
	/** Written at another visit, and not known to be with the room. */
	leftOver: boolean;
}

export class DraftLine {
	readonly #provider: WebsocketProvider;
	readonly #doc: Y.Doc;
	readonly #name: string;
	readonly #events: Events;
	readonly #sent = new Confirmations();
	#waiting: readonly (() => void)[] = [];
	readonly #contact = new Contact();
	#editors: readonly Editor[] = $state.raw([]);
	#saved = $state(true);
	#pause: ReturnType<typeof setTimeout> | undefined;
	#telling: ReturnType<typeof setTimeout> | undefined;
	#item: string | null = null;
	#caret: CaretPosition | null = null;

	constructor({ exam, doc, name, leftOver }: Line, events: Events) {
		this.#doc = doc;
		this.#name = name;
		this.#events = events;
		if (leftOver) {
			this.#sent.write();
			this.#saved = false;
		}
		const origin = location.origin.replace('http', 'ws');
		const room = `${origin}/api/v1/teacher/exams/${exam}/draft`;
		const provider = new WebsocketProvider(room, 'live', doc, {
			disableBc: true,
			resyncInterval: ASK_AGAIN_MS,
			maxBackoffTime: 10_000
		});
		this.#provider = provider;
		provider.messageHandlers[CONFIRM] = (_encoder, decoder) =>
			this.#hear(decoding.readVarUint(decoder));
		provider.on('sync', (synced) => (synced ? this.#arrived() : this.#contact.left()));
		provider.on('closed', ({ code }) => events.refused(code));
		provider.on('connection-error', () => {
			this.#contact.left();
			events.failed();
		});
		// On "connection-close" they are still there, and y-websocket says with their clocks that they have left.
		provider.on('status', ({ status }) => status === 'disconnected' && this.#forgetOthers());
		provider.awareness.on('change', () => this.#look());
		doc.on('update', this.#changed);
		this.at(null);
		addEventListener('online', this.#online);
		addEventListener('offline', this.#offline);
	}

	get standing(): Standing {
		return this.#contact.standing;
	}

	/** The others. */
	get editors(): readonly Editor[] {
		return this.#editors;
	}

	/** The room has all that was written here. */
	get saved(): boolean {
		return this.#saved;
	}

	/** Tells the others which item is open here. */
	at(item: string | null): void {
		this.#item = item;
		this.#tell();
	}

	/** Tells the others where one writes; null: nowhere. */
	caret(position: CaretPosition | null): void {
		this.#caret = position;
		this.#telling ??= setTimeout(() => this.#tell(), TELL_MS);
	}

	/** Answers whether the room has all that was written until now. */
	settled(): Promise<boolean> {
		if (this.#sent.allKept) return Promise.resolve(this.#provider.synced);
		if (!this.#provider.synced) return Promise.resolve(false);
		return new Promise((answer) => {
			const done = () => {
				clearTimeout(timer);
				this.#waiting = this.#waiting.filter((other) => other !== done);
				answer(this.#sent.allKept);
			};
			const timer = setTimeout(done, SETTLE_MS);
			this.#waiting = [...this.#waiting, done];
			this.#ask();
		});
	}

	end(): void {
		this.#contact.end();
		clearTimeout(this.#pause);
		clearTimeout(this.#telling);
		removeEventListener('online', this.#online);
		removeEventListener('offline', this.#offline);
		this.#doc.off('update', this.#changed);
		this.#provider.destroy();
		this.#provider.awareness.destroy();
	}

	readonly #changed = (update: Uint8Array, _origin: unknown, _doc: Y.Doc, by: Y.Transaction) => {
		if (!by.local) return;
		this.#events.written(Uint8Array.from(update), this.#sent.write());
		this.#saved = false;
		clearTimeout(this.#pause);
		this.#pause = setTimeout(() => this.#ask(), PAUSE_MS);
	};

	#ask(): void {
		const { ws, synced } = this.#provider;
		if (!synced || ws?.readyState !== WebSocket.OPEN) return;
		ws.send(confirmFrame(this.#sent.last));
		this.#contact.asked();
	}

	#hear(number: number): void {
		this.#contact.heard();
		if (!this.#sent.hear(number)) return;
		this.#saved = this.#sent.allKept;
		this.#events.confirmed(number);
		if (this.#saved) for (const done of this.#waiting) done();
	}

	#tell(): void {
		clearTimeout(this.#telling);
		this.#telling = undefined;
		const [name, item, caret] = [this.#name, this.#item, this.#caret];
		this.#provider.awareness.setLocalStateField('user', { name, item, caret });
	}

	readonly #online = () => {
		if (!this.#provider.wsconnected) this.#provider.connect();
		// A line that outlived it says so when it answers.
		else this.#ask();
	};

	readonly #offline = () => this.#contact.cut();

	#arrived(): void {
		this.#contact.heard();
		// What it lacked has gone to it before this, on the same line.
		if (!this.#sent.allKept) this.#ask();
	}

	/** Their clocks too: the room says who is there by their last word, which would be taken for an old one. */
	#forgetOthers(): void {
		const { meta, clientID } = this.#provider.awareness;
		for (const client of [...meta.keys()]) if (client !== clientID) meta.delete(client);
	}

	#look(): void {
		const { awareness } = this.#provider;
		this.#editors = editorsOf(awareness.getStates(), awareness.clientID);
	}
}
