/** A session as a person who decides about it gets it, of a desk whose room has something. */
import type { Bytes } from '../bytes.ts';
import { decodeControlEntry } from '../entry.ts';
import { branchesOf, follow } from '../held/branches.ts';
import type { HeldSession } from '../held/doubts.ts';
import { importDeviceKey, verifyDevice } from '../keys.ts';
import { decodeSegment } from '../segment.ts';
import type { Papers } from './fixture.ts';
import type { Desk } from './story.ts';

export const rawOf = (segments: readonly Bytes[]): Bytes[] =>
	segments.flatMap((bytes) => {
		const decoded = decodeSegment(bytes);
		if (!decoded.ok) throw new Error(decoded.refusal.code);
		return decoded.segment.entries;
	});

export async function branchesFor(
	papers: Papers,
	log: readonly Bytes[],
	kept: readonly Bytes[],
	most?: number
): Promise<Awaited<ReturnType<typeof branchesOf>>> {
	const key = await importDeviceKey(papers.device.raw);
	return branchesOf(rawOf(log), kept, {
		state: papers.state,
		verify: (signed, signature) => verifyDevice(key, signed, signature),
		...(most !== undefined && { most })
	});
}

/** `kept`: of a fork. */
export async function heldOf(
	{ papers, room }: Pick<Desk, 'papers' | 'room'>,
	kept: readonly Bytes[] = []
): Promise<HeldSession> {
	const { entries, heads } = follow(rawOf(room.log), papers.state);
	const control = rawOf(room.control).map((bytes) => {
		const read = decodeControlEntry(bytes);
		if (!read.ok) throw new Error(read.refusal.code);
		return read.entry;
	});
	const { branches, more } = await branchesFor(papers, room.log, kept);
	return {
		session: papers.session,
		ticket: papers.ticket,
		entries,
		heads,
		branches,
		moreBranches: more,
		control
	};
}
