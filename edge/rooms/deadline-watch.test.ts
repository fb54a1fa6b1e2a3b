import { expect, test } from 'vitest';
import { memorySql } from '../../tests/support/memory-sql.ts';
import { DeadlineWatch } from './deadline-watch.ts';

const hour = 3_600_000;

test('who comes by is a reason to look, until everything is settled, and then now and then again', () => {
	const sql = memorySql();
	const watch = new DeadlineWatch(sql);
	expect(watch.sitting).toBe(null);
	expect(watch.wantsLook('s', false, 0)).toBe(true);
	watch.note('s', false, 0);
	expect(watch.wantsLook('s', false, 1)).toBe(true);
	expect(watch.wantsLook('s', true, 1)).toBe(false);
	watch.note('s', true, 1);
	expect(watch.wantsLook('s', false, 2)).toBe(false);
	// A window may have been moved meanwhile.
	expect(watch.wantsLook('s', true, 2 + hour)).toBe(true);
	// And it is remembered when the hall sleeps.
	expect(new DeadlineWatch(sql).sitting).toBe('s');
	expect(new DeadlineWatch(sql).wantsLook('s', false, 2)).toBe(false);
});
