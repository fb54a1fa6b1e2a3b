/** A verdict in English: a sentence, then a line per claim. The app has its own words in its own languages, by claim id. */
import { detailWords } from './detail-words.ts';
import { advice, sentence } from './sentence.ts';
import type { Claim, ClaimId, Verdict } from './verdict.ts';

export const claimText: Record<ClaimId, string> = {
	format: 'the file is an attempt bundle',
	edge_keys: 'edge keys are those of the installation',
	ticket_signed: 'exam permit is signed by the edge',
	same_attempt: 'exam permit is for this attempt and student',
	chain_unbroken: 'chain of entries is unbroken',
	signed_by_device: 'segments are signed by the device of the permit',
	opened_under_ticket: 'session was opened under this permit, form and policy',
	entries_valid: 'entries follow the rules: order, time, boots, end',
	count_equals_submit: 'number of entries is the one submitted',
	control_unbroken: 'chain of the edge’s entries is unbroken',
	control_signed: 'the edge’s entries are signed by the key of the permit',
	receipted: 'edge confirmed the work',
	publicly_logged: 'what the edge confirmed stands in the public log',
	times_consistent: 'device time and edge time agree',
	in_time: 'work was done in time',
	form_as_published: 'form is the one of the permit',
	answers_fit_form: 'answers are to items and options of the form',
	went_forward: 'nobody went back in an exam that goes forward only',
	commands_answered: 'what the proctor said was answered',
	media_present: 'recorded files are present',
	decided: 'what was decided is signed and fits the record',
	files_received: 'the edge has the files that the answers name',
	sessions_linked: 'sessions follow one another'
};

const words = { pass: 'pass', fail: 'FAIL', not_provable: 'not provable' } as const;

export function reportLines(verdict: Verdict): string[] {
	const more = advice(verdict);
	return [
		sentence(verdict),
		...(more ? [more] : []),
		'',
		...verdict.claims.map(line),
		'',
		countLine(verdict)
	];
}

function countLine({ claims }: Verdict): string {
	const failed = claims.filter(({ status }) => status === 'fail');
	const own = failed.filter(({ follows }) => !follows).length;
	const open = claims.filter(({ status }) => status === 'not_provable').length;
	const following = failed.length - own;
	const parts = [`${own} failed`, following && `${following} only because of that`];
	return `${claims.length} claims: ${[...parts, `${open} not provable`].filter(Boolean).join(', ')}`;
}

function line(claim: Claim): string {
	const place = [
		claim.session === undefined ? '' : `session ${claim.session}`,
		claim.segment === undefined ? '' : `segment ${claim.segment}`,
		claim.entry === undefined ? '' : `entry ${claim.entry}`
	].filter(Boolean);
	const more = [...place, ...(claim.follows ? [] : detailWords(claim))].join(', ');
	const word = claim.follows && claim.status === 'fail' ? 'follows' : words[claim.status];
	const cause = claim.follows ? `, because this fails: ${claimText[claim.follows]}` : '';
	return `${word.padEnd(12)} ${claimText[claim.id]}${more && ` (${more})`}${cause}`;
}

/** 0: nothing failed. 1: something did. 2: not a bundle. */
export function exitCode(verdict: Verdict): 0 | 1 | 2 {
	const unreadable = verdict.claims.some(({ id, status }) => id === 'format' && status === 'fail');
	// A log with a hash that is no hash any more is a broken log, and its place is known.
	if (unreadable && !verdict.brokenAt) return 2;
	return verdict.claims.some(({ status }) => status === 'fail') ? 1 : 0;
}
