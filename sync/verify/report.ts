/** A verdict in English, a line per claim. The app has its own words in its own languages, by claim id. */
import type { Claim, ClaimId, Verdict } from './verdict.ts';

export const claimText: Record<ClaimId, string> = {
	format: 'the file is an attempt bundle',
	edge_keys: 'edge keys are those of the installation',
	ticket_signed: 'ticket is signed by the edge',
	same_attempt: 'ticket is for this attempt and student',
	chain_unbroken: 'chain of entries is unbroken',
	signed_by_device: 'segments are signed by the device of the ticket',
	opened_under_ticket: 'session was opened under this ticket, form and policy',
	entries_valid: 'entries follow the rules: order, time, boots, end',
	count_equals_submit: 'number of entries is the one submitted',
	control_unbroken: 'chain of the edge’s entries is unbroken',
	control_signed: 'the edge’s entries are signed by the key of the ticket',
	receipted: 'edge confirmed the work',
	times_consistent: 'device time and edge time agree',
	in_time: 'work was done in time',
	form_as_published: 'form is the one of the ticket',
	answers_fit_form: 'answers are to items and options of the form',
	commands_answered: 'what the proctor said was answered',
	media_present: 'recorded files are present',
	sessions_linked: 'sessions follow one another'
};

const words = { pass: 'pass', fail: 'FAIL', not_provable: 'not provable' } as const;

export function reportLines(verdict: Verdict): string[] {
	const failed = verdict.claims.filter(({ status }) => status === 'fail').length;
	const open = verdict.claims.filter(({ status }) => status === 'not_provable').length;
	const { brokenAt } = verdict;
	return [
		...verdict.claims.map(line),
		brokenAt
			? `broken at entry ${brokenAt.entry} of session ${brokenAt.session}`
			: `${verdict.claims.length} claims: ${failed} failed, ${open} not provable`
	];
}

function line(claim: Claim): string {
	const place = [
		claim.session === undefined ? '' : `session ${claim.session}`,
		claim.segment === undefined ? '' : `segment ${claim.segment}`,
		claim.entry === undefined ? '' : `entry ${claim.entry}`
	].filter(Boolean);
	const detail = Object.entries(claim.detail)
		.filter(([, value]) => value !== null && value !== '')
		.map(([name, value]) => `${name} ${value}`);
	const more = [...place, ...detail].join(', ');
	return `${words[claim.status].padEnd(12)} ${claimText[claim.id]}${more && ` (${more})`}`;
}

/** 0: nothing failed. 1: something did. 2: not a bundle. */
export function exitCode(verdict: Verdict): 0 | 1 | 2 {
	const unreadable = verdict.claims.some(({ id, status }) => id === 'format' && status === 'fail');
	// A log with a hash that is no hash any more is a broken log, and its place is known.
	if (unreadable && !verdict.brokenAt) return 2;
	return verdict.claims.some(({ status }) => status === 'fail') ? 1 : 0;
}
