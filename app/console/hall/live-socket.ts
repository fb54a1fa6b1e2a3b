import { Api } from '#app/api/api.ts';
import type { FeedDeps } from './live-feed.ts';

/** The browser's own WebSocket to a sitting's hall, in the shape the feed wants. */
export function liveSocket(
	sitting: string,
	renew: () => Promise<unknown> = () => new Api().session()
): FeedDeps['open'] {
	return (events) => {
		const url = new URL(`/api/v1/sittings/${encodeURIComponent(sitting)}/live`, location.href);
		url.protocol = url.protocol.replace('http', 'ws');
		const socket = new WebSocket(url);
		let opened = false;
		socket.onopen = () => {
			opened = true;
			events.opened();
		};
		socket.onmessage = ({ data }) => {
			if (typeof data === 'string') events.message(data);
		};
		socket.onclose = () => {
			// A socket is not told why it was refused: perhaps the tokens ran out, and the next try needs fresh ones.
			if (!opened) renew().catch((problem: unknown) => console.warn('hall:', problem));
			events.closed();
		};
		return {
			send: (text) => {
				if (socket.readyState === WebSocket.OPEN) socket.send(text);
			},
			close: () => socket.close()
		};
	};
}
