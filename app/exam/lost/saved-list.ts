/**
 * Which answers were called saved, kept apart from the answers: localStorage lies in other files than IndexedDB. A store that was damaged,
 * emptied or put back from a copy is so held against what it should have, and what is missing is told question by question. Numbers and
 * times only, no answer; what it says is for the person at the screen and proves nothing. A browser that is killed may lose its last seconds.
 */
import * as z from 'zod';
import type { Gap } from './gaps.ts';

const unixMs = z.int().min(0);
const gap = z.strictObject({
	from: z.int().min(0),
	to: z.int().min(0).nullable(),
	since: unixMs.nullable(),
	until: unixMs.nullable()
});
const lostAnswer = z.strictObject({ question: z.int().min(1), at: unixMs });
const lostReport = z.strictObject({
	/**
	 * set_back: intact, and older than what was saved · gone: nothing of the exam is left here · unopened: the store may have all of it, and
	 * does not open
	 */
	how: z.enum(['damaged', 'set_back', 'gone', 'unopened']),
	gaps: z.array(gap),
	/** null: there is no list to tell by. */
	answers: z.array(lostAnswer).nullable()
});
export type LostReport = z.infer<typeof lostReport>;

const note = z.strictObject({
	session: z.string(),
	/** Last entry that the edge has confirmed. */
	receipted: z.int().min(-1),
	/** The newest of each item that was called saved. */
	saved: z.record(
		z.string(),
		z.strictObject({
			seq: z.int().min(0),
			question: z.int().min(1),
			at: unixMs,
			/** Carried over from a damaged record, somewhere from `seq` to here. */
			until: z.int().min(0).optional()
		})
	),
	/** Until it was read. */
	lost: lostReport.nullable()
});
type Note = z.infer<typeof note>;

/** Entry 0 is the opening of a session. */
const FIRST_CARRIED = 1;

/** What the log has, in the numbers of the session that it is about. */
export type Found = {
	session: string;
	recordedAt: readonly (readonly [item: string, seq: number])[];
};
/** Of a record that was damaged. */
export type Lost = Found & { gaps: Gap[] };

type Kept = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>;

export class SavedList {
	readonly #kept: Kept;
	readonly #key: string;
	readonly #now: () => number;
	#note: Note | null = null;

	constructor(attempt: string, kept: Kept, now: () => number = Date.now) {
		this.#kept = kept;
		this.#key = `invigil-saved ${attempt}`;
		this.#now = now;
	}

	/** The log was opened. `lost`: it was damaged before that. Answers what is missing and not yet read. */
	open(
		found: Found & { receipted: number; newestResponse: number },
		lost: Lost | null
	): LostReport | null {
		const before = this.#read();
		const has = new Map((lost ?? found).recordedAt);
		const isOf = before?.session === (lost ?? found).session;
		const saved = Object.entries(isOf ? before.saved : {});
		const isThere = ([item, { seq }]: (typeof saved)[number]) => seq <= (has.get(item) ?? -1);
		const missing = inOrder(saved.filter((each) => !isThere(each)).map(([, each]) => each));
		const report = reportOf(missing, isOf, lost);
		const goesOn = before?.session === found.session;
		const until = Math.max(FIRST_CARRIED, found.newestResponse);
		const carried = ({ question, at }: Note['saved'][string]) => ({
			seq: FIRST_CARRIED,
			until,
			question,
			at
		});
		this.#put({
			session: found.session,
			receipted: Math.max(found.receipted, goesOn ? before.receipted : -1),
			saved: Object.fromEntries(
				saved.filter(isThere).map(([item, each]) => [item, goesOn ? each : carried(each)])
			),
			lost: together(before?.lost ?? null, report)
		});
		return this.#note?.lost ?? null;
	}

	/** The screen says of this answer that it is saved. */
	saved(item: string, question: number, seq: number): void {
		const kept = this.#note;
		if (!kept || (kept.saved[item]?.seq ?? -1) >= seq || question < 1) return;
		this.#put({ ...kept, saved: { ...kept.saved, [item]: { seq, question, at: this.#now() } } });
	}

	receipted(seq: number): void {
		const kept = this.#note;
		if (kept && seq > kept.receipted) this.#put({ ...kept, receipted: seq });
	}

	/** Nothing of the attempt is in the store any more. Answers what there was, if anything was. */
	gone(): LostReport | null {
		const kept = this.#read();
		if (!kept) return null;
		const report = together(kept.lost, { how: 'gone', gaps: [], answers: onlyHere(kept) });
		this.#put({ ...kept, saved: {}, lost: report });
		return report;
	}

	/** The store does not open: what only it has. null: there is no list. */
	unopened(): LostReport | null {
		const kept = this.#read();
		return kept && together(kept.lost, { how: 'unopened', gaps: [], answers: onlyHere(kept) });
	}

	wasRead(): void {
		if (this.#note) this.#put({ ...this.#note, lost: null });
	}

	/** Handed in. */
	clear(): void {
		this.#note = null;
		this.#kept.removeItem(this.#key);
	}

	#put(next: Note): void {
		this.#note = next;
		try {
			this.#kept.setItem(this.#key, JSON.stringify(next));
		} catch (error) {
			console.warn('What was saved could not be listed:', error);
		}
	}

	#read(): Note | null {
		try {
			const read = note.safeParse(JSON.parse(this.#kept.getItem(this.#key) ?? 'null'));
			return read.success ? read.data : null;
		} catch (error) {
			console.warn('The list of what was saved does not read:', error);
			return null;
		}
	}
}

const onlyHere = ({ saved, receipted }: Note) =>
	inOrder(Object.values(saved).filter(({ seq, until }) => (until ?? seq) > receipted));

const inOrder = (answers: readonly z.infer<typeof lostAnswer>[]): LostReport['answers'] & object =>
	answers.map(({ question, at }) => ({ question, at })).toSorted((a, b) => a.question - b.question);

function reportOf(
	missing: LostReport['answers'] & object,
	isListed: boolean,
	lost: Lost | null
): LostReport | null {
	if (!lost) return missing.length > 0 ? { how: 'set_back', gaps: [], answers: missing } : null;
	const { gaps } = lost;
	// Nothing is known to be unreadable, or all that could be is listed.
	const answers = isListed || gaps.length === 0 ? missing : null;
	return { how: 'damaged', gaps, answers };
}

/** Two that nobody has read yet are one: the newer says how. */
function together(before: LostReport | null, after: LostReport | null): LostReport | null {
	if (!before || !after) return after ?? before;
	const of = new Map(
		[...(before.answers ?? []), ...(after.answers ?? [])].map((each) => [each.question, each])
	);
	const isKnown = before.answers !== null && after.answers !== null;
	return {
		how: after.how,
		gaps: [...before.gaps, ...after.gaps],
		answers: isKnown ? inOrder([...of.values()]) : null
	};
}
