/** What an import tells the people it is about: who has a new address, and who has no password yet. Sent afterwards, and none forgotten. */
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import {
	auditCheck,
	auditPage,
	importAnswer,
	importMailsAnswer
} from '#sync/schema/administration.ts';
import { codeOf, personId } from '../support/accounts.ts';
import { EdgeClient, signedIn } from '../support/edge-client.ts';
import { startEdge, type EdgeStack } from '../support/edge-stack.ts';

type Mail = { to: string; subject: string; text: string };
/** A mail API that takes what is sent to it, but not to addresses that `refuses` names. */
const mails: Mail[] = [];
let refuses: (to: string) => boolean = () => false;
let api: Server;
let stack: EdgeStack;
let admin: EdgeClient;

beforeAll(async () => {
	api = createServer((request, response) => {
		let body = '';
		request.on('data', (chunk: Buffer) => (body += chunk.toString()));
		request.on('end', () => {
			const mail = JSON.parse(body) as Mail;
			const refused = refuses(mail.to);
			if (!refused) mails.push(mail);
			response.writeHead(refused ? 500 : 202).end('{}');
		});
	});
	await new Promise<void>((done) => api.listen(0, '127.0.0.1', done));
	stack = await startEdge({ MAIL_URL: `http://127.0.0.1:${(api.address() as AddressInfo).port}` });
	admin = await signedIn(stack.origin, 'admin@demo.test');
});
beforeEach(() => {
	mails.length = 0;
	refuses = () => false;
});
afterAll(async () => {
	await stack?.dispose();
	api?.close();
});

const nobody = () => new EdgeClient(stack.origin);
const post = (path: string, body: unknown) => nobody().ask('POST', path, { body });
const to = (address: string) => mails.filter((mail) => mail.to === address);
const tokenIn = (mail: Mail | undefined) => /#([A-Za-z0-9_-]+)/.exec(mail?.text ?? '')?.[1] ?? '';
const fileOf = (people: readonly string[]) => [
	{ name: 'people.csv', text: `name,email,external_id\n${people.join('\n')}\n` }
];

async function importing(people: readonly string[], { sendLinks = false } = {}) {
	const files = fileOf(people);
	const ask = async (more: object) =>
		importAnswer.parse(
			(await admin.ask('POST', '/admin/import', { body: { files, ...more } })).body
		);
	const preview = await ask({});
	return { preview, result: await ask({ apply: preview.digest, sendLinks }) };
}

/** As the browser does: portion after portion, until there are no more. */
async function sendAll() {
	let asked = 0;
	let sent = 0;
	for (let round: number | undefined; ;) {
		const answer = importMailsAnswer.parse(
			(await admin.ask('POST', '/admin/import/mails', { body: { round } })).body
		);
		asked++;
		sent += answer.sent;
		round = answer.round;
		if (!answer.more) return { asked, sent, left: answer.left };
	}
}

test('people without a password are counted before anything is sent, and each gets a link that sets one and holds 14 days', async () => {
	const { preview, result } = await importing(
		['Ada New,ada@first.test,f1', 'Noor New,noor@first.test,f2'],
		{
			sendLinks: true
		}
	);
	expect(preview.mails).toEqual({ withoutPassword: 2, addresses: 0, owed: 0 });
	expect(result.mails.owed).toBe(2);
	expect(mails).toEqual([]);
	expect(await sendAll()).toEqual({ asked: 1, sent: 2, left: 0 });
	const [mail] = to('ada@first.test');
	expect(mail?.text).toContain('14 days');
	await stack.database(async (query) => {
		const rows = await query(
			"select expires_at - created_at > interval '13 days' as long from mailed_links where email = 'ada@first.test' and used_at is null"
		);
		expect(rows).toEqual([{ long: true }]);
	});
	const token = tokenIn(mail);
	expect((await post('/auth/password/reset', { token, password: 'a long password' })).status).toBe(
		204
	);
	expect((await nobody().signIn('ada@first.test', 'a long password')).status).toBe(200);
});

test('without the admin’s word nobody who is added gets a mail', async () => {
	const { preview, result } = await importing(['Quiet Person,quiet@first.test,q1']);
	expect(preview.mails.withoutPassword).toBe(1);
	expect(result.mails.owed).toBe(0);
	expect((await sendAll()).sent).toBe(0);
	expect(to('quiet@first.test')).toEqual([]);
});

test('a changed address is told to the one before, without a link, and confirmed from the new one', async () => {
	const address = 'ada@second.test';
	const { preview } = await importing([`Ada New,${address},f1`]);
	expect(preview.mails.addresses).toBe(1);
	await sendAll();
	const [notice, ...rest] = to('ada@first.test');
	expect(rest).toEqual([]);
	expect(notice?.text).not.toContain('http');
	expect(notice?.text).not.toContain(address);
	const { name } = (await admin.ask('GET', '/admin/settings')).body as { name: string };
	expect(notice?.text).toContain(name);
	const [link] = to(address);
	expect(link?.text).toContain('/account/verify#');
	expect(codeOf(await nobody().signIn('ada@first.test', 'a long password'))).toBe(
		'wrong_credentials'
	);
	const confirm = { token: tokenIn(link), password: 'a long password' };
	expect((await post('/auth/email/verify', confirm)).status).toBe(200);
	expect((await nobody().signIn(address, 'a long password')).status).toBe(200);
});

test('whoever has no password and a changed address gets a link that sets one, which confirms the address', async () => {
	await importing(['Noor New,noor@second.test,f2']);
	await sendAll();
	const [mail] = to('noor@second.test');
	const body = { token: tokenIn(mail), password: 'a long password' };
	expect((await post('/auth/password/reset', body)).status).toBe(204);
	expect((await nobody().signIn('noor@second.test', 'a long password')).status).toBe(200);
});

test('the right password of an unconfirmed account brings the mail again, a wrong one brings none, and not without end', async () => {
	const address = 'ada@third.test';
	await importing([`Ada New,${address},f1`]);
	refuses = () => true;
	expect((await sendAll()).sent).toBe(0);
	refuses = () => false;
	expect(codeOf(await nobody().signIn(address, 'a wrong password'))).toBe('wrong_credentials');
	expect(to(address)).toEqual([]);
	for (let times = 0; times < 7; times++) {
		const answer = await nobody().signIn(address, 'a long password');
		expect(answer.body).toMatchObject({ code: 'not_verified', evidence: { mailed: times < 5 } });
	}
	expect(to(address)).toHaveLength(5);
	const token = tokenIn(to(address).at(-1));
	expect((await post('/auth/email/verify', { token, password: 'a long password' })).status).toBe(
		200
	);
	// The link that could not be sent is of no use any more; the notice to the address before still is.
	expect(await sendAll()).toMatchObject({ sent: 1, left: 0 });
	expect(to('ada@second.test')).toHaveLength(1);
});

test('mails that could not be sent hold up no others, are counted, and go out when the same file is imported again', async () => {
	const people = Array.from({ length: 70 }, (_, i) => `Many ${i},many${i}@first.test,m${i}`);
	await importing(people, { sendLinks: true });
	refuses = (address) => /^many[0-9]@/.test(address) || address === 'many55@first.test';
	expect(await sendAll()).toEqual({ asked: 4, sent: 59, left: 11 });
	const again = await importing(people, { sendLinks: true });
	expect(again.preview.counts).toMatchObject({ same: 70, add: 0 });
	expect(again.preview.mails.owed).toBe(11);
	refuses = () => false;
	expect(await sendAll()).toEqual({ asked: 1, sent: 11, left: 0 });
	const reached = mails.map((mail) => mail.to).filter((address) => address.startsWith('many'));
	expect(reached).toHaveLength(70);
	expect(new Set(reached).size).toBe(70);
});

test('two browsers that send at once send no mail twice', async () => {
	const people = Array.from({ length: 50 }, (_, i) => `Twice ${i},twice${i}@first.test,t${i}`);
	await importing(people, { sendLinks: true });
	await Promise.all([sendAll(), sendAll()]);
	const reached = mails.map((mail) => mail.to).filter((address) => address.startsWith('twice'));
	expect(reached.sort()).toEqual(people.map((line) => line.split(',')[1] ?? '').sort());
});

test('an admin sends one person the link they need, and a locked one none', async () => {
	await importing(['Single Person,single@first.test,s1']);
	const id = await personId(admin, 'single@first.test');
	const send = () => admin.ask('POST', `/admin/users/${id}/send-link`, { body: { locale: 'fr' } });
	expect((await send()).body).toEqual({ sent: 'set_password' });
	const [mail] = to('single@first.test');
	expect(mail?.text).toContain('14 jours');
	const body = { token: tokenIn(mail), password: 'a long password' };
	expect((await post('/auth/password/reset', body)).status).toBe(204);
	expect((await send()).body).toEqual({ sent: 'reset_password' });
	await admin.ask('POST', `/admin/users/${id}/lock`, { body: { reason: 'left' } });
	expect(codeOf(await send())).toBe('conflict');
});

test('a person who is erased or locked before their mail goes out gets none', async () => {
	await importing(['Gone Person,gone@first.test,g1', 'Held Person,held@first.test,g2'], {
		sendLinks: true
	});
	const held = await personId(admin, 'held@first.test');
	await admin.ask('POST', `/admin/users/${held}/lock`, { body: { reason: 'left' } });
	await stack.database(async (query) => {
		await query("update users set erased_at = now() where email = 'gone@first.test'");
		const rows = await query("select 1 from owed_mails where email = 'gone@first.test'");
		expect(rows).toEqual([]);
	});
	expect(await sendAll()).toMatchObject({ sent: 0, left: 0 });
	expect([...to('gone@first.test'), ...to('held@first.test')]).toEqual([]);
});

test('an address that nobody ever sent a mail to is forgotten after 14 days', async () => {
	await importing(['Early Person,early@first.test,e1', 'Late Person,late@first.test,e2'], {
		sendLinks: true
	});
	const kept = await stack.database(async (query) => {
		await query(
			"update owed_mails set created_at = now() - interval '15 days' where email = 'early@first.test'"
		);
		// As is done now and then when somebody signs in, whichever institution they are of.
		await query('select forget_old_mails()');
		return query("select email from owed_mails where email like '%@first.test'");
	});
	expect(kept).toEqual([{ email: 'late@first.test' }]);
	await sendAll();
});

test('a register that hundreds leave locks them all in one import', async () => {
	const roster = (enabled: boolean) => [
		{ name: 'orgs.csv', text: 'sourcedId,name\no,Demo\n' },
		{
			name: 'users.csv',
			text: [
				'sourcedId,enabledUser,role,givenName,familyName,email',
				...Array.from(
					{ length: 600 },
					(_, i) => `r${i},${enabled},student,Roster,${i},roster${i}@first.test`
				)
			].join('\n')
		}
	];
	const apply = async (files: ReturnType<typeof roster>) => {
		const ask = async (more: object) =>
			importAnswer.parse(
				(await admin.ask('POST', '/admin/import', { body: { files, ...more } })).body
			);
		return ask({ apply: (await ask({})).digest });
	};
	expect((await apply(roster(true))).counts.add).toBe(600);
	expect((await apply(roster(false))).counts.lock).toBe(600);
	expect((await apply(roster(false))).counts.same).toBe(600);
});

test('thousands of changed people are a row each in a chain that holds', async () => {
	const people = (name: string) =>
		Array.from({ length: 2_000 }, (_, i) => `${name} ${i},chain${i}@first.test,c${i}`);
	await importing(people('Before'));
	const before = auditCheck.parse((await admin.ask('GET', '/admin/audit-logs/check')).body);
	await importing(people('After'));
	const after = auditCheck.parse((await admin.ask('GET', '/admin/audit-logs/check')).body);
	expect(after).toMatchObject({ brokenAt: null, entries: before.entries + 2_001 });
	const asked = await admin.ask(
		'GET',
		'/admin/audit-logs?action=person_changed_by_import&limit=500'
	);
	const { rows } = auditPage.parse(asked.body);
	expect(rows).toHaveLength(500);
	expect(new Set(rows.map(({ subject }) => subject)).size).toBe(500);
	expect(rows[0]).toMatchObject({ actorName: 'Demo Admin', detail: { fields: 'name' } });
});

test('attack: audit rows in bulk under another’s name', async () => {
	const refused = await stack.database(async (query) => {
		await query('begin');
		await query('set local role invigil_edge');
		await query("select set_config('invigil.person', $1, true)", [crypto.randomUUID()]);
		const forge = query(
			"select write_audits($1, $1, 'sign_in', '{x}', array['{}']::jsonb[], null, null)",
			[crypto.randomUUID()]
		).then(
			() => 'written',
			(problem: unknown) => String(problem)
		);
		const said = await forge;
		await query('rollback');
		return said;
	});
	expect(refused).toContain("in one's own name");
});
