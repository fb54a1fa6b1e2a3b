/** The whole verdict in one sentence that needs no knowledge of chains: whole and unbroken, broken there, or not to be judged. */
import type { Claim, ClaimId, Place, Verdict } from './verdict.ts';

const find = (verdict: Verdict, id: ClaimId, session?: string): Claim | undefined =>
	verdict.claims.find(
		(claim) => claim.id === id && (session === undefined || claim.session === session)
	);
const failed = (claim: Claim | undefined): boolean => claim?.status === 'fail';

export function sentence(verdict: Verdict): string {
	const { brokenAt } = verdict;
	const format = find(verdict, 'format');
	if (failed(format) && !brokenAt)
		return `This file cannot be judged, because it is not a complete attempt bundle${formatPlace(format)}.`;
	if (brokenAt) {
		const ticket = find(verdict, 'ticket_signed', brokenAt.session);
		return failed(ticket) ? unsigned(verdict, ticket) : broken(verdict, brokenAt);
	}
	const erasedAt = find(verdict, 'chain_unbroken')?.detail['erasedAt'];
	const wrong = verdict.claims.filter(({ status, follows }) => status === 'fail' && !follows);
	const entries = entriesOf(verdict);
	if (entries === 0) return 'This record cannot be judged, because nothing is recorded in it yet.';
	if (wrong.some(({ detail }) => detail['because'] === 'log_cut_short'))
		return 'This record is not whole: its end is missing, because the edge confirmed entries that the file does not hold.';
	if (wrong.length > 0)
		return `This record’s entries are unbroken, but ${wrong.length === 1 ? 'something else in it does' : `${wrong.length} other things in it do`} not hold: see FAIL below.`;
	return typeof erasedAt === 'number' ? erased(verdict, entries) : unbroken(verdict, entries);
}

function erased(verdict: Verdict, entries: number): string {
	const confirmed = find(verdict, 'receipted')?.status === 'pass';
	const known = confirmed
		? 'the edge’s receipts show that they were there, in this order'
		: 'nothing shows any more what they were';
	return `This record was erased: what its ${entries} entries said is gone for good, and ${known}.`;
}

function formatPlace(format: Claim | undefined): string {
	const path = format?.detail['path'];
	return typeof path === 'string' && path !== '' ? ` (the trouble is at "${path}")` : '';
}

function unsigned(verdict: Verdict, ticket: Claim | undefined): string {
	const keys = find(verdict, 'edge_keys')?.detail['because'];
	const cause =
		keys === 'not_given'
			? 'it carries another edge key than you gave: either that key is of another installation, or this record is'
			: keys === 'wrong_id'
				? 'an edge key in it is not the one that its name says'
				: ticket?.detail['because'] === 'key_unusable'
					? 'its exam permit names a key that no device can have'
					: 'the exam permit, which says who sat and on which device, is not signed by the edge';
	return `This record cannot be judged, because ${cause}.`;
}

function broken(verdict: Verdict, { session, entry }: Required<Pick<Place, 'session' | 'entry'>>) {
	const cause = failed(find(verdict, 'format'))
		? 'what stands there can no longer be read'
		: failed(find(verdict, 'chain_unbroken', session))
			? 'from there on something was changed, left out or put in after the device had signed it'
			: isFirst(find(verdict, 'signed_by_device', session))
				? 'from there on it is not signed by the device that sat the exam'
				: 'the device itself wrote something there that the rules do not allow';
	const before = entry === 0 ? 'Nothing in it is proven' : 'The entries before it hold together';
	return `This record is broken at entry ${entry} of session ${session}: ${cause}. ${before}.`;
}

const isFirst = (claim: Claim | undefined): boolean => failed(claim) && !claim?.follows;

function unbroken(verdict: Verdict, entries: number): string {
	const open = (id: ClaimId) => find(verdict, id)?.status === 'not_provable';
	const all = entries === 1 ? 'its one entry is' : `all ${entries} entries are`;
	const signed = `${all} as the device signed ${entries === 1 ? 'it' : 'them'}`;
	// Each session but the last ends without a hand-in; one that has it is enough.
	const submits = verdict.claims.filter(({ id }) => id === 'count_equals_submit');
	if (!submits.some(({ status }) => status === 'pass'))
		return `This record is unbroken as far as it goes: ${signed}, but the exam is not handed in yet.`;
	if (open('receipted'))
		return `This record is whole and unbroken: ${signed}, but the edge has not confirmed the last of the work.`;
	return `This record is whole and unbroken: ${signed}, and the edge confirmed the work.`;
}

function entriesOf(verdict: Verdict): number {
	return verdict.claims
		.filter(({ id }) => id === 'chain_unbroken')
		.reduce((sum, { detail }) => sum + Number(detail['entries'] ?? 0), 0);
}

/** What the reader can do to know more; null if everything that can be known is. */
export function advice(verdict: Verdict): string | null {
	if (find(verdict, 'edge_keys')?.status !== 'not_provable') return null;
	return 'It was checked with the keys that came in the file. To know that they are your installation’s, give its public key: npm run verify -- FILE KEY';
}
