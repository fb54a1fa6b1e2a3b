import { expect, test } from 'vitest';
import type { Claim, Verdict } from '#sync/verify/verdict.ts';
import { byStatus, countClaims, standingOf } from './claims.ts';

const claim = (id: Claim['id'], status: Claim['status'], entry?: number): Claim => ({
	id,
	status,
	detail: {},
	...(entry === undefined ? {} : { entry })
});
const verdict = (claims: Claim[], changes: Partial<Verdict> = {}): Verdict => ({
	claims,
	brokenAt: null,
	unbroken: true,
	...changes
});

test('what does not hold stands first, what cannot be proven second, each in the verifier’s own order', () => {
	const claims = [
		claim('format', 'pass'),
		claim('edge_keys', 'not_provable'),
		claim('ticket_signed', 'pass'),
		claim('receipted', 'fail')
	];
	expect(
		byStatus(claims).map(({ status, claims: own }) => [status, own.map(({ id }) => id)])
	).toEqual([
		['fail', ['receipted']],
		['not_provable', ['edge_keys']],
		['pass', ['format', 'ticket_signed']]
	]);
	expect(countClaims(claims)).toEqual({ pass: 2, fail: 1, not_provable: 1 });
});

test('a broken log is broken at the entry the verifier names', () => {
	const broken = verdict([claim('chain_unbroken', 'fail', 412)], {
		unbroken: false,
		brokenAt: { session: 's', entry: 412 }
	});
	expect(standingOf(broken, 900)).toEqual({ kind: 'broken', entry: 412 });
});

test('an unbroken chain with another claim that fails is not simply fine', () => {
	expect(standingOf(verdict([claim('receipted', 'fail', 5)]), 9)).toEqual({
		kind: 'unbroken',
		failed: 1
	});
});

test('a claim that fails only because another does is not counted as a second trouble', () => {
	const claims: Claim[] = [
		claim('form_as_published', 'fail'),
		{ ...claim('answers_fit_form', 'fail', 5), follows: 'form_as_published' }
	];
	expect(standingOf(verdict(claims), 9)).toEqual({ kind: 'unbroken', failed: 1 });
});

test('nothing recorded is neither unbroken nor broken', () => {
	expect(standingOf(verdict([]), 0)).toEqual({ kind: 'nothing' });
});

test('attack: a session that is said to be erased hides nothing that does not hold', () => {
	const erased: Claim = {
		...claim('chain_unbroken', 'not_provable'),
		detail: { because: 'erased' }
	};
	expect(standingOf(verdict([erased]), 9)).toEqual({ kind: 'erased' });
	const cut = verdict([claim('receipted', 'fail', 5), erased]);
	for (const entries of [0, 9])
		expect(standingOf(cut, entries)).toEqual({ kind: 'unbroken', failed: 1 });
});
