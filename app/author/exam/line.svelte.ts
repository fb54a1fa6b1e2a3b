/** The line from a draft's document to its room at the edge, and who else is on it. */
import { concat } from '#sync/bytes.ts';
import { varBytes, varUint } from '#sync/varint.ts';
import { WebsocketProvider } from 'y-websocket';
import * as Y from 'yjs';
import { editorsOf, type Editor } from './presence.ts';

export type Standing = 'connecting' | 'live' | 'offline';

/** A line that comes back sooner has not been away. */
const PATIENCE_MS = 3_000;
/** The room says nothing to somebody alone, and a silent line is taken for a dead one after 30 s. */
const ASK_AGAIN_MS = 12_000;
const SETTLE_MS = 10_000;

interface Events {
	/** The edge ended it and would again. */
	refused: () => void;
	/** It could not be opened: perhaps the tokens ran out. */
	failed: () => void;
}

export class DraftLine {
	readonly #provider: WebsocketProvider;
	readonly #doc: Y.Doc;
	readonly #name: string;
	#standing = $state<Standing>('connecting');
	#editors: readonly Editor[] = $state.raw([]);
	#unsent = $state(false);
	#patience: ReturnType<typeof setTimeout> | undefined;

	/** `own`: the origin of one's own changes. */
	constructor(exam: string, doc: Y.Doc, name: string, own: unknown, events: Events) {
		this.#doc = doc;
		this.#name = name;
		const origin = location.origin.replace('http', 'ws');
		const room = `${origin}/api/v1/teacher/exams/${exam}/draft`;
		this.#provider = new WebsocketProvider(room, 'live', doc, {
			disableBc: true,
			resyncInterval: ASK_AGAIN_MS,
			maxBackoffTime: 10_000
		});
		this.#provider.on('sync', (synced) => (synced ? this.#arrived() : this.#left()));
		this.#provider.on('closed', events.refused);
		this.#provider.on('connection-error', () => {
			this.#left();
			events.failed();
		});
		this.#provider.awareness.on('change', ({ added }: { added: number[] }) => {
			this.#look();
			// The room keeps nobody's word for a newcomer: whoever is here says so again.
			if (added.some((client) => client !== doc.clientID)) this.#announce();
		});
		doc.on('update', (_update, origin) => {
			if (origin === own && !this.#provider.synced) this.#unsent = true;
		});
		this.at(null);
		addEventListener('online', this.#online);
	}

	get standing(): Standing {
		return this.#standing;
	}

	/** The others. */
	get editors(): readonly Editor[] {
		return this.#editors;
	}

	/** Something was written that only this tab has. */
	get unsent(): boolean {
		return this.#unsent;
	}

	/** Tells the others which item is open here. */
	at(item: string | null): void {
		this.#provider.awareness.setLocalStateField('user', { name: this.#name, item });
	}

	/** Answers whether the room has all that was written until now: it answers in order. */
	settled(): Promise<boolean> {
		const provider = this.#provider;
		const socket = provider.ws;
		if (!socket || !provider.synced) return Promise.resolve(false);
		return new Promise((answer) => {
			const done = (settled: boolean) => {
				clearTimeout(timer);
				provider.off('sync', heard);
				answer(settled);
			};
			const heard = (synced: boolean) => {
				if (synced) done(true);
			};
			const timer = setTimeout(() => done(false), SETTLE_MS);
			provider.synced = false;
			provider.on('sync', heard);
			socket.send(concat(varUint(0), varUint(0), varBytes(Y.encodeStateVector(this.#doc))));
		});
	}

	end(): void {
		clearTimeout(this.#patience);
		removeEventListener('online', this.#online);
		this.#provider.destroy();
		this.#provider.awareness.destroy();
	}

	readonly #online = () => {
		if (!this.#provider.wsconnected) this.#provider.connect();
	};

	#arrived(): void {
		clearTimeout(this.#patience);
		this.#patience = undefined;
		this.#standing = 'live';
		this.#unsent = false;
	}

	#left(): void {
		this.#patience ??= setTimeout(() => (this.#standing = 'offline'), PATIENCE_MS);
	}

	#announce(): void {
		const { awareness } = this.#provider;
		awareness.setLocalState(awareness.getLocalState());
	}

	#look(): void {
		const { awareness } = this.#provider;
		this.#editors = editorsOf(awareness.getStates(), awareness.clientID);
	}
}
