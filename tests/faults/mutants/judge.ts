/** Admission and the verifier, asked as the edge and a third party ask them. */
import { admitSegments, admitUpdate } from '#sync/admission.ts';
import { equal } from '#sync/bytes.ts';
import type { Bytes } from '#sync/bytes.ts';
import type { Bundle } from '#sync/schema/bundle.ts';
import { verifyBundle } from '#sync/verify/verify-bundle.ts';
import { LOG_CLIENT, LOG_ROOT } from '#sync/yjs-wire.ts';
import type { Corpus } from './corpus.ts';
import type { Named } from './mutator.ts';

/** A log that differs from the honest one; what both have is admitted already. */
export async function judgeLog(corpus: Corpus, items: readonly Bytes[]): Promise<Named> {
	const { log, states, verify } = corpus;
	const differs = items.findIndex((item, at) => !log[at] || !equal(item, log[at]));
	if (differs < 0) throw new Error('not a mutant: the log is as it was');
	const state = states[differs];
	if (!state) throw new Error('not a mutant: what was added stands behind the end');
	const admitted = await admitSegments(items.slice(differs), state, { verify });
	return admitted.ok ? null : admitted.refusal.code;
}

/** An update, for an edge that has `count` segments of the log. What is read out of it is judged as a log. */
export async function judgeUpdate(
	corpus: Corpus,
	update: Uint8Array,
	count: number
): Promise<Named> {
	const { log, states, verify } = corpus;
	const known = { client: LOG_CLIENT, root: LOG_ROOT, count, at: (at: number) => log[at] as Bytes };
	const read = admitUpdate(update, known);
	if (!read.ok) {
		const kept = read.refusal.code !== 'fork' || (read.branch?.items.length ?? 0) > 0;
		return kept ? read.refusal.code : 'fork without its branch';
	}
	const state = states[count];
	if (!state) throw new Error('there is no such place');
	const admitted = await admitSegments(read.items, state, { verify });
	return admitted.ok ? null : admitted.refusal.code;
}

/** The first claim that fails by itself, else the first that the honest bundle could show and this one cannot. */
export async function judgeBundle(corpus: Corpus, bundle: Bundle): Promise<Named> {
	const { claims } = await verifyBundle(bundle, { trusted: [corpus.edge.key] });
	const failed =
		claims.find(({ status, follows }) => status === 'fail' && !follows) ??
		claims.find(({ status }) => status === 'fail');
	if (failed) return failed.id;
	const open = claims.find(({ status }) => status === 'not_provable');
	return open ? `${open.id} left open` : null;
}
