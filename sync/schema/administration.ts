/** Bodies of /api/v1/admin: the people of an institution, its settings, its audit log. */
import * as z from 'zod';
import { mailLocale } from './accounts.ts';
import { attemptState } from './attempt.ts';
import { country } from './country.ts';
import { role } from './person.ts';
import { hash, id, unixMs } from './text.ts';

export const listedPerson = z.strictObject({
	id,
	name: z.string(),
	email: z.string(),
	roles: z.array(role),
	enrolmentId: z.string().nullable(),
	cohort: z.string().nullable(),
	externalId: z.string().nullable(),
	state: z.enum(['active', 'unconfirmed', 'locked', 'erased']),
	lastSeenAt: unixMs.nullable()
});
export type ListedPerson = z.infer<typeof listedPerson>;

export const peopleQuery = z.strictObject({
	/** Part of a name, an address or an enrolment id. */
	search: z.string().max(200).optional(),
	role: role.optional(),
	state: listedPerson.shape.state.optional(),
	/** `next` of the page before. */
	after: z.string().max(600).optional(),
	limit: z.coerce.number().int().min(1).max(200).optional()
});
export const people = z.strictObject({
	people: z.array(listedPerson),
	/** Of all that match, at most 10,001. */
	total: z.int(),
	/** null: there are no more. */
	next: z.string().nullable()
});

export const personDetail = z.strictObject({
	person: listedPerson,
	lockReason: z.string().nullable(),
	legalHold: z.string().nullable(),
	secondFactor: z.boolean(),
	createdAt: unixMs,
	department: z.string().nullable(),
	signIns: z.int(),
	/** How many attempts in each state: an admin sees that there is work, not the work. */
	attempts: z.array(z.strictObject({ state: attemptState, count: z.int() }))
});

export const lockRequest = z.strictObject({ reason: z.string().min(1).max(500) });
export const rolesRequest = z.strictObject({ roles: z.array(role).min(1).max(4) });
export const legalHoldRequest = z.strictObject({
	/** null lifts it. */
	because: z.string().min(1).max(500).nullable()
});

export const inviteRequest = z.strictObject({
	emails: z.array(z.email().max(320)).min(1).max(200),
	roles: z.array(role).min(1).max(4),
	locale: z.enum(['en', 'es', 'fr', 'hi', 'ar']).optional()
});
export const inviteAnswer = z.strictObject({
	invited: z.array(z.string()),
	/** Addresses that have an account already. */
	known: z.array(z.string())
});
export const invitations = z.strictObject({
	invitations: z.array(
		z.strictObject({
			email: z.string(),
			roles: z.array(role),
			createdAt: unixMs,
			expiresAt: unixMs,
			usedAt: unixMs.nullable()
		})
	)
});

/** One spreadsheet, or the files of a OneRoster 1.1 export by name (users.csv, orgs.csv, …). */
export const importRequest = z.strictObject({
	files: z
		.array(z.strictObject({ name: z.string().min(1).max(200), text: z.string().max(4_000_000) }))
		.min(1)
		.max(20),
	/** The digest of the preview that was looked at; without it nothing is changed. */
	apply: hash.optional(),
	/** Who is added without a password gets a mail with a link to set one. */
	sendLinks: z.boolean().optional()
});
export const importRefusal = z.enum([
	'no_name',
	'no_email',
	'bad_email',
	'bad_role',
	'bad_password_hash',
	'too_long',
	'twice_in_file',
	'email_of_another',
	'erased'
]);
export const importRow = z.strictObject({
	/** Line of the file, the heading is 1. */
	line: z.int(),
	action: z.enum(['add', 'change', 'same', 'refuse', 'lock']),
	name: z.string(),
	email: z.string(),
	roles: z.array(role),
	externalId: z.string().nullable(),
	/** What would be different, as "before → after"; of `refuse` nothing. */
	changes: z.array(z.strictObject({ field: z.string(), before: z.string(), after: z.string() })),
	because: importRefusal.nullable()
});
export type ImportRow = z.infer<typeof importRow>;
export const importAnswer = z.strictObject({
	format: z.enum(['csv', 'oneroster']),
	rows: z.array(importRow).max(20_000),
	counts: z.strictObject({
		add: z.int(),
		change: z.int(),
		same: z.int(),
		refuse: z.int(),
		lock: z.int()
	}),
	/** Of the files and of the people they were compared with: another digest, another preview. */
	digest: hash,
	applied: z.boolean(),
	mails: z.strictObject({
		/** People to add whom the file gives no password. */
		withoutPassword: z.int(),
		/** Addresses to change: a notice to the one before, a link to the new one. */
		addresses: z.int(),
		/** Not sent yet, of this import and earlier ones. */
		owed: z.int()
	})
});
export const importMailsRequest = z.strictObject({
	/** Of the answer before; left out, a new round begins. */
	round: z.int().min(0).optional(),
	locale: mailLocale.optional()
});
export const importMailsAnswer = z.strictObject({
	/** Of this portion. */
	sent: z.int(),
	/** Owed still, those included that could not be sent. */
	left: z.int(),
	round: z.int(),
	/** There may be mails that this round has not tried. */
	more: z.boolean()
});
export const sendLinkRequest = z.strictObject({ locale: mailLocale.optional() });
export const sendLinkAnswer = z.strictObject({
	sent: z.enum(['set_password', 'confirm_address', 'reset_password'])
});
export const importProblem = z.enum([
	'not_csv',
	'no_heading',
	'no_users_file',
	'too_many_rows',
	'changed_meanwhile'
]);

export const auditQuery = z.strictObject({
	action: z.string().max(60).optional(),
	actor: id.optional(),
	/** An id, or part of a name, of who or of what. */
	search: z.string().max(200).optional(),
	from: z.coerce.number().int().min(0).optional(),
	to: z.coerce.number().int().min(0).optional(),
	/** Older than this number in the chain. */
	before: z.coerce.number().int().min(1).optional(),
	limit: z.coerce.number().int().min(1).max(500).optional()
});
export const auditRow = z.strictObject({
	seq: z.int(),
	at: unixMs,
	actor: id.nullable(),
	actorName: z.string().nullable(),
	action: z.string(),
	subject: z.string().nullable(),
	/** Of a person, a sign-in provider or the institution. */
	subjectName: z.string().nullable(),
	subjectIsPerson: z.boolean(),
	detail: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])),
	address: z.string().nullable(),
	request: z.string().nullable(),
	hash
});
export type AuditRow = z.infer<typeof auditRow>;
export const auditPage = z.strictObject({
	rows: z.array(auditRow),
	/** Pass as `before`. */
	next: z.int().nullable(),
	actions: z.array(z.string())
});
export const auditCheck = z.strictObject({
	entries: z.int(),
	head: hash.nullable(),
	/** Number of the first entry that does not follow from the one before it. */
	brokenAt: z.int().nullable()
});

export const settings = z.strictObject({
	name: z.string().min(1).max(200),
	registration: z.enum(['invitation', 'open']),
	emailDomains: z.array(z.string().regex(/^[a-z0-9.-]+\.[a-z]{2,}$/i)).max(50),
	/** A country; or what was written before it had to be one. */
	jurisdiction: z.string().max(60),
	retentionDays: z.int().min(1).max(3650)
});
export const settingsChange = settings
	.extend({
		/** Empty: not said. */
		jurisdiction: z.union([z.literal(''), country])
	})
	.partial();

export const securityAlerts = z.strictObject({
	alerts: z.array(
		z.strictObject({
			id: z.int(),
			kind: z.string(),
			address: z.string().nullable(),
			detail: z.record(z.string(), z.union([z.string(), z.number()])),
			at: unixMs
		})
	)
});
export const rotated = z.strictObject({ key: z.string() });

/** `since`, Unix ms: sittings that closed before it are left alone. `after`: the last room of the page before. */
export const bringingAgain = z.strictObject({
	since: z.int().min(0),
	after: z.string().max(200).nullable()
});
/** After a backup was put back: rooms that were asked, and sessions of theirs that the database lacked something of. */
export const broughtAgain = z.strictObject({
	rooms: z.int().min(0),
	/** Rooms that did not answer: to be asked again. */
	silent: z.int().min(0),
	sessions: z.int().min(0),
	behind: z.int().min(0),
	/** Of which the database has what their room does not: nothing is written onto that. */
	other: z.int().min(0),
	/** Where the next page begins; null: this was the last. */
	next: z.string().nullable()
});
export type BroughtAgain = z.infer<typeof broughtAgain>;
