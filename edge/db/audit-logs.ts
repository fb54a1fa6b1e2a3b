/** The audit log is written through the database's own function, which chains it; the Worker can neither change nor delete a row. */
import type { Query } from './query.ts';

/** The closed list of what is written down. */
export type AuditAction =
	| 'sign_in'
	| 'sign_in_failed'
	| 'sign_in_locked'
	| 'second_factor_asked'
	| 'sign_out'
	| 'sign_out_everywhere'
	| 'sign_in_ended'
	| 'refresh_reused'
	| 'registered'
	| 'invited'
	| 'invitation_used'
	| 'email_verified'
	| 'password_reset_asked'
	| 'password_reset'
	| 'password_changed'
	| 'password_upgraded'
	| 'profile_changed'
	| 'passkey_added'
	| 'passkey_removed'
	| 'account_linked'
	| 'account_unlinked'
	| 'roles_changed'
	| 'locked'
	| 'unlocked'
	| 'people_imported'
	| 'person_changed_by_import'
	| 'link_sent'
	| 'people_listed'
	| 'person_viewed'
	| 'student_viewed'
	| 'monitoring_viewed'
	| 'results_viewed'
	| 'analytics_viewed'
	| 'record_viewed'
	| 'still_viewed'
	| 'stills_deleted'
	| 'bundle_exported'
	| 'copy_brought'
	| 'start_code_shown'
	| 'start_key_given'
	| 'sitting_watched'
	| 'items_added'
	| 'item_changed'
	| 'items_filed'
	| 'items_exported'
	| 'exam_exported'
	| 'exam_created'
	| 'exam_shared'
	| 'exam_published'
	| 'sitting_created'
	| 'sitting_changed'
	| 'sitting_staff_changed'
	| 'roster_checked'
	| 'roster_added'
	| 'roster_removed'
	| 'join_link_made'
	| 'join_link_closed'
	| 'sitting_joined'
	| 'attempt_started'
	| 'attempt_submitted'
	| 'answers_viewed'
	| 'answers_marked'
	| 'marks_set_aside'
	| 'marking_settings_changed'
	| 'marking_closed'
	| 'marking_reopened'
	| 'result_overridden'
	| 'attempt_decided'
	| 'results_released'
	| 'results_hidden'
	| 'results_exported'
	| 'keys_changed'
	| 'remark_asked'
	| 'remark_withdrawn'
	| 'remark_answered'
	| 'settings_changed'
	| 'provider_changed'
	| 'token_keys_rotated'
	| 'rooms_brought_again'
	| 'audit_exported'
	| 'own_data_exported'
	| 'own_data_erased'
	| 'legal_hold_changed'
	| 'monitor_events_added'
	| 'control_sent'
	| 'accommodations_viewed'
	| 'accommodation_granted'
	| 'accommodation_changed'
	| 'accommodation_ended'
	| 'sitting_accommodation_granted'
	| 'sitting_accommodation_changed'
	| 'sitting_accommodation_ended'
	| 'arrangement_asked'
	| 'arrangement_withdrawn'
	| 'arrangement_answered'
	| 'practice_published'
	| 'practice_begun'
	| 'practice_forgotten'
	| 'attempt_added'
	| 'attempts_expired'
	| 'sitting_locked'
	| 'sitting_unlocked';

export type AuditEntry = {
	/** null: nobody knows whose it is; such rows form a chain of their own. */
	institution: string | null;
	actor: string | null;
	action: AuditAction;
	subject: string | null;
	/** Never a password, a token or a response. */
	detail?: Record<string, string | number | boolean | null>;
	address: string | null;
	/** Of the HTTP request. */
	request: string | null;
};

export async function insertAudit(query: Query, entry: AuditEntry): Promise<void> {
	await query('select write_audit($1, $2, $3, $4, $5, $6, $7)', [
		entry.institution,
		entry.actor,
		entry.action,
		entry.subject,
		JSON.stringify(entry.detail ?? {}),
		entry.address,
		entry.request
	]);
}

/** The same act on many, in one call: the chain is locked once. */
export async function insertAudits(
	query: Query,
	{
		subjects,
		...entry
	}: Omit<AuditEntry, 'subject' | 'detail'> & {
		subjects: readonly { subject: string; detail: NonNullable<AuditEntry['detail']> }[];
	}
): Promise<void> {
	if (subjects.length === 0) return;
	await query('select write_audits($1, $2, $3, $4, $5::text[]::jsonb[], $6, $7)', [
		entry.institution,
		entry.actor,
		entry.action,
		subjects.map(({ subject }) => subject),
		subjects.map(({ detail }) => JSON.stringify(detail)),
		entry.address,
		entry.request
	]);
}

/** Did the same person do the same to the same a moment ago? Looking at a page asks more than once. */
export async function wasJustDone(
	query: Query,
	{ actor, action, subject }: Pick<AuditEntry, 'actor' | 'action' | 'subject'>
): Promise<boolean> {
	const rows = await query(
		`select 1 from audit_logs where action = $1 and subject is not distinct from $2 and actor_id = $3
			and happened_at > now() - interval '10 minutes' limit 1`,
		[action, subject, actor]
	);
	return rows.length > 0;
}
