/** Those who answer for the marks of a sitting are mailed that a student asks for another look: by its hall, with others that wait. */
import type { Context } from 'hono';
import { system, transaction } from '../db/database.ts';
import { selectUntoldSitting } from '../db/remark-mails.ts';
import { logProblem } from '../log.ts';
import type { Authenticated } from './signed-in.ts';
import { wakeHall } from './tell-hall.ts';

/** In passing: it was asked, and stands among the requests, whether or not the mails go out. */
export function tellMarkers(context: Context<Authenticated>, request: string): void {
	const { env } = context;
	if (!env.MAIL_URL) return;
	const told = async () => {
		const sitting = await transaction(env, system, (query) => selectUntoldSitting(query, request));
		if (sitting !== null) wakeHall(context, sitting);
	};
	context.executionCtx.waitUntil(
		told().catch((problem: unknown) =>
			logProblem('mail.remark', problem, { request: context.get('request') })
		)
	);
}
