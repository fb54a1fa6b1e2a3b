import { settings as settingsSchema } from '#sync/schema/administration.ts';
import { formatList } from '#app/i18n/format.ts';
import { m } from '#app/i18n/generated/messages.js';
import type { Settings } from '../admin-api.ts';

/** As the fields hold it. */
export interface SettingsFields {
	name: string;
	registration: Settings['registration'];
	domains: string;
	jurisdiction: string;
	retention: string;
}

export const toFields = (settings: Settings): SettingsFields => ({
	name: settings.name,
	registration: settings.registration,
	domains: settings.emailDomains.join('\n'),
	jurisdiction: settings.jurisdiction,
	retention: String(settings.retentionDays)
});

/** One a line, or however somebody separates them; "@school.example" is meant as a domain too. */
export const readDomains = (text: string): string[] => [
	...new Set(
		text
			.toLowerCase()
			.split(/[\s,;]+/)
			.map((word) => word.replace(/^@/, ''))
			.filter(Boolean)
	)
];

const toSettings = (fields: SettingsFields): Settings => ({
	name: fields.name.trim(),
	registration: fields.registration,
	emailDomains: readDomains(fields.domains),
	jurisdiction: fields.jurisdiction.trim(),
	retentionDays: /^\s*\d+\s*$/.test(fields.retention) ? Number(fields.retention) : 0
});

/** What has to be sent to change `before` into what the fields say. Domains are asked for where anybody may register. */
export function changesOf(before: Settings, fields: SettingsFields): Partial<Settings> {
	const after = toSettings(fields);
	const entries = Object.entries(after).filter(
		([key, value]) =>
			(key !== 'emailDomains' || fields.registration === 'open') &&
			JSON.stringify(value) !== JSON.stringify(before[key as keyof Settings])
	);
	return Object.fromEntries(entries);
}

/** What is wrong with the fields and how to put it right, by field. */
export function fieldProblems(fields: SettingsFields): {
	name?: string;
	domains?: string;
	retention?: string;
} {
	const { shape } = settingsSchema;
	const { name, retentionDays } = toSettings(fields);
	const bad = readDomains(fields.registration === 'open' ? fields.domains : '').filter(
		(domain) => !shape.emailDomains.element.safeParse(domain).success
	);
	return {
		...(shape.name.safeParse(name).success ? {} : { name: m.admin_settings_name_missing() }),
		...(bad.length === 0
			? {}
			: { domains: m.admin_settings_domain_bad({ domains: formatList(bad.slice(0, 5)) }) }),
		...(shape.retentionDays.safeParse(retentionDays).success
			? {}
			: { retention: m.admin_settings_retention_bad() })
	};
}
