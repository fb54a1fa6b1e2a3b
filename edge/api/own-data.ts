/** All that is kept of a person, for that person: one archive of JSON files. */
import { zipSync } from 'fflate';
import { utf8 } from '#sync/bytes.ts';
import { dataRules } from '#sync/schema/accounts.ts';
import { selectOwnAccommodations } from '../db/accommodations.ts';
import { transaction } from '../db/database.ts';
import type { Query } from '../db/database.ts';
import { selectOwnSittingGrants } from '../db/sitting-accommodations.ts';
import { selectKept } from '../db/erasure.ts';
import { selectOptionalRelease, selectOwnReleased, selectReachedSince } from '../db/own-results.ts';
import { selectProfile } from '../db/profile.ts';
import { selectOwnRequests } from '../db/remarks.ts';
import { selectOptionalInstitution } from '../db/users.ts';
import { operation } from './operation.ts';
import { ProblemError } from './problem.ts';
import { shownOf } from './released-results.ts';
import { audit } from './who-asks.ts';

const tag = 'Accounts';

const about = `What this archive holds
profile.json        your account, where you are signed in, your passkeys and linked accounts
attempts.json       your exams and their states
accommodations.json what was granted to you for exams
sitting-accommodations.json what was granted to you for one exam alone
arrangements.json   what you asked for instead of accepting a notice, and what was answered
responses.json      what you answered, as it was last saved
files.json          the files you handed in, by hash; each is at /api/v1/attempts/ATTEMPT/files/HASH while you are signed in
stills.json         pictures that an exam's camera took as something was observed; each is at its address while you are signed in, until it is deleted
decisions.json      what was decided about work of yours that waited for a person, and why
results.json        your results, as far as they are released, and what you asked to be looked at again
mails.json          what you were last told by mail of when an exam is and that results can be seen
observations.json   how often and how long something was observed in each exam
audit-log.json      what the audit log says that you did
Your exams' full logs, link by link, can be exported by your institution; they are held as long as its retention rule says.
`;

/** As the person: row-level security gives what is theirs and nothing else. */
async function collect(query: Query, person: string): Promise<Record<string, unknown>> {
	return {
		'attempts.json': await query(
			`select a.id, s.title, coalesce(a.opens_at, s.opens_at) as opens_at, coalesce(a.closes_at, s.closes_at) as closes_at,
				a.state, a.submitted_at, a.timeliness
			from exam_attempts a join sittings s on s.id = a.sitting_id where a.student_id = $1 order by s.opens_at`,
			[person]
		),
		'accommodations.json': await selectOwnAccommodations(query),
		'sitting-accommodations.json': await selectOwnSittingGrants(query, person),
		'arrangements.json': await query(
			`select sitting_id, reason, words, asked_at, withdrawn_at, answered_at, granted, answer from arrangement_requests
			where student_id = $1 order by asked_at`,
			[person]
		),
		'responses.json': await query(
			`select r.attempt_id, r.item, r.value, r.revisions, r.sealed_at from responses r join exam_attempts a on a.id = r.attempt_id
			where a.student_id = $1 order by r.attempt_id, r.item`,
			[person]
		),
		'files.json': await query(
			`select f.attempt_id, f.hash, f.content_type, f.bytes, f.arrived_at from attempt_files f join exam_attempts a on a.id = f.attempt_id
			where a.student_id = $1 order by f.attempt_id, f.arrived_at`,
			[person]
		),
		'stills.json': await query(
			`select t.attempt_id, t.hash, t.bytes, t.arrived_at, case when stills_deleted(t.attempt_id) is null
				then '/api/v1/attempts/' || t.attempt_id || '/stills/' || t.hash end as address
			from attempt_stills t join exam_attempts a on a.id = t.attempt_id
			where a.student_id = $1 order by t.attempt_id, t.arrived_at, t.hash`,
			[person]
		),
		'decisions.json': await query(
			`select d.attempt_id, d.number, d.decision, d.because, d.decided_at from attempt_decisions d
			join exam_attempts a on a.id = d.attempt_id where a.student_id = $1 order by d.attempt_id, d.number`,
			[person]
		),
		'results.json': await releasedResults(query),
		'mails.json': {
			sittings: await query(
				'select sitting_id, opens_at, closes_at, duration_ms, told_at from told_sittings where student_id = $1 order by told_at',
				[person]
			),
			results: await query(
				'select sitting_id, told_at from told_results where student_id = $1 order by told_at',
				[person]
			)
		},
		'observations.json': await query(
			`select c.attempt_id, c.check_name, c.observations, c.total_ms, c.last_at from observation_counts c
			join exam_attempts a on a.id = c.attempt_id where a.student_id = $1 order by c.attempt_id, c.check_name`,
			[person]
		),
		'audit-log.json': await query(
			'select happened_at, action, subject, detail, address from audit_logs where actor_id = $1 order by id',
			[person]
		)
	};
}

/** What they would be shown now: nothing that is not released. */
async function releasedResults(query: Query): Promise<unknown[]> {
	const all = [];
	const attempts = (await selectOwnReleased(query)).map(({ attempt }) => attempt);
	const reached = await selectReachedSince(query, attempts);
	for (const attempt of attempts) {
		const released = await selectOptionalRelease(query, attempt);
		if (released)
			all.push({
				attempt,
				...shownOf(released, [], reached.get(attempt)),
				requests: await selectOwnRequests(query, attempt)
			});
	}
	return all;
}

const exportOwn = operation(
	{
		id: 'exportOwnData',
		method: 'get',
		path: '/auth/data',
		tag,
		summary: 'All that is kept of oneself, as one zip archive',
		access: 'signed_in',
		answer: 'bytes'
	},
	async (context) => {
		const signedIn = context.get('signedIn');
		const files = await transaction(context.env, context.get('actor'), async (query) => {
			await audit(context, query, { action: 'own_data_exported', subject: signedIn.person.id });
			return {
				'profile.json': await selectProfile(query, signedIn),
				...(await collect(query, signedIn.person.id))
			};
		});
		const archive = zipSync({
			'README.txt': utf8(about),
			...Object.fromEntries(
				Object.entries(files).map(([name, value]) => [name, utf8(JSON.stringify(value, null, 2))])
			)
		});
		return new Response(archive, {
			headers: {
				'Content-Type': 'application/zip',
				'Content-Disposition': 'attachment; filename="my-data.zip"'
			}
		});
	}
);

const rules = operation(
	{
		id: 'ownDataRules',
		method: 'get',
		path: '/auth/data/rules',
		tag,
		summary: 'How long one’s data are kept, and whether a legal hold keeps them longer',
		access: 'signed_in',
		answer: dataRules
	},
	(context) =>
		transaction(context.env, context.get('actor'), async (query) => {
			const { institution } = context.get('signedIn');
			const found = await selectOptionalInstitution(query, institution);
			const { until, hold } = await selectKept(query);
			if (!found) throw new ProblemError('not_found', 'There is no such institution.');
			return { retentionDays: found.retention_days, legalHold: hold, keptUntil: until };
		})
);

export const ownData = [exportOwn, rules];
