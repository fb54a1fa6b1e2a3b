import { expect, test } from 'vitest';
import { auditFilterText, auditQueryOf, readAuditFilter, wholeLog } from './audit-filter.ts';

test('a filter survives the way through the address of the page', () => {
	const filter = { search: 'Ada', action: 'locked', from: '2026-11-01', to: '2026-11-21' };
	expect(readAuditFilter(new URLSearchParams(auditFilterText(filter)))).toEqual(filter);
	expect(auditFilterText(wholeLog)).toBe('');
});

test('days that are none are not asked for', () => {
	const params = new URLSearchParams('from=yesterday&to=2026-11-21%27--');
	expect(readAuditFilter(params)).toEqual(wholeLog);
});

test('the last day is in it to its last moment, and a day has as many hours as it has', () => {
	const one = { ...wholeLog, from: '2026-03-29', to: '2026-03-29' };
	const { from = 0, to = 0 } = auditQueryOf(one);
	expect(new Date(from).getHours()).toBe(0);
	expect(new Date(to + 1).getHours()).toBe(0);
	expect(new Date(to).getDate()).toBe(29);
});
