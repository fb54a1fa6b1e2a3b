/** The edge as it is deployed, and beside it two addresses for a test: how often rooms began, and one that throws a room out of memory. */
import worker, { SittingRoom as Room } from '../../../edge/worker.ts';

export { DraftRoom, Meter, MonitorDesk, PublicLog, SittingHall } from '../../../edge/worker.ts';

/** In this isolate, by room. */
const begun = new Map();

export class SittingRoom extends Room {
	constructor(context, env) {
		super(context, env);
		const room = context.id.toString();
		begun.set(room, (begun.get(room) ?? 0) + 1);
	}

	async throwOut() {
		this.ctx.abort('thrown out by a test');
	}
}

export default {
	async fetch(request, env, context) {
		const { pathname, searchParams } = new URL(request.url);
		if (!pathname.startsWith('/api/test/')) return worker.fetch(request, env, context);
		const id = env.SITTING_ROOM.idFromName(searchParams.get('room'));
		if (pathname === '/api/test/throw-out')
			await env.SITTING_ROOM.get(id)
				.throwOut()
				.catch(() => undefined);
		return Response.json({ begun: begun.get(id.toString()) ?? 0, id: id.toString() });
	}
};
