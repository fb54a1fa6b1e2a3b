/** What pages of one browser tell each other of stills: one came. */
export type StillChannel = {
	tell: () => void;
	/** Of other pages and of this one; the answer ends it. */
	listen: (heard: () => void) => () => void;
};

export function stillChannel(): StillChannel {
	const open = () => new BroadcastChannel('invigil-stills');
	const out = open();
	return {
		tell: () => out.postMessage('added'),
		listen: (heard) => {
			const channel = open();
			channel.onmessage = () => heard();
			return () => channel.close();
		}
	};
}
