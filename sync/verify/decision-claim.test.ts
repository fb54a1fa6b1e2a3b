import { beforeAll, expect, test } from 'vitest';
import { toBundleSegment } from '../bundle.ts';
import type { Bytes } from '../bytes.ts';
import { issueDecision } from '../decision.ts';
import { follow } from '../held/branches.ts';
import { allOf, pinned } from '../held/stands.ts';
import type { HeldLog } from '../held/stands.ts';
import type { Bundle } from '../schema/bundle.ts';
import type { Decision } from '../schema/decision.ts';
import { raw, sealed } from '../testing/chain.ts';
import { BEGIN, choice, makeEdge, makePapers, openContent, uuid } from '../testing/fixture.ts';
import type { Edge, Papers } from '../testing/fixture.ts';
import { branchesFor, rawOf } from '../testing/held.ts';
import { decisionClaims } from './decision-claim.ts';

let edge: Edge;
let papers: Papers;
let log: Bytes[];
/** The same history, first to its entry 2, then to 3. */
let other: Bytes[];
let whole: HeldLog;
beforeAll(async () => {
	edge = await makeEdge();
	papers = await makePapers();
	const shared = raw([openContent(papers), choice('one', 'a')]);
	log = await sealed(papers, [shared, raw([choice('one', 'b')], 2)]);
	const [, ...own] = await sealed(papers, [
		shared,
		raw([choice('one', 'c')], 2),
		raw([choice('one', 'd')], 3)
	]);
	other = own;
	const { entries, heads } = follow(rawOf(log), papers.state);
	const { session } = papers;
	whole = { session, entries, heads, branches: [], moreBranches: false };
});

/** As it was when so many segments of the other history had come. */
async function heldWith(count: number): Promise<HeldLog> {
	const { branches } = await branchesFor(papers, log, other.slice(0, count));
	return { ...whole, branches };
}

async function claimOf(count: number, made: Partial<Decision> | null, more: Partial<Bundle> = {}) {
	const { session, ticket } = papers;
	const attempt = uuid(1);
	const statement: Decision = {
		version: 1,
		attempt,
		number: 1,
		previous: null,
		decision: 'accept',
		because: 'The train',
		stands: [],
		by: uuid(2),
		at: BEGIN,
		...made
	};
	const own = other.slice(0, count).map((bytes) => toBundleSegment(bytes));
	const bundle = {
		attempt,
		sessions: [
			{
				session,
				ticket: papers.signed,
				log: log.map((bytes) => toBundleSegment(bytes)),
				control: []
			}
		],
		...(count > 0 && { branches: [{ session, log: own }] }),
		...(made && { decisions: [await issueDecision(statement, edge.signer)] }),
		...more
	};
	const heads = [...whole.heads];
	const claims = await decisionClaims(
		bundle,
		[edge.key],
		[{ session, ticket, heads, brokenBy: null }]
	);
	return claims.map(({ status, detail }) => `${status} ${String(detail['because'] ?? '')}`.trim());
}

test('V18: what was accepted whole has one history', async () => {
	const stands = pinned([whole], allOf([whole]));
	expect(await claimOf(0, { stands })).toEqual(['pass']);
	expect(await claimOf(0, null)).toEqual([]);
});

test('V18: a fork that came after all was accepted leaves it open', async () => {
	expect(await claimOf(1, null)).toEqual(['not_provable']);
	const stands = pinned([whole], allOf([whole]));
	expect(await claimOf(1, { stands })).toEqual(['not_provable branch_undecided']);
	const forked = await heldWith(1);
	const named = pinned([forked], allOf([forked]));
	expect(await claimOf(1, { stands: named })).toEqual(['not_provable branch_undecided']);
});

test('V18: a branch that was chosen holds, and once it went on it is open what of it counts', async () => {
	const forked = await heldWith(1);
	const branch = forked.branches[0]?.name ?? '';
	const stands = pinned([forked], [{ session: papers.session, upTo: 2, branch }]);
	const part = { decision: 'accept_part', stands } as const;
	expect(await claimOf(1, part)).toEqual(['pass']);
	expect(await claimOf(2, part)).toEqual(['not_provable branch_undecided']);
});

test('V18: where the file holds not all branches it is open whether all were decided on', async () => {
	const forked = await heldWith(1);
	const stands = pinned([forked], allOf([forked]));
	const part = { decision: 'accept_part', stands } as const;
	expect(await claimOf(1, part, { moreBranches: true })).toEqual(['not_provable more_branches']);
	expect(await claimOf(0, null, { moreBranches: true })).toEqual(['not_provable']);
});
