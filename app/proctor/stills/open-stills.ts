/** Stills of a session that is being sat, with the browser around them. */
import type { EntryContent } from '#sync/schema/entry.ts';
import type { Ticket } from '#sync/schema/ticket.ts';
import { stillShelf } from '../../device/open-still-shelf.ts';
import { storageRoom } from '../../device/storage.ts';
import { stillChannel } from './still-news.ts';
import { Stills } from './stills.ts';
import { takeStill } from './take-still.ts';

/** What is left of it belongs to the answers. */
const LEAST_ROOM_BYTES = 50_000_000;
const DAY_MS = 86_400_000;

type Session = {
	ticket: Pick<Ticket, 'attempt' | 'closesAt' | 'policy'>;
	/** How many the log has already. */
	stills: number;
};

/** null: the policy lets no picture leave the device, so none is taken. */
export function openStills(
	{ ticket, stills }: Session,
	given: { stream: () => MediaStream | null; record: (content: EntryContent) => unknown }
): Stills | null {
	const { attempt, closesAt, policy } = ticket;
	if (!policy.camera || policy.stills !== 'on_flag') return null;
	const keepUntil = closesAt + policy.retentionDays * DAY_MS;
	const channel = stillChannel();
	return new Stills(
		{
			async take() {
				const track = given.stream()?.getVideoTracks()[0];
				return track ? takeStill(track) : null;
			},
			async keep(hash, { bytes, contentType }) {
				const room = await storageRoom();
				if (room && room.quotaBytes - room.usedBytes < LEAST_ROOM_BYTES)
					throw new Error('The room that is left belongs to the answers.');
				const still = { attempt, hash, contentType, addedAt: Date.now(), keepUntil };
				await stillShelf().put(still, bytes);
			},
			record(content) {
				given.record(content);
				channel.tell();
			}
		},
		stills
	);
}
