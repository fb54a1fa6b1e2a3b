/** Who is told that a student waits for an answer before beginning. Only for the Worker itself. */
import { z } from 'zod';
import { mailLocale } from '#sync/schema/accounts.ts';
import { instant } from './columns.ts';
import type { Query } from './database.ts';

/** A Worker may ask others only so often in one go. */
const MOST_MAILS = 40;

const owed = z.object({
	email: z.string(),
	name: z.string(),
	title: z.string(),
	opens_at: instant,
	time_zone: z.string(),
	mail_locale: mailLocale,
	mail_origin: z.string().nullable()
});

/** Teachers first, and each once, who may be both. */
export async function selectAskingMails(query: Query, arrangement: string) {
	const rows = z
		.array(owed)
		.parse(
			await query(
				'select email, name, title, opens_at, time_zone, mail_locale, mail_origin from staff_to_tell($1)',
				[arrangement]
			)
		);
	const each = new Map(rows.map((row) => [row.email, row]));
	return Array.from(each.values(), (row) => ({
		to: row.email,
		name: row.name,
		title: row.title,
		opensAt: row.opens_at,
		timeZone: row.time_zone,
		locale: row.mail_locale,
		/** Where the sitting was scheduled from. */
		origin: row.mail_origin
	})).slice(0, MOST_MAILS);
}

/** For an hour nobody is mailed of another request of the sitting while this one waits. */
export async function noteTold(query: Query, arrangement: string): Promise<void> {
	await query('select note_told($1)', [arrangement]);
}
