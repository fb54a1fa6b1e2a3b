import type { FeedDeps } from './live-feed.ts';

/** The browser's own WebSocket to a sitting's hall, in the shape the feed wants. */
export function liveSocket(sitting: string): FeedDeps['open'] {
	return (events) => {
		const url = new URL(`/api/v1/sittings/${encodeURIComponent(sitting)}/live`, location.href);
		url.protocol = url.protocol.replace('http', 'ws');
		const socket = new WebSocket(url);
		socket.onopen = () => events.opened();
		socket.onmessage = ({ data }) => {
			if (typeof data === 'string') events.message(data);
		};
		socket.onclose = () => events.closed();
		return {
			send: (text) => {
				if (socket.readyState === WebSocket.OPEN) socket.send(text);
			},
			close: () => socket.close()
		};
	};
}
