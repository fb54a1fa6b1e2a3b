import { beforeAll, expect, test } from 'vitest';
import type { Bytes } from '../bytes.ts';
import type { Entry, EntryContent } from '../schema/entry.ts';
import { essayChanges } from '../responses.ts';
import { raw, sealed } from '../testing/chain.ts';
import { choice, heartbeat, makePapers, openContent, uuid } from '../testing/fixture.ts';
import type { Papers } from '../testing/fixture.ts';
import { testForm, testFormHash } from '../testing/forms.ts';
import { branchesFor, rawOf } from '../testing/held.ts';
import { follow } from './branches.ts';
import { compare } from './compare.ts';
import type { HeldSession } from './doubts.ts';
import {
	allOf,
	countingOf,
	hasOtherBranch,
	isAsSeen,
	pinned,
	problemOf,
	responsesIn
} from './stands.ts';

const essay = (before: string | null, after: string): EntryContent[] =>
	essayChanges('six', before, after).map((data) => ({ kind: 'response', data }));

const handIn: EntryContent = { kind: 'submit', data: { total: 6, by: 'student' } };

let papers: Papers;
let held: HeldSession;
beforeAll(async () => {
	papers = await makePapers({ ticket: { formHash: testFormHash } });
	const open = openContent(papers);
	// 0 open, 1 one=a, 2 essay, 3 essay on, 4 one=b, 5 submit
	const log = await sealed(papers, [
		raw([open, choice('one', 'a'), ...essay(null, 'So it was.')]),
		raw([...essay('So it was.', 'So it was, late.'), choice('one', 'b'), handIn], 3)
	]);
	const other = await sealed(papers, [
		raw([open, choice('one', 'a'), ...essay(null, 'So it was.')]),
		raw([choice('one', 'c')], 3)
	]);
	const { branches } = await branchesFor(papers, log, [other[1] as Bytes]);
	const { entries, heads } = follow(rawOf(log), papers.state);
	const { session, ticket } = papers;
	held = { session, ticket, entries, heads, branches, moreBranches: false, control: [] };
});

const values = (upTo: number, branch?: string) =>
	Object.fromEntries(
		[...countingOf([held], [{ session: held.session, upTo, ...(branch && { branch }) }])].map(
			([item, { value }]) => [
				item,
				'text' in value ? value.text : 'choice' in value && value.choice
			]
		)
	);

test('what stands is what the entries up to the last that counts say, changes of text included', () => {
	expect(values(5)).toEqual({ one: 'b', six: 'So it was, late.' });
	expect(values(3)).toEqual({ one: 'a', six: 'So it was, late.' });
	expect(values(2)).toEqual({ one: 'a', six: 'So it was.' });
	expect(values(0)).toEqual({});
	expect(values(-1)).toEqual({});
	const [one] = responsesIn([held], allOf([held]));
	expect(one).toMatchObject({ item: 'one', seq: 4, revisions: 2 });
});

test('of a fork the branch that was chosen stands, with what it shares with the log', () => {
	const [branch] = held.branches;
	expect(branch?.from).toBe(3);
	expect(values(3, branch?.name)).toEqual({ one: 'c', six: 'So it was.' });
});

test('of several devices the one opened last that has a response counts; one that is not named counts with nothing', () => {
	const later = { ...held, session: uuid(7), entries: held.entries.slice(0, 2), branches: [] };
	const both = [held, later];
	expect(countingOf(both, allOf(both)).get('one')?.session).toBe(uuid(7));
	expect(countingOf(both, allOf(both)).get('six')?.session).toBe(held.session);
	expect([...countingOf(both, allOf([later])).keys()]).toEqual(['one']);
	expect(pinned(both, allOf([later]))[0]).toEqual({
		session: held.session,
		upTo: -1,
		head: null,
		known: 6,
		knownBranches: [held.branches[0]?.name]
	});
});

test('what is not there cannot be chosen, and what is chosen is pinned by its head', () => {
	const { session } = held;
	const branch = held.branches[0]?.name ?? '';
	expect(problemOf([held], [{ session, upTo: 5 }])).toBeNull();
	expect(problemOf([held], [{ session, upTo: 6 }])).toBe('no_such_entry');
	expect(problemOf([held], [{ session, upTo: 3, branch }])).toBeNull();
	expect(problemOf([held], [{ session, upTo: 4, branch }])).toBe('no_such_entry');
	expect(problemOf([held], [{ session, upTo: 1, branch: '0'.repeat(64) }])).toBe('no_such_branch');
	expect(problemOf([held], [{ session: uuid(8), upTo: 1 }])).toBe('no_such_session');
	const twice = [
		{ session, upTo: 1 },
		{ session, upTo: 2 }
	];
	expect(problemOf([held], twice)).toBe('session_twice');
	expect(pinned([held], [{ session, upTo: 3, branch }])).toEqual([
		{ session, upTo: 3, branch, head: branch, known: 6, knownBranches: [branch] }
	]);
	expect(pinned([held], [{ session, upTo: 1 }])[0]?.head).toBe(held.heads[1]);
});

test('a branch that no decision named is one that came since, or went on since', () => {
	const stands = pinned([held], allOf([held]));
	const named = held.branches.map(({ name }) => ({ session: held.session, name }));
	expect(hasOtherBranch(named, stands)).toBe(false);
	expect(hasOtherBranch([...named, { session: held.session, name: '0'.repeat(64) }], stands)).toBe(
		true
	);
	expect(hasOtherBranch(named, pinned([{ ...held, branches: [] }], allOf([held])))).toBe(true);
	expect(hasOtherBranch([{ session: uuid(9), name: named[0]?.name ?? '' }], stands)).toBe(true);
});

test('work, a branch or a session that nobody was shown is not decided on; a sign of life is no work', () => {
	const { session, entries } = held;
	const branches = held.branches.map(({ name }) => name);
	const seen = { session, entries: entries.length, branches };
	expect(isAsSeen([held], [seen])).toBe(true);
	const last = { ...entries.at(-1), seq: entries.length };
	const alive = { ...last, ...heartbeat } as Entry;
	expect(isAsSeen([{ ...held, entries: [...entries, alive] }], [seen])).toBe(true);
	const answered = { ...last, ...choice('one', 'c') } as Entry;
	expect(isAsSeen([{ ...held, entries: [...entries, answered] }], [seen])).toBe(false);
	expect(isAsSeen([held], [{ ...seen, entries: 5 }])).toBe(false);
	expect(isAsSeen([held], [{ ...seen, entries: 7 }])).toBe(false);
	expect(isAsSeen([held], [{ ...seen, branches: [] }])).toBe(false);
	expect(isAsSeen([{ ...held, branches: [] }], [seen])).toBe(false);
	expect(isAsSeen([held, { ...held, session: uuid(7) }], [seen])).toBe(false);
	expect(isAsSeen([held], [])).toBe(false);
});

test('answers stand side by side in the order of the student, with what differs', () => {
	const items = compare(testForm, [held], [{ session: held.session, upTo: 2 }]);
	expect(items.map(({ item }) => item.id).sort()).toEqual(
		testForm.items.map(({ id }) => id).sort()
	);
	const of = (id: string) => items.find(({ item }) => item.id === id);
	expect(of('six')).toMatchObject({
		all: { text: 'So it was, late.' },
		chosen: { text: 'So it was.' },
		same: false
	});
	expect(of('two')).toMatchObject({ all: null, chosen: null, same: true });
});
