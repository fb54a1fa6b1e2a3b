/** A room as the edge runs it, on a real socket: the same intake, rows, transactions and budgets, without workerd (tests/edge has that). */
import type { WebSocket } from 'ws';
import { FrameBudget } from '#edge/rooms/frame-budget.ts';
import { GroupCommit } from '#edge/rooms/group-commit.ts';
import { RoomCounters } from '#edge/rooms/room-counters.ts';
import { RoomStore } from '#edge/rooms/room-store.ts';
import { SessionIntake } from '#edge/rooms/session-intake.ts';
import { closeReason, refusalCodes } from '#sync/refusal.ts';
import type { Refusal } from '#sync/refusal.ts';
import { realSchedule } from '#sync/schedule.ts';
import type { Papers } from '#sync/testing/fixture.ts';
import { MAXIMUM_FRAME_BYTES } from '#sync/yjs-wire.ts';
import { memorySql } from '../../support/memory-sql.ts';
import { serve } from './sockets.ts';
import type { Served } from './sockets.ts';

type Room = { store: RoomStore; open: (papers: Papers) => SessionIntake };

export class GuardedServer {
	readonly served: Served;
	readonly #rooms: Map<string, Room>;

	private constructor(served: Served, rooms: Map<string, Room>) {
		this.served = served;
		this.#rooms = rooms;
	}

	/** `students`: who has a ticket. A client asks for ROOM/SESSION. */
	static async start(students: readonly Papers[]): Promise<GuardedServer> {
		const rooms = new Map<string, Room>();
		const served = await serve((socket, path) => {
			const [name = '', session] = path.split('/');
			const papers = students.find((each) => each.session === session);
			if (!papers) return socket.close(refusalCodes.ticket_invalid);
			const room = rooms.get(name) ?? newRoom();
			rooms.set(name, room);
			attend(socket, room.open(papers));
		});
		return new GuardedServer(served, rooms);
	}

	store(room: string): RoomStore {
		const found = this.#rooms.get(room);
		if (!found) throw new Error('no such room');
		return found.store;
	}

	forget(room: string): void {
		this.#rooms.delete(room);
	}
}

function newRoom(): Room {
	const sql = memorySql();
	const store = new RoomStore(sql);
	const commits = new GroupCommit((work) => sql.transaction(work), realSchedule);
	const intakes = new Map<string, SessionIntake>();
	return {
		store,
		open(papers) {
			const { session, signed, edge } = papers;
			const live =
				intakes.get(session) ??
				new SessionIntake(session, signed, {
					store,
					commits,
					signer: async () => edge.signer,
					now: () => Date.now(),
					changed: () => undefined,
					counters: new RoomCounters(),
					tookOver: () => undefined
				});
			intakes.set(session, live);
			return live;
		}
	};
}

/** As SittingRoom takes a message. */
function attend(socket: WebSocket, intake: SessionIntake): void {
	const taken = new FrameBudget(Date.now());
	const sent = new FrameBudget(Date.now());
	const refuse = (refusal: Refusal) =>
		socket.close(refusalCodes[refusal.code], closeReason(refusal));
	socket.on('message', (data: Buffer, isBinary) => {
		if (!isBinary) return refuse({ code: 'malformed' });
		if (data.length > MAXIMUM_FRAME_BYTES) return refuse({ code: 'too_large' });
		if (!taken.take(Date.now(), data.length)) return refuse({ code: 'too_fast' });
		const send = (frame: Uint8Array) => {
			if (sent.take(Date.now(), frame.length)) socket.send(frame);
			else refuse({ code: 'too_fast' });
		};
		void intake.frame(new Uint8Array(data), send, socket).then(
			(answer) => void (answer.ok || refuse(answer.refusal)),
			() => refuse({ code: 'unavailable' })
		);
	});
}
