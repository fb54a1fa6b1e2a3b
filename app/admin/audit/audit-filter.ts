import { queryText } from '#app/api/query-text.ts';

/** '' stands for any. Days as the date fields write them, 2026-11-21, in the reader's time zone. */
export interface AuditFilter {
	search: string;
	action: string;
	from: string;
	to: string;
}

export const wholeLog: AuditFilter = { search: '', action: '', from: '', to: '' };

const day = /^\d{4}-\d{2}-\d{2}$/;

export function readAuditFilter(params: Pick<URLSearchParams, 'get'>): AuditFilter {
	const dayOf = (name: string) => {
		const value = params.get(name) ?? '';
		return day.test(value) ? value : '';
	};
	return {
		search: (params.get('search') ?? '').slice(0, 200),
		action: (params.get('action') ?? '').slice(0, 60),
		from: dayOf('from'),
		to: dayOf('to')
	};
}

export const auditFilterText = (filter: AuditFilter): string =>
	queryText({ ...filter, search: filter.search.trim() });

/** The first and the last millisecond of the days. */
export const auditQueryOf = ({ search, action, from, to }: AuditFilter) => ({
	search: search.trim() || undefined,
	action: action || undefined,
	from: startOf(from),
	to: endOf(to)
});

function startOf(text: string, days = 0): number | undefined {
	if (!day.test(text)) return undefined;
	const [year = 0, month = 1, date = 1] = text.split('-').map(Number);
	const at = new Date(year, month - 1, date + days).getTime();
	return at >= 0 ? at : undefined;
}

function endOf(text: string): number | undefined {
	const next = startOf(text, 1);
	return next === undefined ? undefined : next - 1;
}
