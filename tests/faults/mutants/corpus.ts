/** What is mutated: honest logs of two sessions of one student and one of another, told through the real log and a room. Made once. */
import { fromHex } from '#sync/bytes.ts';
import type { Bytes } from '#sync/bytes.ts';
import { admitSegment } from '#sync/admission.ts';
import type { Verify } from '#sync/admission.ts';
import { importDeviceKey, verifyDevice } from '#sync/keys.ts';
import type { LogState } from '#sync/log-state.ts';
import type { Bundle } from '#sync/schema/bundle.ts';
import { sealSegment } from '#sync/segment.ts';
import { raw } from '#sync/testing/chain.ts';
import { choice, makeDevice, makeEdge, makePapers, uuid } from '#sync/testing/fixture.ts';
import { withLog } from '#sync/testing/logged.ts';
import type { Device, Edge, Papers } from '#sync/testing/fixture.ts';
import { testFormHash } from '#sync/testing/forms.ts';
import { bundleOf, makeDesk, tell, tellWhole } from '#sync/testing/story.ts';
import { verifyBundle } from '#sync/verify/verify-bundle.ts';

export interface Corpus {
	edge: Edge;
	/** Of nobody here. */
	stranger: Device;
	papers: Papers;
	verify: Verify;
	/** The student's log, segment by segment; `states[n]` is what is known before segment n. */
	log: Bytes[];
	states: LogState[];
	/** The same, but the segment from `n` on was written otherwise, by the same device. */
	branches: Bytes[];
	/** Another session of the same student on the same device, and another student's. */
	otherSession: Bytes[];
	otherStudent: Bytes[];
	otherPapers: Papers;
	bundle: Bundle;
	otherBundles: { session: Bundle; student: Bundle };
}

let made: Promise<Corpus> | null = null;
export const corpus = (): Promise<Corpus> => (made ??= make());

async function make(): Promise<Corpus> {
	const [edge, stranger] = await Promise.all([makeEdge(), makeDevice()]);
	const ticket = { formHash: testFormHash };
	const papers = await makePapers({ edge, ticket });
	const { device } = papers;
	const session = await makePapers({ edge, device, ticket, session: uuid(101) });
	const student = await makePapers({
		edge,
		session: uuid(102),
		ticket: { ...ticket, attempt: uuid(7), student: uuid(8), studentName: 'Student Two' }
	});
	const [own, second, theirs] = [await told(papers), await told(session), await told(student)];
	const verdict = await verifyBundle(own.bundle, { trusted: [edge.key] });
	const open = verdict.claims.filter(({ status }) => status !== 'pass');
	if (open.length > 0) throw new Error(`the honest bundle is not honest: ${JSON.stringify(open)}`);
	const key = await importDeviceKey(device.raw);
	const verify: Verify = (signed, signature) => verifyDevice(key, signed, signature);
	const states = await statesOf(own.log, papers.state, verify);
	return {
		edge,
		stranger,
		papers,
		verify,
		...own,
		states,
		branches: await Promise.all(states.map((state) => branchAt(papers, state))),
		otherSession: second.log,
		otherStudent: theirs.log,
		otherPapers: student,
		otherBundles: { session: second.bundle, student: theirs.bundle }
	};
}

/** Several entries to a segment here and there, as when somebody answers fast. */
async function told(papers: Papers): Promise<{ log: Bytes[]; bundle: Bundle }> {
	const desk = await makeDesk(papers);
	await tellWhole(desk, async () => {
		for (const option of ['a', 'b', 'c', 'd']) void desk.log.append(choice('one', option));
		await tell(desk, [choice('one', 'a')]);
	});
	return { log: [...desk.room.log], bundle: await withLog(bundleOf(desk), papers.edge) };
}

async function statesOf(
	log: readonly Bytes[],
	state: LogState,
	verify: Verify
): Promise<LogState[]> {
	const states = [state];
	for (const bytes of log) {
		const admitted = await admitSegment(bytes, states.at(-1) as LogState, { verify });
		if (!admitted.ok) throw new Error(`the honest log is refused: ${admitted.refusal.code}`);
		states.push(admitted.state);
	}
	return states;
}

/** What the device could have written in this place instead: signed by its own key, and chained. */
async function branchAt(papers: Papers, { next, head }: LogState): Promise<Bytes> {
	const entries = raw([choice('one', 'd')], next);
	const { session, device } = papers;
	const before = fromHex(head);
	return (await sealSegment({ session, first: next, before, entries, sign: device.sign })).bytes;
}
