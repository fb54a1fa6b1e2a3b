/**
 * One session in its room: what a device's frames become.
 *
 *   step 1   → log items the device has lost, control items it lacks, and how far the edge is
 *   update   → admitted or refused; admitted: committed; committed: a receipt in the control log; and the receipt goes back
 *
 * Frames of one session are taken one after the other, because admission awaits signatures and a receipt must not overtake its commit.
 * Frames of different sessions share transactions.
 */
import { admitRun, admitSegments, isKnownElsewhere } from '#sync/admission.ts';
import type { AdmittedUpdate } from '#sync/admission.ts';
import type { Bytes } from '#sync/bytes.ts';
import { wantsReceipt } from '#sync/control-log.ts';
import { refuse } from '#sync/refusal.ts';
import type { Refused } from '#sync/refusal.ts';
import type { Signed } from '#sync/schema/signed.ts';
import { decodeSegment } from '#sync/segment.ts';
import type { EdgeSigner } from '#sync/signed.ts';
import { readPapers } from '#sync/stored-log.ts';
import { givenBackMs } from '#sync/phases.ts';
import type { SessionPapers } from '#sync/stored-log.ts';
import { readUpdate } from '#sync/yjs-update.ts';
import type { Run } from '#sync/yjs-update.ts';
import { CONTROL_CLIENT, CONTROL_ROOT, LOG_CLIENT, LOG_ROOT, readFrame } from '#sync/yjs-wire.ts';
import type { Counts } from '#sync/yjs-wire.ts';
import type { GroupCommit } from './group-commit.ts';
import { itemsOf } from './items-of.ts';
import { controlEntriesOf, judgeAttempt } from './judge-attempt.ts';
import { obey } from './obey.ts';
import { newRecord } from './new-record.ts';
import type { RoomCounters } from './room-counters.ts';
import type { WhichLog } from './outbox-store.ts';
import { forkEvidence, frameEvidence } from './refused-evidence.ts';
import type { RoomStore, SessionRecord } from './room-store.ts';
import { sealReceipt } from './seal-receipt.ts';
import { stepOneAnswer } from './step-one-answer.ts';
import { takeEntries } from './take-entries.ts';

export type IntakeDeps = {
	store: RoomStore;
	commits: GroupCommit;
	signer: () => Promise<EdgeSigner>;
	now: () => number;
	/** Something of this attempt changed: the hall and the outbox want to know. */
	changed: (attempt: string) => void;
	counters: Pick<RoomCounters, 'admit' | 'refuse' | 'receipt'>;
	/** Another device goes on where this session stopped. */
	tookOver: (previous: string) => void;
};

type Send = (frame: Bytes) => void;

const writers = new Map([
	[LOG_CLIENT, LOG_ROOT],
	[CONTROL_CLIENT, CONTROL_ROOT]
]);
/** Half a day at ten entries a second. A room has 10 GB for 200 students, and 128 MB of memory to judge a log in. */
const MOST_SESSION_BYTES = 48_000_000;

export class SessionIntake {
	#record: SessionRecord;
	/** Segments the device said it has. */
	#announced = 0;
	/** Which of the session's sockets was last told what the edge has; null: none since the room woke. */
	#told: object | null = null;
	#turn: Promise<unknown> = Promise.resolve();
	readonly #papers: SessionPapers;
	readonly #deps: IntakeDeps;

	/** `signed` was opened by the Worker; a session that is known already keeps the ticket it was opened under. */
	constructor(session: string, signed: Signed, deps: IntakeDeps) {
		const stored = deps.store.optionalSession(session);
		this.#deps = deps;
		this.#papers = readPapers(session, stored?.ticket ?? signed);
		this.#record =
			stored ??
			newRecord(this.#papers, signed, {
				now: deps.now(),
				earlier: deps.store.sessionsOf(this.#papers.ticket.attempt)
			});
	}

	get record(): SessionRecord {
		return this.#record;
	}

	/** Resolves when the frames that came so far have been dealt with. */
	async settled(): Promise<void> {
		await this.#turn;
	}

	/** `from`: its socket. Resolves with a refusal when that must be closed. Rejects when the room could not store. */
	frame(bytes: Uint8Array, send: Send, from: object): Promise<{ ok: true } | Refused> {
		const taken = this.#turn.then(() => this.#frame(bytes, send, from));
		this.#turn = taken.catch(() => undefined);
		return taken;
	}

	/**
	 * Segments out of a sealed copy: what an update on a socket would bring, with no device to answer. Waits its turn, and only then asks
	 * whether a device of the session is connected: `unavailable`, because what that one is told to be free must stay free (A14). `forked`:
	 * what came before these was another history.
	 */
	bring(
		run: Pick<Run, 'from' | 'items'>,
		how: { isLive: () => boolean; forked: boolean }
	): Promise<{ ok: true } | Refused> {
		const brought = this.#turn.then(() => this.#bring({ client: LOG_CLIENT, ...run }, how));
		this.#turn = brought.catch(() => undefined);
		return brought;
	}

	/** What the staff sent and this session's control log lacks. Waits its turn. */
	obey(send: Send): Promise<void> {
		const obeyed = this.#turn.then(() => this.#obey(send));
		this.#turn = obeyed.catch(() => undefined);
		return obeyed;
	}

	/** The time for late work is over. Waits its turn behind the frames that are being taken. */
	judgeUnsubmitted(): Promise<void> {
		const judged = this.#turn.then(async () => {
			const { store, commits, now } = this.#deps;
			const { attempt, log } = this.#record;
			const { session, submitted } = log;
			const due = this.#due();
			if (!submitted && now() < due) return commits.commit(() => store.marks.setDue(session, due));
			// What went on in a later session is judged there.
			if (submitted || store.sessionsOf(attempt).at(-1)?.session !== session)
				return commits.commit(() => store.marks.removeDue(session));
			await this.#judge();
			this.#deps.changed(attempt);
		});
		this.#turn = judged.catch(() => undefined);
		return judged;
	}

	#due(): number {
		const { closesAt, policy } = this.#papers.ticket;
		const givenBack = givenBackMs(controlEntriesOf(this.#items('control', 0)));
		return closesAt + givenBack + policy.graceMs;
	}

	async #frame(bytes: Uint8Array, send: Send, from: object): Promise<{ ok: true } | Refused> {
		const read = readFrame(bytes);
		if (!read.ok) return this.#refused(read, bytes);
		const { frame } = read;
		this.#record = { ...this.#record, lastContactAt: this.#deps.now() };
		if (frame.type === 'ignored') return { ok: true };
		if (frame.type === 'step1') {
			this.#told = from;
			await this.#pay(send);
			await this.#obey(send);
			const answered = this.#answerStepOne(frame.counts, send);
			return answered.ok ? this.#superseded() : answered;
		}
		const update = readUpdate(frame.update, writers);
		if (!update.ok) return this.#refused(update, bytes);
		// Sent before the page was loaded again, and late: the device was told since that these places are free (A14).
		if (this.#told !== null && this.#told !== from) return refuse('unavailable');
		for (const run of update.runs) {
			const taken = await this.#takeRun(run, send);
			if (!taken.ok) return this.#refused(taken, bytes);
		}
		return this.#superseded();
	}

	async #bring(
		run: Run,
		{ isLive, forked }: { isLive: () => boolean; forked: boolean }
	): Promise<{ ok: true } | Refused> {
		const nobody = () => undefined;
		if (forked) return this.#goOnFork(run);
		const known = this.#record.log.segments;
		if (isLive() && run.from + run.items.length > known && admitRun(run, this.#known('log')).ok)
			return refuse('unavailable');
		const taken = await this.#takeRun(run, nobody);
		if (taken.ok || taken.refusal.code === 'fork') return taken;
		// A device sends a frame for every few segments, and the good ones enter before the first bad one is refused.
		const good = Number(taken.refusal.evidence?.['segment'] ?? 0) - run.from;
		if (good > 0 && run.from + good > known)
			await this.#takeRun({ ...run, items: run.items.slice(0, good) }, nobody);
		return this.#refused(taken, run.items[Math.max(0, good)] ?? new Uint8Array());
	}

	/** The rest of a branch, whose beginning was found to be one. */
	async #goOnFork({ items }: Run): Promise<Refused> {
		const { session, attempt } = this.#record;
		const [first] = items;
		if (!first || !(await this.#isSigned(first))) return refuse('wrong_signature');
		const { store, commits, now } = this.#deps;
		const rows = forkEvidence(
			{ ...refuse('fork'), branch: { index: 0, items } },
			{
				session,
				attempt,
				at: now()
			}
		);
		await commits.commit(() => {
			for (const row of rows) store.addEvidence(row);
		});
		return refuse('fork');
	}

	/** Another device took over: what this one still has is taken in first, then it is told to stop. */
	#superseded(): { ok: true } | Refused {
		const { session, attempt, log } = this.#record;
		if (log.segments < this.#announced) return { ok: true };
		const heir = this.#deps.store
			.attemptParts(attempt)
			.find(({ previous }) => previous?.session === session);
		return heir ? refuse('superseded', { by: heir.session }) : { ok: true };
	}

	#answerStepOne(device: Counts, send: Send): { ok: true } | Refused {
		const { log, control } = this.#record;
		this.#announced = device.log;
		// The device holds receipts that this room has not written: it was set back to an older state, and must not sign again.
		if (device.control > control.segments)
			return refuse('edge_behind', { control: control.segments, device: device.control });
		const lost = this.#items('log', Math.min(device.log, log.segments));
		const missing = this.#items('control', device.control);
		const edge = { log: log.segments, control: control.segments };
		for (const frame of stepOneAnswer(device, edge, { lost, missing })) send(frame);
		this.#deps.changed(this.#record.attempt);
		return { ok: true };
	}

	async #takeRun(run: Run, send: Send): Promise<{ ok: true } | Refused> {
		if (run.client === CONTROL_CLIENT) {
			// The stock client may echo what it got; a control item that is new here was written by somebody else.
			const echoed = admitRun(run, this.#known('control'));
			if (!echoed.ok) return { ok: false, refusal: echoed.refusal };
			return echoed.items.length === 0
				? { ok: true }
				: refuse('foreign_client', { client: CONTROL_CLIENT });
		}
		const admitted = admitRun(run, this.#known('log'));
		if (!admitted.ok) {
			if (admitted.refusal.code !== 'fork') return admitted;
			// A ticket is shown to many, a signature only the device can make: nobody else's bytes accuse a student.
			const [offered] = admitted.branch?.items ?? [];
			if (!offered || !(await this.#isSigned(offered)))
				return refuse('wrong_signature', admitted.refusal.evidence);
			// Signed, but a piece of this same history: it was seen, and put where it does not belong.
			if (isKnownElsewhere(offered, this.#known('log')))
				return refuse('wrong_sequence', admitted.refusal.evidence);
			await this.#keepFork(admitted);
			return admitted;
		}
		if (admitted.items.length === 0) {
			await this.#pay(send);
			return { ok: true };
		}
		const { log } = this.#record;
		const bytes = admitted.items.reduce((sum, item) => sum + item.length, this.#record.bytes);
		if (bytes > MOST_SESSION_BYTES) return refuse('too_large', { bytes });
		const checked = await admitSegments(admitted.items, log, {
			verify: this.#papers.verifyLog
		});
		if (!checked.ok) return checked;
		const { store, commits, now } = this.#deps;
		const at = now();
		const owes = {
			receipt: this.#record.owes.receipt || wantsReceipt(checked.entries),
			judgement:
				checked.state.submitted &&
				(this.#record.owes.judgement || checked.entries.some(({ kind }) => kind === 'submit'))
		};
		const { record, responses } = takeEntries(
			{ ...this.#record, log: checked.state, lastContactAt: at, bytes, owes },
			checked.entries,
			(item) => store.responses.optional(log.session, item)
		);
		await commits.commit(() => {
			admitted.items.forEach((bytes, offset) =>
				store.addSegment(log.session, 'log', log.segments + offset, bytes, at)
			);
			for (const response of responses) store.responses.save(log.session, response);
			store.saveSession(record);
			for (const entry of checked.entries) {
				if (entry.kind === 'media') store.stills.add(record, entry.data);
				if (entry.kind === 'command')
					store.acts.noteAnswer(log.session, entry.data.control, entry.data.outcome);
			}
			if (log.next === 0 || checked.entries.some(({ kind }) => kind === 'reopen'))
				store.marks.setDue(log.session, this.#due());
		});
		this.#deps.counters.admit(checked.entries.length);
		// Memory follows the disk, never the other way round.
		this.#record = record;
		await this.#pay(send);
		this.#deps.counters.receipt(now() - at);
		if (log.next === 0) await this.#obey(send);
		const { previous } = record.log.binding;
		if (log.next === 0 && previous) this.#deps.tookOver(previous.session);
		this.#deps.changed(record.attempt);
		return { ok: true };
	}

	/** What is owed for committed entries; a room that was ended between a commit and its receipt pays on return. */
	async #pay(send: Send): Promise<void> {
		if (this.#record.owes.receipt) {
			const { record, frame } = await sealReceipt(this.#record, this.#deps);
			this.#record = record;
			send(frame);
		}
		if (this.#record.owes.judgement) await this.#judge();
	}

	async #isSigned(bytes: Uint8Array): Promise<boolean> {
		const decoded = decodeSegment(bytes);
		if (!decoded.ok || decoded.segment.session !== this.#record.session) return false;
		return this.#papers.verifyLog(decoded.segment.signed, decoded.segment.signature);
	}

	async #obey(send: Send): Promise<void> {
		const obeyed = await obey(this.#record, this.#papers.ticket.student, this.#deps);
		if (!obeyed) return;
		this.#record = obeyed.record;
		if (obeyed.frame) send(obeyed.frame);
		this.#deps.changed(this.#record.attempt);
	}

	async #judge(): Promise<void> {
		const { store, commits } = this.#deps;
		const judged = judgeAttempt(
			this.#record,
			this.#items('log', 0),
			this.#items('control', 0),
			this.#papers.ticket,
			store.startedAt(this.#record.attempt) ?? this.#record.openedAt
		);
		const owes = { ...this.#record.owes, judgement: false };
		const record = { ...this.#record, ...judged, owes };
		await commits.commit(() => {
			store.saveSession(record);
			store.marks.removeDue(record.session);
		});
		this.#record = record;
	}

	async #keepFork(branch: AdmittedUpdate & { ok: false }): Promise<void> {
		const { store, commits, now } = this.#deps;
		const record: SessionRecord = { ...this.#record, forked: true, attemptState: 'held' };
		const { session, attempt } = record;
		await commits.commit(() => {
			store.saveSession(record);
			for (const row of forkEvidence(branch, { session, attempt, at: now() }))
				store.addEvidence(row);
		});
		this.#record = record;
		this.#deps.changed(attempt);
	}

	async #refused({ refusal }: Refused, bytes: Uint8Array): Promise<Refused> {
		const { store, commits, now, counters } = this.#deps;
		const { session, attempt } = this.#record;
		counters.refuse(refusal.code);
		const evidence = frameEvidence(refusal, bytes, { session, attempt, at: now() });
		if (evidence) await commits.commit(() => store.addEvidence(evidence));
		return { ok: false, refusal };
	}

	#known(log: WhichLog) {
		const { store } = this.#deps;
		const { session } = this.#record;
		return {
			client: log === 'log' ? LOG_CLIENT : CONTROL_CLIENT,
			root: log === 'log' ? LOG_ROOT : CONTROL_ROOT,
			count: this.#record[log].segments,
			at: (index: number) => {
				const [row] = store.segments(session, log, index, 1);
				if (row?.index !== index) throw new Error(`${log} item ${index} of ${session} is missing`);
				return row.bytes;
			}
		};
	}

	#items(log: WhichLog, from: number): Bytes[] {
		return itemsOf(this.#deps.store, this.#record.session, log, from);
	}
}
