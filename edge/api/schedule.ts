/** A form gets a day, a roster and its staff; from then on it is encrypted under a key of the sitting's own. */
import { argon2id } from '@noble/hashes/argon2.js';
import { toBase64url, toHex } from '#sync/bytes.ts';
import type { Bytes } from '#sync/bytes.ts';
import { encryptForm } from '#sync/form-cipher.ts';
import type { Form } from '#sync/schema/form.ts';
import { defaultPolicy } from '#sync/schema/policy.ts';
import { createdSitting, newSitting } from '#sync/schema/teaching.ts';
import { sign } from '#sync/signed.ts';
import { createStartCode } from '#sync/start-code.ts';
import type { Argon2 } from '#sync/start-code.ts';
import { transaction } from '../db/database.ts';
import { insertSitting, selectOptionalForm, selectPeople } from '../db/publishing.ts';
import type { Env } from '../env.ts';
import { edgeSigner } from '../keys.ts';
import { mediaKey } from './bank-media.ts';
import { usable } from './exam-in-use.ts';
import { operation } from './operation.ts';
import { ProblemError } from './problem.ts';
import { audit } from './who-asks.ts';
import { logProblem } from '../log.ts';

const STUDENTS_OF_A_ROOM = 200;
const BLOBS_AT_ONCE = 6;
const random = (count: number): Bytes => crypto.getRandomValues(new Uint8Array(count));

const schedule = operation(
	{
		id: 'createSitting',
		method: 'post',
		path: '/teacher/exams/:id/sittings',
		tag: 'Exams',
		summary: 'Schedule a published form: window, duration, policy, roster and staff',
		access: 'signed_in',
		body: newSitting,
		answer: createdSitting,
		status: 201,
		refusals: ['not_found', 'conflict']
	},
	async (context, { body }) => {
		const { env } = context;
		const { exam, form, students, teachers, proctors } = await transaction(
			env,
			context.get('actor'),
			async (query) => {
				const used = await usable(context, query, 'edit');
				return {
					exam: used,
					form: await selectOptionalForm(query, used.id, body.form ?? null),
					students: await selectPeople(query, body.students, 'student'),
					teachers: await selectPeople(query, body.teachers, 'teacher'),
					proctors: await selectPeople(query, body.proctors, 'proctor')
				};
			}
		);
		if (!form) throw new ProblemError('conflict', 'Publish the exam first.');
		const id = crypto.randomUUID();
		const startCode = createStartCode(random);
		const sealed = await encryptForm({
			form,
			media: await mediaOf(env, exam.institution_id, form),
			sitting: id,
			startCode,
			issuedAt: Date.now(),
			randomBytes: random,
			argon2
		});
		// Blobs first: a manifest in the database must never name one that is not there.
		await putBlobs(env, sealed.blobs);
		const manifest = await sign('invigil-form/1', sealed.manifest, await edgeSigner(env));
		const me = context.get('asker').id;
		const roster = [...new Set(students.values())];
		await transaction(env, context.get('actor'), async (query) => {
			await usable(context, query, 'edit');
			await insertSitting(query, {
				id,
				institution: exam.institution_id,
				exam: exam.id,
				form: form.id,
				title: body.title ?? form.title,
				opensAt: body.opensAt,
				closesAt: body.closesAt,
				durationMs: body.durationMs,
				policy: body.policy ?? defaultPolicy,
				attemptsAllowed: body.attemptsAllowed === undefined ? 1 : body.attemptsAllowed,
				attemptCounts: body.attemptCounts ?? 'last',
				manifest,
				formHash: sealed.manifest.formHash,
				itemCount: form.items.length,
				startCode,
				contentKey: toHex(sealed.contentKey),
				staff: [
					...[me, ...teachers.values()].map((person) => ({ person, role: 'teacher' as const })),
					...[...proctors.values()].map((person) => ({ person, role: 'proctor' as const }))
				],
				attempts: roster.map((student, at) => ({
					id: crypto.randomUUID(),
					student,
					room: `${id}-${Math.floor(at / STUDENTS_OF_A_ROOM)}`,
					orderSeed: toBase64url(random(16))
				}))
			});
			await audit(context, query, {
				action: 'sitting_created',
				subject: id,
				detail: { exam: exam.id, form: form.id, students: roster.length }
			});
		});
		const hall = env.SITTING_HALL.get(env.SITTING_HALL.idFromName(id));
		context.executionCtx.waitUntil(
			hall.watchDeadlines(id).catch((problem: unknown) => logProblem('hall', problem))
		);
		const unknown = [
			...missing(body.students, students),
			...missing(body.teachers, teachers),
			...missing(body.proctors, proctors)
		];
		return { id, startCode, students: roster.length, unknown: [...new Set(unknown)] };
	}
);

const missing = (asked: readonly string[], found: ReadonlyMap<string, string>) =>
	asked.filter((address) => !found.has(address.toLowerCase()));

/** In plain JavaScript: a Worker may not compile WebAssembly from bytes. */
const argon2: Argon2 = async ({ password, salt, memoryKiB, iterations, parallelism }) =>
	argon2id(password, salt, { m: memoryKiB, t: iterations, p: parallelism, dkLen: 32 });

async function mediaOf(env: Env, institution: string, form: Form): Promise<Map<string, Bytes>> {
	const found = new Map<string, Bytes>();
	for (const { hash } of form.media) {
		const stored = await env.BLOBS.get(mediaKey(institution, hash));
		if (!stored)
			throw new ProblemError('conflict', 'A picture or sound of the exam is missing.', {
				evidence: { media: hash }
			});
		found.set(hash, new Uint8Array(await stored.arrayBuffer()));
	}
	return found;
}

async function putBlobs(env: Env, blobs: ReadonlyMap<string, Bytes>): Promise<void> {
	const all = [...blobs];
	for (let from = 0; from < all.length; from += BLOBS_AT_ONCE)
		await Promise.all(
			all
				.slice(from, from + BLOBS_AT_ONCE)
				.map(([hash, bytes]) => env.BLOBS.put(`forms/${hash}`, bytes))
		);
}

export const schedules = [schedule];
