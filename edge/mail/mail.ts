/**
 * Sending mail: an HTTP mail API in production (MAIL_URL gets a JSON body with from, to, subject, text; MAIL_TOKEN as bearer), and on
 * one machine a table that a page shows. Without either, nothing is sent and the log says so.
 */
import { z } from 'zod';
import { instant, wholeNumber } from '../db/columns.ts';
import { system, transaction } from '../db/database.ts';
import type { Query } from '../db/database.ts';
import type { Env } from '../env.ts';

export type Mail = { to: string; subject: string; text: string };

export class MailError extends Error {
	override name = 'MailError';
	/** Another mail may go all the same: it was this one that was not taken. */
	readonly ofThisMail: boolean;
	/** It was not answered: it may have been taken all the same. */
	readonly mayHaveGone: boolean;

	constructor(
		message: string,
		options?: ErrorOptions & { ofThisMail?: boolean; mayHaveGone?: boolean }
	) {
		super(message, options);
		this.ofThisMail = options?.ofThisMail ?? false;
		this.mayHaveGone = options?.mayHaveGone ?? false;
	}
}

/** What a mail API says of one mail and not of whoever sends it, how many, or where to. */
const ofOneMail = [400, 409, 413, 422];

export const isCaptured = (env: Env): boolean => env.MAIL_URL === 'capture';

/** Rejects with MailError when the mail API did not take it. */
export async function sendMail(env: Env, mail: Mail): Promise<void> {
	if (isCaptured(env)) {
		await transaction(env, system, (query) =>
			query('insert into captured_mail (recipient, subject, body) values ($1, $2, $3)', [
				mail.to,
				mail.subject,
				mail.text
			])
		);
		return;
	}
	if (!env.MAIL_URL) throw new MailError('no mail API is set');
	const answer = await ask(env, env.MAIL_URL, mail);
	// Unread, it would keep one of the few connections a Worker has.
	await answer.body?.cancel();
	if (!answer.ok)
		throw new MailError(`the mail API answered ${answer.status}`, {
			ofThisMail: ofOneMail.includes(answer.status)
		});
}

async function ask(env: Env, url: string, mail: Mail): Promise<Response> {
	const signal = AbortSignal.timeout(10_000);
	try {
		return await fetch(url, {
			method: 'POST',
			headers: {
				'Content-Type': 'application/json',
				...(env.MAIL_TOKEN && { Authorization: `Bearer ${env.MAIL_TOKEN}` })
			},
			body: JSON.stringify({
				from: env.MAIL_FROM ?? 'invigil@localhost',
				to: mail.to,
				subject: mail.subject,
				text: mail.text
			}),
			signal
		});
	} catch (cause) {
		throw new MailError('the mail API cannot be reached', { cause, mayHaveGone: signal.aborted });
	}
}

const captured = z.object({
	id: wholeNumber,
	recipient: z.string(),
	subject: z.string(),
	body: z.string(),
	sent_at: instant
});

export async function selectCapturedMail(query: Query) {
	const rows = await query(
		'select id, recipient, subject, body, sent_at from captured_mail order by id desc limit 100'
	);
	return z
		.array(captured)
		.parse(rows)
		.map(({ sent_at, ...mail }) => ({ ...mail, sentAt: sent_at }));
}
