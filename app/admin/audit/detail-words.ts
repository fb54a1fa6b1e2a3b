import { m } from '#app/i18n/generated/messages.js';

/** What a detail of an entry is, in words; one of a newer edge is shown by its code. */
const names: Partial<Record<string, () => string>> = {
	add: m.admin_import_added,
	added: m.admin_detail_added,
	after: m.admin_detail_after,
	because: m.admin_detail_because,
	before: m.admin_detail_before,
	brokenAt: m.admin_detail_broken_at,
	change: m.admin_import_changed,
	clientId: m.admin_detail_client_id,
	clientSecret: m.admin_detail_client_secret,
	enabled: m.admin_detail_enabled,
	failed: m.admin_detail_failed,
	failures: m.admin_detail_failures,
	fields: m.admin_detail_fields,
	issuer: m.admin_detail_issuer,
	link: m.admin_detail_link,
	lock: m.admin_import_locked,
	mails: m.admin_detail_mails,
	method: m.admin_detail_method,
	name: m.admin_detail_name,
	people: m.admin_detail_people,
	permissions: m.admin_detail_permissions,
	reason: m.admin_detail_reason,
	refuse: m.admin_import_refuse,
	removed: m.admin_detail_removed,
	roles: m.admin_detail_roles,
	same: m.admin_import_same,
	secondFactor: m.admin_detail_second_factor,
	with: m.admin_detail_with
};

export const detailName = (name: string): string =>
	Object.hasOwn(names, name) ? (names[name]?.() ?? name) : name;
