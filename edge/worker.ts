/** The Worker: the API, the Durable Objects, and the app's files. */
import { api } from './api/app.ts';
import type { Env } from './env.ts';

export { DraftRoom } from './rooms/draft-room.ts';
export { MonitorDesk } from './rooms/monitor-desk.ts';
export { Meter } from './rooms/meter.ts';
export { PublicLog } from './rooms/public-log.ts';
export { SittingHall } from './rooms/sitting-hall.ts';
export { SittingRoom } from './rooms/sitting-room.ts';

export default {
	fetch(request, env, context) {
		const { pathname } = new URL(request.url);
		if (pathname === '/metrics')
			return api.fetch(new Request(new URL('/api/v1/metrics', request.url), request), env, context);
		return pathname.startsWith('/api/')
			? api.fetch(request, env, context)
			: env.ASSETS.fetch(request);
	}
} satisfies ExportedHandler<Env>;
