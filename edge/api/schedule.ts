/** A form gets a day, a roster and its staff; from then on it is encrypted under a key of the sitting's own. */
import type { Bytes } from '#sync/bytes.ts';
import type { Form } from '#sync/schema/form.ts';
import { policyPresets } from '#sync/policy-presets.ts';
import { createdSitting, newSitting } from '#sync/schema/teaching.ts';
import { transaction } from '../db/database.ts';
import { insertSitting, selectOptionalForm, selectPeople } from '../db/publishing.ts';
import { addToRoster, applyStagger, resolveRoster } from '../db/rosters.ts';
import type { Env } from '../env.ts';
import { mediaKey } from './bank-media.ts';
import { usable } from './exam-in-use.ts';
import { mailLocaleOf } from './mail-locale.ts';
import { operation } from './operation.ts';
import { ProblemError } from './problem.ts';
import { refuseUnlawful } from './refuse-unlawful.ts';
import { sealForm } from './seal-form.ts';
import { wakeHall } from './tell-hall.ts';
import { audit } from './who-asks.ts';

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
		refusals: ['not_found', 'conflict', 'not_lawful_here']
	},
	async (context, { body }) => {
		const { env } = context;
		const { exam, form, invited, teachers, proctors } = await transaction(
			env,
			context.get('actor'),
			async (query) => {
				const used = await usable(context, query, 'edit');
				await refuseUnlawful(query, used.institution_id, body.policy ?? {});
				return {
					exam: used,
					form: await selectOptionalForm(query, used.id, body.form ?? null),
					invited: await resolveRoster(query, {
						lines: [...body.students.map((email) => ({ email })), ...(body.roster?.lines ?? [])],
						cohorts: body.roster?.cohorts ?? []
					}),
					teachers: await selectPeople(query, body.teachers, 'teacher'),
					proctors: await selectPeople(query, body.proctors, 'proctor')
				};
			}
		);
		if (!form) throw new ProblemError('conflict', 'Publish the exam first.');
		const id = crypto.randomUUID();
		const media = await mediaOf(env, exam.institution_id, form);
		const sealed = await sealForm(env, id, form, media);
		const me = context.get('asker').id;
		const terms = {
			opensAt: body.opensAt,
			closesAt: body.closesAt,
			durationMs: body.durationMs,
			stagger: body.stagger ?? null
		};
		await transaction(env, context.get('actor'), async (query) => {
			await usable(context, query, 'edit');
			await insertSitting(query, {
				id,
				institution: exam.institution_id,
				exam: exam.id,
				form: form.id,
				title: body.title ?? form.title,
				...terms,
				attemptsAllowed: body.attemptsAllowed === undefined ? 1 : body.attemptsAllowed,
				attemptCounts: body.attemptCounts ?? 'last',
				timeZone: body.timeZone ?? 'UTC',
				rehearsal: body.rehearsal ?? false,
				reminders: body.reminders ?? true,
				tellAdded: body.tellAdded ?? true,
				mailLocale: mailLocaleOf(context),
				mailOrigin: new URL(context.req.url).origin,
				policy: body.policy ?? policyPresets.supervised,
				...sealed,
				staff: [
					...[me, ...teachers.values()].map((person) => ({ person, role: 'teacher' as const })),
					...[...proctors.values()].map((person) => ({ person, role: 'proctor' as const }))
				]
			});
			await addToRoster(query, id, invited.people);
			await applyStagger(query, null, {
				id,
				opens_at: terms.opensAt,
				closes_at: terms.closesAt,
				duration_ms: terms.durationMs,
				stagger: terms.stagger
			});
			await audit(context, query, {
				action: 'sitting_created',
				subject: id,
				detail: { exam: exam.id, form: form.id, students: invited.people.size }
			});
		});
		wakeHall(context, id);
		const unknown = [
			...invited.unknown,
			...missing(body.teachers, teachers),
			...missing(body.proctors, proctors)
		];
		return {
			id,
			startCode: sealed.startCode,
			students: invited.people.size,
			unknown: [...new Set(unknown)]
		};
	}
);

const missing = (asked: readonly string[], found: ReadonlyMap<string, string>) =>
	asked.filter((address) => !found.has(address.toLowerCase()));

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

export const schedules = [schedule];
