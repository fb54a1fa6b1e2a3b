/** Somebody who writes at an exam's draft, with the stock y-websocket client and no browser. */
import * as Y from 'yjs';
import { WebsocketProvider } from 'y-websocket';
import { WebSocket } from 'ws';
import type { EdgeClient } from './edge-client.ts';

export class DraftEditor {
	readonly doc = new Y.Doc();
	readonly provider: WebsocketProvider;
	/** Codes of the closes that the edge sent. */
	readonly closed: number[] = [];

	constructor(client: EdgeClient, exam: string) {
		const { closed } = this;
		class SignedIn extends WebSocket {
			constructor(url: string) {
				super(url, { headers: { cookie: client.cookie, origin: client.origin } });
				this.on('close', (code) => closed.push(code));
			}
		}
		this.provider = new WebsocketProvider(
			`${client.origin.replace('http', 'ws')}/api/v1/teacher/exams/${exam}/draft`,
			'live',
			this.doc,
			{ WebSocketPolyfill: SignedIn as unknown as typeof globalThis.WebSocket, disableBc: true }
		);
	}

	get synced(): boolean {
		return this.provider.synced;
	}

	disconnect(): void {
		this.provider.disconnect();
	}

	leave(): void {
		this.provider.destroy();
		// Who else is here is watched by a timer that ends with the document alone.
		this.doc.destroy();
	}
}
