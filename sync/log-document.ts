/**
 * The session's Y.Doc: two arrays of sealed segments, `log` written here and `control` written by the edge. It is transport, not truth.
 * Nothing enters it but what admission let through.
 */
import * as Y from 'yjs';
import type { Bytes } from './bytes.ts';
import type { Known } from './admission.ts';
import { CONTROL_CLIENT, CONTROL_ROOT, LOG_CLIENT, LOG_ROOT, encodeItems } from './yjs-wire.ts';

const log = { client: LOG_CLIENT, root: LOG_ROOT };
const control = { client: CONTROL_CLIENT, root: CONTROL_ROOT };

export class LogDocument {
	readonly doc = new Y.Doc({ gc: false });
	readonly #log = this.doc.getArray<Bytes>(LOG_ROOT);
	readonly #control = this.doc.getArray<Bytes>(CONTROL_ROOT);

	constructor() {
		this.doc.clientID = LOG_CLIENT;
	}

	get logCount(): number {
		return this.#log.length;
	}

	get controlCount(): number {
		return this.#control.length;
	}

	logItems(from: number, to = this.logCount): Bytes[] {
		return this.#log.slice(from, to);
	}

	append(segment: Bytes): void {
		// A plain Uint8Array: Yjs looks at the constructor and refuses Node's Buffer.
		this.#log.push([segment]);
	}

	/** Own segments from elsewhere: the store, or the edge after the store was damaged. */
	loadLog(items: readonly Bytes[]): void {
		this.#apply({ ...log, from: this.logCount, items });
	}

	loadControl(items: readonly Bytes[]): void {
		this.#apply({ ...control, from: this.controlCount, items });
	}

	known(which: 'log' | 'control'): Known {
		const array = which === 'log' ? this.#log : this.#control;
		return {
			...(which === 'log' ? log : control),
			count: array.length,
			at: (index) => array.get(index)
		};
	}

	#apply(run: Parameters<typeof encodeItems>[0]): void {
		// Yjs takes a new client id when it applies an update that carries its own: be somebody else meanwhile.
		this.doc.clientID = 0;
		Y.applyUpdate(this.doc, encodeItems(run), 'loaded');
		this.doc.clientID = LOG_CLIENT;
	}
}
