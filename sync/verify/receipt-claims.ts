/** What the edge confirmed, held against the log: up to which entry, and whether the times fit. */
import { unsafeReadReceipt, openReceipt } from '../receipt.ts';
import type { ControlEntry } from '../schema/control-entry.ts';
import type { Entry } from '../schema/entry.ts';
import type { EdgeKey, Signed } from '../schema/signed.ts';
import type { Ticket } from '../schema/ticket.ts';
import { fromBase64url } from '../bytes.ts';
import { keyId } from '../keys.ts';
import { judgeTimeliness } from '../timing.ts';
import { brokenBy } from './check-chain.ts';
import type { Walked } from './check-chain.ts';
import { claim, following } from './verdict.ts';
import type { Claim } from './verdict.ts';

type Checked = {
	session: string;
	ticket: Ticket;
	log: Walked<Entry>;
	control: readonly ControlEntry[];
	/** Number of entries of the log by its segments' own numbers. */
	claimed: number;
	/** Edge time of the first receipt of any session of the attempt. */
	startedAt: number;
};

export async function receiptClaims(checked: Checked): Promise<Claim[]> {
	const receipted = await receiptedClaim(checked);
	return [receipted, timesClaim(checked), inTimeClaim(checked)];
}

/** Receipts in both logs, each where it stands: `entry` is the entry of the device's log that is wrong, or that a wrong receipt names. */
async function receiptedClaim(checked: Checked): Promise<Claim> {
	const { session, ticket, log, control } = checked;
	const raw = fromBase64url(ticket.edgeKey);
	const key: EdgeKey = { id: keyId(raw), publicKey: ticket.edgeKey };
	let last = -1;
	const check = async (signed: Signed): Promise<{ seq: number; because: string } | null> => {
		const opened = await openReceipt(signed, [key]);
		if (!opened.ok) return { seq: -1, because: opened.refusal.code };
		const { seq, head, ...receipt } = opened.receipt;
		if (receipt.session !== session || receipt.attempt !== ticket.attempt)
			return { seq, because: 'wrong_session' };
		// Beyond the end of what the bundle holds: the log was cut short after the edge had confirmed more.
		const known = log.heads[seq];
		if (known === undefined) return { seq, because: 'log_cut_short' };
		if (known !== head) return { seq, because: 'fork' };
		last = Math.max(last, seq);
		return null;
	};
	let unread: Claim | null = null;
	for (const entry of [...control, ...log.entries]) {
		if (entry.kind !== 'receipt') continue;
		const problem = await check(entry.data.receipt);
		if (!problem) continue;
		const at = problem.seq >= 0 ? problem.seq : 't' in entry ? entry.seq : undefined;
		const place = at === undefined ? { session } : { session, entry: at };
		const made = claim('receipted', 'fail', place, { because: problem.because });
		// Behind a break there is an entry of this number, and it cannot be held against the receipt.
		const behind = problem.because === 'log_cut_short' && problem.seq < checked.claimed;
		if (!behind || brokenBy(log) === null) return made;
		unread ??= following({ ...made, detail: { because: 'behind_the_break' } }, brokenBy(log));
	}
	if (unread) return unread;
	const work = log.entries.findLast(({ kind }) => kind === 'response' || kind === 'submit');
	const needed = work?.seq ?? log.heads.length - 1;
	const status = last >= needed && last >= 0 ? 'pass' : 'not_provable';
	return claim('receipted', status, { session }, { upTo: last, of: log.heads.length - 1 });
}

/**
 * An entry that holds a receipt was written after it, an entry that a receipt covers before it: together they leave a span for the
 * difference between the two clocks. An empty span is a clock that was set, or a time that was made up.
 */
function timesClaim({ session, ticket, log, control }: Checked): Claim {
	const { numbers } = judgeTimeliness(log.entries, control, ticket);
	const { clockBreakMs, clockBreakAfterSeq, offset } = numbers;
	const detail = {
		clockBreakMs,
		longestGapMs: numbers.longestGapMs,
		offsetLeast: offset?.least ?? null,
		offsetMost: offset?.most ?? null
	};
	if (offset && offset.least > offset.most + 2_000)
		return claim('times_consistent', 'fail', { session, ...receiptEntry(log.entries) }, detail);
	if (clockBreakMs > 0)
		return claim('times_consistent', 'fail', { session, entry: clockBreakAfterSeq + 1 }, detail);
	return claim('times_consistent', offset ? 'pass' : 'not_provable', { session }, detail);
}

/** The entry whose receipt asks most of the device's clock. */
function receiptEntry(entries: readonly Entry[]): { entry?: number } {
	let least = -Infinity;
	let found: { entry?: number } = {};
	for (const entry of entries) {
		if (entry.kind !== 'receipt') continue;
		const at = unsafeReadReceipt(entry.data.receipt)?.at ?? -Infinity;
		if (at - entry.wall <= least) continue;
		least = at - entry.wall;
		found = { entry: entry.seq };
	}
	return found;
}

function inTimeClaim({ session, ticket, log, control, startedAt }: Checked): Claim {
	const judged = judgeTimeliness(log.entries, control, ticket, startedAt);
	const { judgement, reasons, numbers } = judged;
	const detail = {
		judgement,
		reasons: reasons.join(' '),
		deadlineAt: numbers.deadlineAt,
		lastWorkReceivedAt: numbers.lastWorkReceivedAt,
		usedMs: numbers.usedMs,
		allowedMs: numbers.allowedMs,
		...(numbers.afterEndSeq !== null && { afterEndSeq: numbers.afterEndSeq }),
		...(numbers.whilePausedSeq !== null && { whilePausedSeq: numbers.whilePausedSeq })
	};
	return claim('in_time', judgement === 'held' ? 'not_provable' : 'pass', { session }, detail);
}
