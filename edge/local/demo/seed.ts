/** One institution with its people, the demo exam, and one sitting that is open now. Once: where there is an institution already, nothing is touched. */
import { readFileSync } from 'node:fs';
import { fromBase64url, toBase64url, toHex, utf8 } from '#sync/bytes.ts';
import type { Bytes } from '#sync/bytes.ts';
import { encryptForm } from '#sync/form-cipher.ts';
import { sha256Hex } from '#sync/hash.ts';
import { importEdgePrivateKey, keyId } from '#sync/keys.ts';
import type { Form } from '#sync/schema/form.ts';
import type { Role } from '#sync/schema/person.ts';
import { defaultPolicy } from '#sync/schema/policy.ts';
import { sign } from '#sync/signed.ts';
import { createStartCode } from '#sync/start-code.ts';
import { hashPassword } from '../../access/passwords.ts';
import type { OwnerDatabase } from '../../db/open-database.ts';
import type { InstallationKeys } from '../installation-keys.ts';
import { StartError } from '../say.ts';
import { readExam } from './read-exam.ts';

export const demoPassword = 'invigil-demo';
export const demoPeople: { email: string; name: string; roles: Role[] }[] = [
	{ email: 'student1@demo.test', name: 'Student One', roles: ['student'] },
	{ email: 'student2@demo.test', name: 'Student Two', roles: ['student'] },
	{ email: 'student3@demo.test', name: 'Student Three', roles: ['student'] },
	{ email: 'teacher@demo.test', name: 'Demo Teacher', roles: ['teacher'] },
	{ email: 'proctor@demo.test', name: 'Demo Proctor', roles: ['proctor'] },
	{ email: 'admin@demo.test', name: 'Demo Admin', roles: ['admin'] }
];

const DAY_MS = 86_400_000;
const DURATION_MS = 60 * 60_000;
const random = (count: number): Bytes => crypto.getRandomValues(new Uint8Array(count));

export async function demoStartCode(database: OwnerDatabase): Promise<string> {
	const [row] = await database.query(
		'select start_code from sitting_secrets order by start_code limit 1'
	);
	return String(row?.['start_code'] ?? '');
}

export async function seedDemo(input: {
	database: OwnerDatabase;
	keys: InstallationKeys;
	origin: string;
}): Promise<void> {
	const { database, keys, origin } = input;
	const [{ there } = {}] = await database.query('select count(*)::int as there from institutions');
	if (there !== 0) return;
	const { form, media, solutions } = demoForm();
	const sitting = crypto.randomUUID();
	const startCode = createStartCode(random);
	const now = Date.now();
	const sealed = await encryptForm({
		form,
		media,
		sitting,
		startCode,
		issuedAt: now,
		randomBytes: random
	});
	// Blobs first: a manifest in the database must never name one that is not there.
	const institution = crypto.randomUUID();
	const put = (path: string, bytes: Bytes) =>
		putBytes(`${origin}/api/v1/publish/${path}`, keys.PUBLISH_SECRET, bytes);
	for (const [hash, bytes] of sealed.blobs) await put(`blobs/${hash}`, bytes);
	// What the exam is scheduled from when its teacher schedules it again.
	for (const [hash, bytes] of media) await put(`institutions/${institution}/media/${hash}`, bytes);
	const privateKey = await importEdgePrivateKey(fromBase64url(keys.EDGE_PRIVATE_KEY));
	const manifest = await sign('invigil-form/1', sealed.manifest, {
		privateKey,
		id: keyId(fromBase64url(keys.EDGE_PUBLIC_KEY))
	});
	const people = demoPeople.map((person) => ({ ...person, id: crypto.randomUUID() }));
	const one = (role: Role) => people.find(({ roles }) => roles.includes(role))?.id ?? '';
	const { query } = database;
	await query('begin');
	try {
		await query('insert into institutions (id, name) values ($1, $2)', [
			institution,
			'Demo School'
		]);
		const hash = hashPassword(demoPassword, random(16));
		for (const { id, email, name, roles } of people) {
			await query(
				'insert into users (id, institution_id, email, name, roles, email_verified_at) values ($1, $2, $3, $4, $5, now())',
				[id, institution, email, name, roles]
			);
			await query('insert into user_passwords (user_id, hash) values ($1, $2)', [id, hash]);
		}
		await query('insert into teacher_profiles (user_id, institution_id) values ($1, $2)', [
			one('teacher'),
			institution
		]);
		await query('insert into exams (id, institution_id, owner_id, title) values ($1, $2, $3, $4)', [
			form.exam,
			institution,
			one('teacher'),
			form.title
		]);
		for (const { hash, contentType, bytes } of form.media)
			await query(
				'insert into bank_media (institution_id, hash, content_type, bytes, name, added_by) values ($1, $2, $3, $4, $5, $6)',
				[institution, hash, contentType, bytes, hash.slice(0, 12), one('teacher')]
			);
		await query(
			'insert into exam_forms (id, exam_id, institution_id, hash, form) values ($1, $2, $3, $4, $5)',
			[form.id, form.exam, institution, sealed.manifest.formHash, JSON.stringify(form)]
		);
		await query(
			'insert into form_solutions (form_id, institution_id, solutions) values ($1, $2, $3)',
			[form.id, institution, JSON.stringify(solutions)]
		);
		await query(
			`insert into sittings (id, institution_id, exam_id, form_id, title, opens_at, closes_at, duration_ms, policy, manifest,
				form_hash, item_count)
			values ($1, $2, $3, $4, $5, to_timestamp($6::float8 / 1000), to_timestamp($7::float8 / 1000), $8, $9, $10, $11, $12)`,
			[
				sitting,
				institution,
				form.exam,
				form.id,
				form.title,
				now - 3_600_000,
				now + 30 * DAY_MS,
				DURATION_MS,
				JSON.stringify(defaultPolicy),
				JSON.stringify(manifest),
				sealed.manifest.formHash,
				form.items.length
			]
		);
		await query(
			"insert into sitting_secrets (sitting_id, institution_id, start_code, content_key) values ($1, $2, $3, decode($4, 'hex'))",
			[sitting, institution, startCode, toHex(sealed.contentKey)]
		);
		for (const role of ['teacher', 'proctor'] as const)
			await query(
				'insert into sitting_staff (sitting_id, user_id, institution_id, role) values ($1, $2, $3, $4)',
				[sitting, one(role), institution, role]
			);
		const students = people.filter(({ roles }) => roles.includes('student'));
		for (const [index, { id }] of students.entries()) {
			await query(
				'insert into student_profiles (user_id, institution_id, enrolment_id) values ($1, $2, $3)',
				[id, institution, `D-${index + 1}`]
			);
			await query(
				'insert into exam_attempts (id, institution_id, sitting_id, student_id, room, order_seed) values ($1, $2, $3, $4, $5, $6)',
				[crypto.randomUUID(), institution, sitting, id, `${sitting}-0`, toBase64url(random(16))]
			);
		}
		await query('commit');
	} catch (problem) {
		await query('rollback');
		throw problem;
	}
}

function demoForm() {
	const written = readExam(readFileSync(new URL('./demo-exam.md', import.meta.url), 'utf8'));
	const media = new Map<string, Bytes>();
	const items = written.items.map((item) => ({
		...item,
		prompt: item.prompt.replace(/\]\(([\w-]+\.svg)\)/g, (_link, name: string) => {
			const bytes = utf8(readFileSync(new URL(`./media/${name}`, import.meta.url), 'utf8'));
			const hash = sha256Hex(bytes);
			media.set(hash, bytes);
			return `](media:${hash})`;
		})
	}));
	const form: Form = {
		version: 1,
		id: crypto.randomUUID(),
		exam: crypto.randomUUID(),
		title: written.title,
		language: 'en',
		instructions: written.instructions,
		shuffleItems: false,
		items,
		media: [...media].map(([hash, bytes]) => ({
			hash,
			contentType: 'image/svg+xml',
			bytes: bytes.length
		}))
	};
	return { form, media, solutions: written.solutions };
}

async function putBytes(address: string, secret: string, bytes: Bytes): Promise<void> {
	const answer = await fetch(address, {
		method: 'PUT',
		body: bytes,
		headers: { Authorization: `Bearer ${secret}` }
	});
	if (!answer.ok)
		throw new StartError(
			`The demo exam could not be stored: ${answer.status} ${await answer.text()}`
		);
}
