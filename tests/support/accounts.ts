/** What tests of accounts do again and again: ask as nobody, read a mailed link, find a person. */
import { capturedMail } from '#sync/schema/accounts.ts';
import { people } from '#sync/schema/administration.ts';
import { EdgeClient, type Answer } from './edge-client.ts';

export const codeOf = ({ body }: Answer) => (body as { code?: string }).code;

/** The token of the newest mail with one to an address. */
export async function mailedTokenAt(origin: string, to: string): Promise<string> {
	const asked = await new EdgeClient(origin).ask('GET', '/auth/captured-mail');
	const [token] = capturedMail
		.parse(asked.body)
		.mails.filter(({ recipient }) => recipient === to)
		.flatMap(({ body }) => /#([A-Za-z0-9_-]+)/.exec(body)?.[1] ?? []);
	if (!token) throw new Error(`no mail to ${to}`);
	return token;
}

export async function personId(admin: EdgeClient, email: string): Promise<string> {
	const answer = await admin.ask('GET', `/admin/users?search=${encodeURIComponent(email)}`);
	const found = people.parse(answer.body).people.find((one) => one.email === email);
	if (!found) throw new Error(`no ${email}`);
	return found.id;
}

/** Whether it came true in time. */
export async function comesTrue(what: () => Promise<boolean>, ms = 5_000): Promise<boolean> {
	for (const end = Date.now() + ms; Date.now() < end;)
		if (await what()) return true;
		else await new Promise((done) => setTimeout(done, 50));
	return false;
}
