import { beforeAll, expect, test } from 'vitest';
import { toBundleSegment } from '#sync/bundle.ts';
import type { Bytes } from '#sync/bytes.ts';
import { issueDecision } from '#sync/decision.ts';
import { follow } from '#sync/held/branches.ts';
import type { Decision, SignedStand } from '#sync/schema/decision.ts';
import { raw, sealed } from '#sync/testing/chain.ts';
import { BEGIN, choice, makeEdge, makePapers, openContent, uuid } from '#sync/testing/fixture.ts';
import type { Edge, Papers } from '#sync/testing/fixture.ts';
import { rawOf } from '#sync/testing/held.ts';
import { countingValues } from './counting-values.ts';
import type { ReadSession } from './read-session.ts';

let edge: Edge;
let papers: Papers;
let first: ReadSession;
/** The same device's other history, from entry 2 on. */
let other: Bytes[];
beforeAll(async () => {
	edge = await makeEdge();
	papers = await makePapers();
	const shared = raw([openContent(papers), choice('one', 'a')]);
	first = readOf(await sealed(papers, [shared, raw([choice('one', 'b')], 2)]));
	const [, ...own] = await sealed(papers, [shared, raw([choice('one', 'c')], 2)]);
	other = own;
});

const readOf = (log: Bytes[]): ReadSession => ({
	session: papers.session,
	ticket: papers.ticket,
	entries: [...follow(rawOf(log), papers.state).entries],
	control: [],
	unreadable: 0
});
/** A device that was taken up later. */
const second = (): ReadSession => ({ ...first, session: uuid(7) });

const stand = (session: string, upTo: number, branch?: string): SignedStand => ({
	session,
	upTo,
	head: null,
	known: 3,
	knownBranches: [],
	...(branch && { branch })
});
async function valueUnder(decision: Decision['decision'], stands: SignedStand[]) {
	const statement: Decision = {
		version: 1,
		attempt: uuid(1),
		number: 1,
		previous: null,
		decision,
		because: 'The train',
		stands,
		by: uuid(2),
		at: BEGIN
	};
	const log = other.map((bytes) => toBundleSegment(bytes));
	const values = countingValues(
		{
			decisions: [await issueDecision(statement, edge.signer)],
			branches: [{ session: papers.session, log }]
		},
		[first, second()]
	);
	return values && (values.get('one') ?? 'none');
}
const chose = (option: string) => ({ type: 'single_choice', choice: option });

test('of two devices the answer of the one that counts is shown, though the other answered last', async () => {
	const { session } = first;
	expect(await valueUnder('accept_part', [stand(session, 1), stand(uuid(7), -1)])).toEqual(
		chose('a')
	);
	expect(await valueUnder('accept_part', [stand(session, 1)])).toEqual(chose('a'));
	expect(await valueUnder('accept_part', [stand(session, 1), stand(uuid(7), 2)])).toEqual(
		chose('b')
	);
});

test('of a fork the branch that counts is shown', async () => {
	const branch = toBundleSegment(other.at(-1) as Bytes).after;
	expect(await valueUnder('accept_part', [stand(papers.session, 2, branch)])).toEqual(chose('c'));
	// One that is not in the bundle: not the log's answer instead.
	expect(await valueUnder('accept_part', [stand(papers.session, 2, 'f'.repeat(64))])).toBe('none');
});

test('where no answer counts none is shown; where nobody chose a part, what came is shown', async () => {
	expect(await valueUnder('accept_part', [stand(papers.session, 0)])).toBe('none');
	expect(await valueUnder('accept', [stand(papers.session, 1)])).toBeNull();
	expect(await valueUnder('set_aside', [])).toBeNull();
	expect(countingValues({}, [first])).toBeNull();
});
