/** Seals what is to be said into a session's control log, as one segment, and what the session is after that. Nothing is stored here. */
import type { Bytes } from '#sync/bytes.ts';
import { sealControl } from '#sync/control-log.ts';
import { signEdge } from '#sync/keys.ts';
import type { EdgeSigner } from '#sync/signed.ts';
import { withGiven } from './given-time.ts';
import type { SessionRecord } from './room-store.ts';
import type { Saying } from './to-say.ts';

/** Of a segment. What is more follows with the next frame. */
const MOST_ENTRIES = 40;

export async function sayAll(
	record: SessionRecord,
	sayings: readonly Saying[],
	{ signer, at }: { signer: EdgeSigner; at: number }
): Promise<{
	record: SessionRecord;
	/** null: there was nothing to say. */
	bytes: Bytes | null;
	noted: { act: string; seq: number | null }[];
}> {
	const taken = sayings.slice(0, MOST_ENTRIES);
	const contents = taken.flatMap(({ content }) => content ?? []);
	let next = record.control.next;
	const noted = taken.map(({ act, content }) => ({ act, seq: content ? next++ : null }));
	if (contents.length === 0) return { record, bytes: null, noted };
	const sealed = await sealControl(record.control, contents, {
		at,
		sign: (bytes) => signEdge(signer.privateKey, bytes)
	});
	const attemptState = contents.reduce((state, { kind }) => {
		if (kind === 'pause' && state === 'in_progress') return 'paused' as const;
		return kind === 'resume' && state === 'paused' ? ('in_progress' as const) : state;
	}, record.attemptState);
	const given =
		record.given &&
		contents.reduce((sum, one) => withGiven(sum, one, sealed.state.lastAt), record.given);
	return {
		record: { ...record, control: sealed.state, attemptState, ...(given && { given }) },
		bytes: sealed.bytes,
		noted
	};
}
