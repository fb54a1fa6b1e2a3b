import { expect, test } from 'vitest';
import { ApiError } from '#app/api/api-error.ts';
import { m } from '#app/i18n/generated/messages.js';
import type { AttemptDecision, HeldCase, SessionFacts, ShownDecision } from '#sync/schema/held.ts';
import { OpenHeld } from './open-held.svelte.ts';

const attempt = '33333333-3333-4333-8333-333333333333';
const session = '11111111-1111-4111-8111-111111111111';

function world(decisions: ShownDecision[] = []) {
	const sent: AttemptDecision[] = [];
	const asked: unknown[] = [];
	let refuse: string | null = null;
	const held = () =>
		({
			attempt,
			sessions: [{ session, entries: 10, branches: [] } as unknown as SessionFacts],
			cuts: [{ kind: 'before_gap', session, stands: [{ session, upTo: 3 }] }],
			decisions: [...decisions]
		}) as unknown as HeldCase;
	const open = new OpenHeld(
		{
			of: async () => held(),
			compare: async (_attempt, stands) => {
				asked.push(stands);
				return { items: [] };
			},
			decide: async (_attempt, body) => {
				sent.push(body);
				if (refuse) throw new ApiError('conflict', 'no', { evidence: { because: refuse } });
				return { attempt, state: 'accepted', number: 1 };
			}
		},
		attempt
	);
	return { open, sent, asked, decisions, refuseWith: (because: string) => (refuse = because) };
}

const decided: ShownDecision = {
	number: 1,
	decision: 'accept',
	because: 'x',
	stands: [],
	byName: 'B',
	at: 1
};

test('what is suggested is chosen at first, and goes with a part; a decision names the last that was seen', async () => {
	const { open, sent } = world([decided]);
	await open.load();
	expect(open.stands).toEqual([{ session, upTo: 3 }]);
	expect(open.isWhole).toBe(false);
	expect(await open.decide('accept_part', 'Up to the gap')).toBe(true);
	expect(await open.decide('set_aside', 'None of it')).toBe(true);
	expect(sent).toEqual([
		{
			decision: 'accept_part',
			because: 'Up to the gap',
			after: 1,
			seen: [{ session, entries: 10, branches: [] }],
			stands: [{ session, upTo: 3 }]
		},
		{
			decision: 'set_aside',
			because: 'None of it',
			after: 1,
			seen: [{ session, entries: 10, branches: [] }]
		}
	]);
});

test('where somebody was faster, what they decided is shown and said', async () => {
	const { open, decisions, refuseWith } = world();
	await open.load();
	decisions.push(decided);
	refuseWith('stale');
	expect(await open.decide('accept', 'Fine')).toBe(false);
	expect(open.held?.decisions).toHaveLength(1);
	expect(open.told.problem).toBe(m.held_conflict());
	refuseWith('forked');
	await open.decide('accept', 'Fine');
	expect(open.told.problem).toBe(m.held_two_versions());
});

test('a comparison is not shown for another choice than it was made for', async () => {
	const { open, asked } = world();
	await open.load();
	await open.compare();
	expect(open.compared).toEqual([]);
	open.choice = { kind: 'own' };
	open.own = { [session]: '5' };
	expect(open.compared).toBeNull();
	await open.compare();
	expect(asked.at(-1)).toEqual([{ session, upTo: 4 }]);
	expect(open.compared).toEqual([]);
	open.own = { [session]: '' };
	expect(open.isWhole).toBe(true);
});
