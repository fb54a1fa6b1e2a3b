/** As many students of one sitting as a test wants, in rooms of two hundred, signed in and with tickets, without as many passwords. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { importPKCS8 } from 'jose';
import { z } from 'zod';
import { toBase64url } from '#sync/bytes.ts';
import { issueTicket, openTicket } from '#sync/ticket.ts';
import { issueAccessToken } from '../../edge/access/access-token.ts';
import { unseal } from '../../edge/access/sealed.ts';
import { EdgeClient } from './edge-client.ts';
import { fetchPapers, newDeviceKey, type DevicePapers } from './edge-device.ts';
import { addStudents } from './edge-sittings.ts';
import type { EdgeStack, Query } from './edge-stack.ts';

/** As a sitting's schedule parts it. */
const ROOM_SIZE = 200;

export interface CrowdStudent {
	papers: DevicePapers;
	/** Of a sign-in that stands: for `Authorization`. */
	bearer: string;
}

const person = z.object({
	attempt: z.string(),
	room: z.string(),
	id: z.string(),
	name: z.string(),
	email: z.string(),
	institution: z.string(),
	sign_in: z.string()
});

/** Each connection of y-websocket listens for the end of the process. */
process.setMaxListeners(0);

export async function crowd(stack: EdgeStack, count: number): Promise<CrowdStudent[]> {
	const one = await fetchPapers(stack.origin, 'student1@demo.test');
	const { people, tokenKey } = await stack.database(async (query) => {
		const added = await addStudents(query, count);
		return {
			people: await seat(
				query,
				added.map(({ attempt }) => attempt)
			),
			tokenKey: await newestKey(query)
		};
	});
	const { COOKIE_SECRET = '' } = JSON.parse(
		readFileSync(join(stack.data, 'keys.json'), 'utf8')
	) as Record<string, string>;
	const pkcs8 = await unseal(tokenKey.sealed_private, COOKIE_SECRET, 'invigil-token-key/1');
	const signing = { id: tokenKey.id, privateKey: await importPKCS8(pkcs8, 'EdDSA') };
	const edge = await stack.signer();
	return Promise.all(
		people.map(async ({ id, name, email, institution, sign_in: signIn, attempt, room }) => {
			const key = await newDeviceKey();
			const signed = await issueTicket(
				{
					...one.ticket,
					attempt,
					room,
					student: id,
					studentName: name,
					deviceKey: toBase64url(key.raw)
				},
				edge
			);
			const opened = await openTicket(signed, one.keys);
			if (!opened.ok) throw new Error(opened.refusal.code);
			const { ticket, hash } = opened;
			const bearer = await issueAccessToken(
				{ person: { id, name, email, roles: ['student'] }, institution, signIn },
				signing,
				Date.now()
			);
			return {
				bearer,
				papers: {
					client: new EdgeClient(stack.origin),
					attempt: { ...one.attempt, id: attempt },
					key,
					signed,
					ticket,
					ticketHash: hash,
					keys: one.keys
				}
			};
		})
	);
}

/** Each in a room, and signed in. */
async function seat(query: Query, attempts: string[]): Promise<z.infer<typeof person>[]> {
	await query(
		`update exam_attempts a set room = a.sitting_id::text || '-' || (n.at / $2::int) from
		(select id, (row_number() over (order by id))::int - 1 as at from exam_attempts where id = any($1::uuid[])) n where n.id = a.id`,
		[attempts, ROOM_SIZE]
	);
	const rows = await query(
		`with who as (
			select a.id as attempt, a.room, u.id, u.name, u.email, u.institution_id as institution, gen_random_uuid() as sign_in
			from exam_attempts a join users u on u.id = a.student_id where a.id = any($1::uuid[])
		), made as (
			insert into sign_ins (id, user_id, institution_id, method, expires_at)
			select sign_in, id, institution, 'password', now() + interval '1 day' from who
		) select * from who`,
		[attempts]
	);
	return z.array(person).parse(rows);
}

async function newestKey(query: Query) {
	const [row] = await query(
		'select id, sealed_private from token_keys where retired_at is null order by created_at desc limit 1'
	);
	return z.object({ id: z.string(), sealed_private: z.string() }).parse(row);
}
