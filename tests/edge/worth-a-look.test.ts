/** What the database calls worth a look is what the list of checks says, all of it. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { checks } from '#sync/schema/observation.ts';
import { worthALook } from '#sync/worth-a-look.ts';
import { startEdge, type EdgeStack } from '../support/edge-stack.ts';

let stack: EdgeStack;
beforeAll(async () => {
	stack = await startEdge();
});
afterAll(() => stack.dispose());

test('every check is decided about alike in the list and in the database: often, long, and neither', async () => {
	const found = await stack.database((query) =>
		query(
			`select name, worth_a_look(name, 3, 0) as often, worth_a_look(name, 1, 30000) as long,
				worth_a_look(name, 2, 29999) as neither from unnest($1::text[]) as name`,
			[[...checks]]
		)
	);
	expect(found).toEqual(
		checks.map((name) => ({
			name,
			often: worthALook[name],
			long: worthALook[name],
			neither: false
		}))
	);
});
