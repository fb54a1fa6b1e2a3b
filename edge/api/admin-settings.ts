/** What an institution decides for itself, and what its admins are warned of. */
import { z } from 'zod';
import { rotated, securityAlerts, settings, settingsChange } from '#sync/schema/administration.ts';
import { rotateKey } from '../access/token-keys.ts';
import { instant, wholeNumber } from '../db/columns.ts';
import { insertAct, lockActs, secondsOfHourLeft } from '../db/counted-acts.ts';
import { system, transaction } from '../db/database.ts';
import type { Query } from '../db/database.ts';
import { selectOptionalInstitution } from '../db/users.ts';
import { asAdmin } from './admin-guard.ts';
import { operation } from './operation.ts';
import { ProblemError } from './problem.ts';
import { audit } from './who-asks.ts';

const tag = 'Administration';

async function read(query: Query, id: string): Promise<z.infer<typeof settings>> {
	const found = await selectOptionalInstitution(query, id);
	if (!found) throw new ProblemError('not_found', 'There is no such institution.');
	return {
		name: found.name,
		registration: found.registration,
		emailDomains: found.email_domains,
		jurisdiction: found.jurisdiction,
		retentionDays: found.retention_days
	};
}

const show = operation(
	{
		id: 'showSettings',
		method: 'get',
		path: '/admin/settings',
		tag,
		summary: 'Settings of the institution',
		access: 'signed_in',
		answer: settings,
		refusals: ['not_allowed']
	},
	(context) => {
		const institution = asAdmin(context);
		return transaction(context.env, context.get('actor'), (query) => read(query, institution));
	}
);

const change = operation(
	{
		id: 'changeSettings',
		method: 'patch',
		path: '/admin/settings',
		tag,
		summary: 'Change settings of the institution',
		access: 'signed_in',
		body: settingsChange,
		answer: settings,
		refusals: ['not_allowed']
	},
	(context, { body }) => {
		const institution = asAdmin(context);
		return transaction(context.env, context.get('actor'), async (query) => {
			await query(
				`update institutions set name = coalesce($2, name), registration = coalesce($3, registration),
					email_domains = coalesce($4, email_domains), jurisdiction = coalesce($5, jurisdiction),
					retention_days = coalesce($6, retention_days) where id = $1`,
				[
					institution,
					body.name ?? null,
					body.registration ?? null,
					body.emailDomains ?? null,
					body.jurisdiction ?? null,
					body.retentionDays ?? null
				]
			);
			await audit(context, query, {
				action: 'settings_changed',
				subject: institution,
				detail: { fields: Object.keys(body).join(',') }
			});
			return read(query, institution);
		});
	}
);

const alert = z.object({
	id: wholeNumber,
	kind: z.string(),
	address: z.string().nullable(),
	detail: z.record(z.string(), z.union([z.string(), z.number()])),
	happened_at: instant
});

const alerts = operation(
	{
		id: 'securityAlerts',
		method: 'get',
		path: '/admin/alerts',
		tag,
		summary: 'What an admin is warned of',
		access: 'signed_in',
		answer: securityAlerts,
		refusals: ['not_allowed']
	},
	(context) => {
		asAdmin(context);
		return transaction(context.env, context.get('actor'), async (query) => {
			const rows = await query(
				'select id, kind, address, detail, happened_at from security_alerts order by id desc limit 100'
			);
			return {
				alerts: z
					.array(alert)
					.parse(rows)
					.map(({ happened_at, ...rest }) => ({ ...rest, at: happened_at }))
			};
		});
	}
);

const rotate = operation(
	{
		id: 'rotateTokenKeys',
		method: 'post',
		path: '/admin/token-keys',
		tag,
		summary: 'A new key for access tokens, once an hour at most; nobody is signed out',
		access: 'signed_in',
		body: z.strictObject({}),
		answer: rotated,
		refusals: ['not_allowed', 'too_many_requests']
	},
	async (context) => {
		asAdmin(context);
		const { env } = context;
		// Whether they are an admin still, before the Worker acts in its own name.
		await transaction(env, context.get('actor'), async () => undefined);
		return transaction(env, system, async (query) => {
			// The keys are the installation's, whichever institution's admin asks; of two at once, the second sees the first.
			const counted = [query, 'token_keys_rotated', 'installation'] as const;
			await lockActs(...counted);
			const retryAfterSeconds = await secondsOfHourLeft(...counted);
			if (retryAfterSeconds > 0)
				throw new ProblemError(
					'too_many_requests',
					'The keys were rotated less than an hour ago.',
					{
						retryAfterSeconds
					}
				);
			await insertAct(...counted, null);
			await audit(context, query, { action: 'token_keys_rotated', subject: null });
			return { key: await rotateKey(env, query, Date.now()) };
		});
	}
);

export const adminSettings = [show, change, alerts, rotate];
