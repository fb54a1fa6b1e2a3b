import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

const read = (path: string) => readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8');

test('everything that is written into the audit log has words of its own', () => {
	const union = /AuditAction =([^;]+);/.exec(read('edge/db/audit-logs.ts'))?.[1] ?? '';
	const actions = [...union.matchAll(/'(\w+)'/g)].map((found) => found[1]);
	const words = ['admin', 'marking', 'arrangements'].flatMap((file) =>
		Object.keys(JSON.parse(read(`app/i18n/messages/en/${file}.json`)) as object)
	);
	expect(actions.length).toBeGreaterThan(40);
	const shown = read('app/admin/audit/action-words.ts');
	for (const action of actions) {
		const key = words.find(
			(word) => /^(admin|marking)_action_/.test(word) && word.endsWith(`_action_${action}`)
		);
		expect([action, key !== undefined && shown.includes(`\t${action}: m.${key}`)]).toEqual([
			action,
			true
		]);
	}
});
