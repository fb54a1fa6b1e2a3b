/** What stands in the brackets behind a claim, for somebody who has not read the code: words for codes, times as times. */
import type { ClaimDetail } from './verdict.ts';

/** Why something does not hold. A code that is not here is said as it is, without its underscores. */
const causes: Record<string, string> = {
	first: 'its number is not the next one',
	before: 'it does not follow from the entry before',
	head: 'its hash is not that of its text and of the entry before',
	after: 'the segment does not end at the hash it names',
	signature: 'the signature does not fit',
	wrong_signature: 'the signature does not fit',
	format: 'it cannot be read',
	malformed: 'it cannot be read',
	not_canonical: 'it is not written in the one form that the rules allow',
	wrong_schema: 'it says something the rules do not know',
	chain_broken: 'it does not follow from the entry before',
	wrong_sequence: 'its number is not the next one',
	time_falls: 'time runs backwards',
	wrong_open: 'the exam is not opened by the first entry alone',
	wrong_binding: 'it names another exam permit, exam or policy',
	after_submit: 'something was written after handing in',
	wrong_total: 'it counts another number of entries than there are',
	wrong_break: 'a break does not fit the allowance, or something was answered in it',
	wrong_reopen: 'it goes on although the clock had not handed in',
	wrong_session: 'it is of another session',
	ticket_invalid: 'the exam permit does not hold',
	ticket_expired: 'the exam permit had expired',
	log_cut_short: 'the edge confirmed entries that the file does not hold',
	fork: 'the edge confirmed another entry in this place',
	key_unusable: 'no device can have the key it names',
	wrong_id: 'the key is not the one that its name says',
	not_given: 'the key is not among those that were given',
	item: 'the form has no such item',
	type: 'the item is of another type',
	option: 'the item has no such option',
	delta: 'the change does not fit the text before it',
	visited_again: 'an item was opened again after a later one',
	changed_again: 'an answer was changed after a later item was opened',
	twice: 'one session is there twice',
	previous_missing: 'the session before is not in the file',
	previous_head: 'the session before does not stand as it is named',
	two_follow_one: 'two sessions follow the same one',
	handed_over: 'it names answers as handed over that the session before does not have',
	other_attempt: 'it is for another attempt',
	other_file: 'it is for a file of another length or type than the answer names',
	other_entry: 'the proof is about another entry of the session',
	other_log: 'they are of two different logs',
	log_shrank: 'the later log is smaller',
	log_rewritten: 'what the log held was changed or taken out',
	no_tiles: 'no tiles of the log are at hand: --log says where they are',
	key_wrong: 'it is not signed with a key that was given',
	not_logged: 'no proof of it is in the file',
	logged_other: 'the public log holds another entry in this place',
	logged_other_control: 'the public log holds other entries of the edge in this place',
	note_malformed: 'the log’s signed statement cannot be read',
	note_unknown_key: 'the log’s statement is not signed by the edge',
	note_wrong_signature: 'the signature of the log’s statement does not fit',
	checkpoint_malformed: 'the log’s statement names no size and root',
	proof_malformed: 'the proof cannot be read',
	proof_outside_tree: 'the log was smaller than the place it names',
	proof_wrong_root: 'its hashes do not lead to the log’s root',
	too_early: 'stills were deleted before the day that was promised',
	other_still: 'it is for a still of another length or type than the log names',
	erased: 'it was erased',
	branch: 'a branch does not go on from the log, or its device did not sign it',
	branch_undecided: 'nobody has decided on a branch that is there',
	more_branches: 'there are more branches than the file holds',
	decision_missing: 'a decision before it is missing, or another one',
	other_entries: 'it is about other entries than those in the file',
	behind_the_break: 'the entry it names lies behind the break'
};

const names: Record<string, string> = {
	appVersion: 'app',
	keyFrom: 'key from',
	persisted: 'storage kept for good',
	total: 'entries handed in',
	by: 'handed in by',
	after: 'entries after that',
	clockBreakMs: 'clock off by',
	longestGapMs: 'longest gap',
	offsetLeast: 'edge ahead of device by at least',
	offsetMost: 'and at most',
	judgement: 'judged',
	decision: 'decided:',
	deadlineAt: 'deadline',
	lastWorkReceivedAt: 'last work received',
	usedMs: 'time used',
	allowedMs: 'time allowed',
	afterEndSeq: 'first answer after the end, entry',
	whilePausedSeq: 'first answer in a pause, entry',
	found: 'form',
	answered: 'answered',
	storedLater: 'answers stored after going on',
	erasedAt: 'on',
	deletedAt: 'deleted as promised on',
	goneAt: 'deleted on',
	promisedAt: 'promised until',
	firstItem: 'first item',
	beginnings: 'begun anew',
	named: 'files named',
	missing: 'not arrived',
	index: 'place in the log',
	size: 'of a log of',
	origin: 'log',
	decidedAt: 'on',
	number: 'decision',
	counts: 'entries that count',
	branches: 'other histories'
};

/** Their values are codes too. */
const coded = new Set(['judgement', 'by', 'keyFrom', 'reasons', 'decision']);

export function detailWords({ id, detail }: { id: string; detail: ClaimDetail }): string[] {
	if (id === 'receipted' && typeof detail['upTo'] === 'number') return [confirmed(detail)];
	if (id === 'publicly_logged' && typeof detail['upTo'] === 'number') {
		const { upTo: _upTo, of: _of, ...place } = detail;
		return [confirmed(detail), ...detailWords({ id, detail: place })];
	}
	// The same hash twice says nothing that the one does not.
	const same = detail['found'] !== undefined && detail['found'] === detail['expected'];
	return Object.entries(detail)
		.filter(([name, value]) => value !== null && value !== '' && !(same && name === 'expected'))
		.map(([name, value]) => words(name, value));
}

/** By number, as everywhere a person reads it; the log itself counts from 0. */
function confirmed(detail: ClaimDetail): string {
	return `${Number(detail['upTo']) + 1} of ${Number(detail['of']) + 1} entries`;
}

function words(name: string, value: string | number | boolean | null): string {
	if (name === 'because') return `because ${causes[String(value)] ?? plain(String(value))}`;
	const said = names[name] ?? plain(name);
	if (typeof value === 'boolean') return `${said}: ${value ? 'yes' : 'no'}`;
	if (typeof value === 'number') return `${said} ${amount(name, value)}`;
	return `${said} ${coded.has(name) ? String(value).split(' ').map(plain).join(', ') : value}`;
}

function amount(name: string, value: number): string {
	if (name.endsWith('At')) return time(value);
	return /Ms$|^offset/.test(name) ? seconds(value) : String(value);
}

/** `wrong_total` and `longestGap` as words. */
const plain = (code: string): string =>
	code
		.replaceAll('_', ' ')
		.replace(/([a-z])([A-Z])/g, (_, a: string, b: string) => `${a} ${b.toLowerCase()}`);

const seconds = (ms: number): string => `${Math.round(ms) / 1000} s`;

/** A bundle can claim a time that is none. */
const time = (ms: number): string =>
	Math.abs(ms) <= 8.64e15 ? new Date(ms).toISOString() : String(ms);
