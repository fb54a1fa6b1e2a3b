import { expect, test } from 'vitest';
import { handedOverOf } from '../handover.ts';
import type { EntryContent } from '../schema/entry.ts';
import type { HandedOver } from '../schema/handover.ts';
import { placed } from '../testing/chain.ts';
import { choice, makePapers, openContent, uuid } from '../testing/fixture.ts';
import { linkClaim } from './link-claim.ts';
import type { CheckedSession } from './session-claims.ts';

const head = (n: number) => String(n).repeat(64);
const papers = await makePapers();

function session(
	number: number,
	contents: readonly EntryContent[],
	more: { previous?: { session: string; seq: number; head: string }; handedOver?: HandedOver } = {}
): CheckedSession {
	const { previous, handedOver } = more;
	const ticket = { ...papers.ticket, ...(previous && { previous }) };
	const open = openContent({ ...papers, session: uuid(number), ticket });
	if (open.kind !== 'open') throw new Error('no open');
	const entries = placed([
		{ ...open, data: { ...open.data, ...(handedOver && { handedOver }) } },
		...contents
	]);
	return {
		session: uuid(number),
		claims: [],
		brokenAt: null,
		ticket,
		heads: entries.map((_, at) => head(number * 2 + at)),
		controlHeads: [],
		entries,
		brokenBy: null
	};
}

const first = session(1, [choice('one', 'a')]);
const previous = { session: uuid(1), seq: 1, head: first.heads[1] ?? '' };
const truly = handedOverOf([{ item: 'one', value: { type: 'single_choice', choice: 'a' } }]);

test('V19: two devices are linked by the head, and by the answers that were shown from the start', () => {
	expect(linkClaim([first, session(2, [], { previous })])).toMatchObject({ status: 'pass' });
	const shown = session(2, [], { previous, handedOver: truly });
	expect(linkClaim([first, shown])).toMatchObject({
		status: 'pass',
		detail: { sessions: 2, beginnings: 1 }
	});
});

test('V19: attack: an invented hand-over is refused, of the head, of the session, and of the answers', () => {
	const because = (...sessions: CheckedSession[]) => {
		const { status, detail } = linkClaim(sessions);
		return [status, detail['because']];
	};
	const wrongHead = { ...previous, head: head(9) };
	expect(because(first, session(2, [], { previous: wrongHead }))).toEqual([
		'fail',
		'previous_head'
	]);
	const nowhere = { ...previous, session: uuid(7) };
	expect(because(first, session(2, [], { previous: nowhere }))).toEqual([
		'fail',
		'previous_missing'
	]);
	const invented = handedOverOf([{ item: 'one', value: { type: 'single_choice', choice: 'b' } }]);
	for (const handedOver of [invented, handedOverOf([]), { ...truly, answers: 2 }])
		expect(because(first, session(2, [], { previous, handedOver }))).toEqual([
			'fail',
			'handed_over'
		]);
	expect(because(first, session(2, []))).toEqual(['fail', undefined]);
});

test('V19: where the session before is broken, the hand-over is not what failed first', () => {
	const broken = { ...first, entries: [], heads: first.heads, brokenBy: 'chain_unbroken' as const };
	const made = linkClaim([broken, session(2, [], { previous, handedOver: truly })]);
	expect(made).toMatchObject({ status: 'fail', follows: 'chain_unbroken' });
});
