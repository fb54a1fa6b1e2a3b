/** All mails that a sitting owes by now, one kind after the other. */
import { system, transaction } from '../db/database.ts';
import type { Query } from '../db/database.ts';
import type { Env } from '../env.ts';
import type { Look, NextLook } from './look.ts';
import { MailRound, SOON_MS } from './mail-round.ts';
import type { Owed } from './mail-round.ts';
import { owedReminders } from './owed-reminders.ts';
import { owedRemarks } from './owed-remarks.ts';
import { owedResults } from './owed-results.ts';
import { owedSittingMails } from './owed-sitting-mails.ts';

type Find = (query: Query, look: Look) => Promise<Owed | null>;
const kinds: readonly [string, Find][] = [
	['hall.remarks', owedRemarks],
	// Before reminders: who has just read the times needs no other mail of them.
	['hall.added', owedSittingMails],
	['hall.reminders', owedReminders],
	['hall.results', owedResults]
];

export async function sendMails(
	env: Env,
	{ sitting, now }: { sitting: string; now: number },
	next: NextLook
): Promise<void> {
	if (!env.MAIL_URL) return;
	const round = new MailRound(env, sitting);
	const look = { sitting, now, origin: env.PUBLIC_ORIGIN };
	for (const [what, find] of kinds)
		await next.after(what, async () => {
			const owed = await transaction(env, system, (query) => find(query, look));
			if (!owed) return null;
			// Postgres says whether it is time, the hall's clock when to ask.
			if (owed.nextAt !== null) next.by(Math.max(owed.nextAt, now + SOON_MS));
			return round.send(what, owed.mails);
		});
}
