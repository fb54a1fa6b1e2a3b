/** A piece of a sealed copy at its attempt's room: through the same door, and admitted by the same intake, as what comes over a socket. */
import type { Bytes } from '#sync/bytes.ts';
import { signed as signedSchema } from '#sync/schema/signed.ts';
import type { Signed } from '#sync/schema/signed.ts';
import { ticket as ticketSchema } from '#sync/schema/ticket.ts';
import { unsafeReadSigned } from '#sync/signed.ts';
import { logProblem } from '../log.ts';
import type { BroughtPiece, CopyPiece } from './calls.ts';
import { doorStatus } from './door.ts';
import type { RoomStore } from './room-store.ts';
import type { SessionIntake } from './session-intake.ts';

type Room = {
	store: RoomStore;
	/** A device of this session is connected. */
	isLive: () => boolean;
	intake: (signed: Signed) => SessionIntake;
};

export async function takeCopy(piece: CopyPiece, room: Room): Promise<Omit<BroughtPiece, 'state'>> {
	const { attempt, session } = piece;
	const { store } = room;
	const nothing = { entries: 0, segments: 0, code: '' };
	if (store.marks.isErased(attempt)) return { ...nothing, outcome: 'erased' };
	const signed = signedSchema.parse(JSON.parse(piece.signed));
	const read = unsafeReadSigned(signed, ticketSchema);
	const status = read.ok
		? doorStatus({
				ticket: read.statement,
				known: store.optionalSession(session),
				sessions: store.sessionsOf(attempt).length
			})
		: 401;
	if (status !== null) {
		const code = status === 401 ? 'ticket_invalid' : 'too_many_sessions';
		return { ...nothing, outcome: 'refused', code };
	}
	try {
		const intake = room.intake(signed);
		const before = intake.record.log.next;
		const { from, forked } = piece;
		const items = piece.items as Bytes[];
		const outcome = await intake.bring({ from, items }, { isLive: room.isLive, forked });
		const { next, segments } = intake.record.log;
		const entries = next - before;
		if (!outcome.ok) {
			const { code } = outcome.refusal;
			if (code === 'fork') return { outcome: 'forked', entries, segments, code: '' };
			if (code === 'unavailable') return { outcome: 'connected', entries, segments, code: '' };
			return { outcome: 'refused', entries, segments, code };
		}
		return { outcome: entries > 0 ? 'taken' : 'known', entries, segments, code: '' };
	} catch (problem) {
		logProblem('room.copy_not_stored', problem, { session });
		return { ...nothing, outcome: 'unavailable' };
	}
}
