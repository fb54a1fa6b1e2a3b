/** What must hold when a simulated exam is over and everything has arrived. Throws with what does not. */
import { toBundleSegment } from '#sync/bundle.ts';
import { equal, toHex } from '#sync/bytes.ts';
import type { Bytes } from '#sync/bytes.ts';
import { decodeControlEntry, decodeEntry } from '#sync/entry.ts';
import { isFinal } from '#sync/refusal.ts';
import type { Bundle } from '#sync/schema/bundle.ts';
import type { ControlEntry } from '#sync/schema/control-entry.ts';
import type { Entry } from '#sync/schema/entry.ts';
import { decodeSegment } from '#sync/segment.ts';
import { testForm } from '#sync/testing/forms.ts';
import { numbersIn } from '#sync/testing/numbered.ts';
import type { Simulation } from '#sync/testing/simulation.ts';
import { verifyBundle } from '#sync/verify/verify-bundle.ts';
import type { Tally } from '../each-seed.ts';
import type { IntakeRoom } from './intake-room.ts';

export async function checkEnd(simulation: Simulation<IntakeRoom>, tally: Tally): Promise<void> {
	const { desk, edge, network, durable, reported } = simulation;
	const { session } = desk.papers;
	const log = edge.log;
	const entries = entriesOf(log);
	const numbers = numbersIn(entries);

	const kept = new Set(numbers);
	const missing = [...durable].filter((number) => !kept.has(number) && !reported.has(number));
	const unsaid = edge.said.filter((item) => !edge.control.some((other) => equal(item, other)));
	tally.entries += durable.size + edge.said.length;
	tally.lost += missing.length + unsaid.length;
	must(missing.length === 0, `called saved and gone: ${missing.join(', ')}`);
	must(unsaid.length === 0, `${unsaid.length} words or receipts of the edge are not in its log`);
	must(
		numbers.every((number, at) => at === 0 || number > (numbers[at - 1] ?? 0)),
		`answers twice or out of order: ${numbers.join(' ')}`
	);

	must(simulation.refused.length === 0, `refused: ${JSON.stringify(simulation.refused)}`);
	const final = network.refusals.filter(({ code }) => isFinal(code));
	must(final.length === 0, `closed for good: ${JSON.stringify(final)}`);
	must(edge.store.optionalSession(session)?.forked === false, 'accused of a fork');
	must(edge.store.evidence.undrained(session).length === 0, 'evidence is kept of an honest device');
	must(same(log, desk.log.document.logItems(0)), 'device and edge have other logs');
	must(
		desk.log.document.controlCount === edge.control.length,
		'device and edge have other control logs'
	);
	must(
		entries.some(({ kind }) => kind === 'submit'),
		'not handed in'
	);
	const words = controlOf(edge.control).filter(({ kind }) => kind !== 'receipt');
	must(new Set(words.map(({ seq }) => seq)).size === words.length, 'a word was said twice');

	await checkVerdict(simulation, log, tally);
}

/** The verifier accuses nobody; a clock that was set it tells of, and nothing else. */
async function checkVerdict(
	simulation: Simulation<IntakeRoom>,
	log: readonly Bytes[],
	tally: Tally
): Promise<void> {
	const { desk, edge, clockSet } = simulation;
	const { papers } = desk;
	const bundle: Bundle = {
		format: 'invigil-bundle/1',
		exportedAt: desk.clock.now(),
		attempt: papers.ticket.attempt,
		studentName: papers.ticket.studentName,
		edgeKeys: [papers.edge.key],
		form: testForm,
		sessions: [
			{
				session: papers.session,
				ticket: papers.signed,
				log: log.map((bytes) => toBundleSegment(bytes)),
				control: edge.control.map((bytes) => toBundleSegment(bytes))
			}
		]
	};
	const { claims } = await verifyBundle(bundle, { trusted: [papers.edge.key] });
	const failed = claims.filter(({ status }) => status === 'fail');
	const expected = failed.filter(({ id }) => id === 'times_consistent' && clockSet.length > 0);
	must(
		failed.length === expected.length,
		`the verifier accuses: ${JSON.stringify(failed.filter((claim) => !expected.includes(claim)))}`
	);
	if (expected.length > 0) tally.saw('a clock that was set is named by the verifier');
}

export function entriesOf(log: readonly Bytes[]): Entry[] {
	return log.flatMap((bytes) => rawOf(bytes).map((raw) => readOr(decodeEntry(raw))));
}

export function controlOf(log: readonly Bytes[]): ControlEntry[] {
	return log.flatMap((bytes) => rawOf(bytes).map((raw) => readOr(decodeControlEntry(raw))));
}

function rawOf(bytes: Bytes): Bytes[] {
	const decoded = decodeSegment(bytes);
	if (!decoded.ok) throw new Error(`a stored segment cannot be read: ${toHex(bytes.slice(0, 8))}`);
	return decoded.segment.entries;
}

function readOr<T>(read: { ok: true; entry: T } | { ok: false; refusal: { code: string } }): T {
	if (!read.ok) throw new Error(read.refusal.code);
	return read.entry;
}

const same = (a: readonly Bytes[], b: readonly Bytes[]) =>
	a.length === b.length && a.every((bytes, at) => equal(bytes, b[at] as Bytes));

function must(holds: boolean, otherwise: string): void {
	if (!holds) throw new Error(otherwise);
}
