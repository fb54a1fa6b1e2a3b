import type { Entry, EntryContent } from '#sync/schema/entry.ts';

/** A log for tests: contents at their times, numbered in the order given, by a device whose clock says `wall` at t = 0. */
export const logFixture = (
	wall: number,
	contents: readonly [t: number, content: EntryContent][]
): Entry[] =>
	contents.map(([t, content], seq) => ({ seq, t, wall: wall + t, boot: 0, ...content }));

const zeros = '0'.repeat(64);
const uuid = '00000000-0000-4000-8000-000000000000';

export const open: EntryContent = {
	kind: 'open',
	data: {
		session: uuid,
		attempt: uuid,
		ticketHash: zeros,
		formHash: zeros,
		policyHash: zeros,
		noticeHash: zeros,
		appVersion: '1',
		models: [],
		keyFrom: 'edge',
		persisted: true
	}
};
export const visit = (item: string): EntryContent => ({
	kind: 'navigation',
	data: { item, action: 'visit' }
});
export const answer = (item: string, choice = 'a'): EntryContent => ({
	kind: 'response',
	data: { item, value: { type: 'single_choice', choice } }
});
export const beat = (online: boolean): EntryContent => ({
	kind: 'heartbeat',
	data: { lastReceipt: null, online, elapsedMs: 0 }
});
/** A receipt as these tests write it: its bytes are the edge time. */
export const received = (at: number): EntryContent => ({
	kind: 'receipt',
	data: { receipt: { bytes: String(at), key: '0'.repeat(16), signature: '' } }
});
