import type { AuditRow } from '#sync/schema/administration.ts';
import { formatList, formatNumber } from '#app/i18n/format.ts';
import { m } from '#app/i18n/generated/messages.js';
import { fieldWords } from '../import/import-words.ts';
import { roleWords } from '../role-words.ts';

type Words = Readonly<Partial<Record<string, () => string>>>;

const links: Words = {
	set_password: m.admin_detail_link_set_password,
	reset_password: m.admin_detail_link_reset_password,
	confirm_address: m.admin_detail_link_confirm_address
};
const methods: Words = {
	password: m.account_method_password,
	passkey: m.account_method_passkey,
	oidc: m.account_method_oidc,
	password_passkey: m.account_method_password_passkey
};
const settings: Words = {
	registration: m.admin_settings_registration,
	emailDomains: m.admin_settings_domains,
	retentionDays: m.admin_settings_retention,
	jurisdiction: m.admin_settings_jurisdiction
};

/** Details that are codes with commas between them, and the words of the codes. */
const coded: Partial<Record<string, Words>> = {
	link: links,
	method: methods,
	roles: roleWords,
	before: roleWords,
	after: roleWords,
	fields: settings
};

const codeWord = (name: string, words: Words, code: string): string => {
	const word = Object.hasOwn(words, code) ? words[code]?.() : undefined;
	return word ?? (name === 'fields' ? fieldWords(code) : code);
};

/** What a detail says; a code of a newer edge is shown as it is. */
export function detailValue(name: string, value: AuditRow['detail'][string]): string {
	if (typeof value === 'boolean') return value ? m.admin_detail_yes() : m.admin_detail_no();
	if (typeof value === 'number') return formatNumber(value);
	const words = Object.hasOwn(coded, name) ? coded[name] : undefined;
	if (!value || !words) return value ?? '–';
	return formatList(value.split(',').map((code) => codeWord(name, words, code)));
}
