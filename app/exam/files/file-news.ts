/** What pages of one browser tell each other of kept files: one came, or something about it changed. */
import type { KeptFile } from '../../device/device-rows.ts';

export type FileNews = { what: 'added' | 'changed' } & Pick<KeptFile, 'attempt' | 'hash'>;
export type FileChannel = {
	tell: (news: FileNews) => void;
	/** Of other pages and of this one's own sender; the answer ends it. */
	listen: (heard: (news: FileNews) => void) => () => void;
};

export function fileChannel(): FileChannel {
	const open = () => new BroadcastChannel('invigil-files');
	const out = open();
	return {
		tell: (news) => out.postMessage(news),
		listen: (heard) => {
			const channel = open();
			channel.onmessage = ({ data }: MessageEvent<FileNews>) => heard(data);
			return () => channel.close();
		}
	};
}
