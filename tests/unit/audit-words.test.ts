import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

const read = (path: string) => readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8');

test('everything that is written into the audit log has words of its own', () => {
	const union = /AuditAction =([^;]+);/.exec(read('edge/db/audit-logs.ts'))?.[1] ?? '';
	const actions = [...union.matchAll(/'(\w+)'/g)].map((found) => found[1]);
	const words = JSON.parse(read('app/i18n/messages/en/admin.json')) as Record<string, unknown>;
	expect(actions.length).toBeGreaterThan(40);
	expect(actions.filter((action) => !(`admin_action_${action}` in words))).toEqual([]);
	const shown = read('app/admin/audit/action-words.ts');
	expect(actions.filter((action) => !shown.includes(`m.admin_action_${action}`))).toEqual([]);
});
