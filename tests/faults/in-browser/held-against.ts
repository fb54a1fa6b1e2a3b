/** What the edge has of an attempt, held against what a screen said. */
import { setTimeout as sleep } from 'node:timers/promises';
import { replay } from '#sync/responses.ts';
import type { Bundle } from '#sync/schema/bundle.ts';
import type { Entry } from '#sync/schema/entry.ts';
import type { Tally } from '../each-seed.ts';
import type { Claim, Report } from './seat.ts';
import type { Exam } from './exam.ts';

type Segments = Bundle['sessions'][number]['log'];

/** The room brings its record to Postgres by and by. */
const PATIENCE_MS = 20_000;

export const entriesIn = (log: Segments): Entry[] =>
	log.flatMap(({ entries }) => entries.map(({ text }) => JSON.parse(text) as Entry));

/** Every text that an answer ever had in the record, in any session and in any branch. */
export function textsIn({ sessions, branches = [] }: Bundle): Set<string> {
	const texts = new Set<string>();
	for (const { log } of sessions) take(entriesIn(log));
	for (const { session, log } of branches) {
		const first = log[0]?.first ?? 0;
		const before = entriesIn(sessions.find((each) => each.session === session)?.log ?? []);
		take([...before.filter(({ seq }) => seq < first), ...entriesIn(log)]);
	}
	return texts;

	function take(entries: readonly Entry[]) {
		entries.forEach((entry, at) => {
			if (entry.kind !== 'response') return;
			const value = replay(entries.slice(0, at + 1)).get(entry.data.item)?.value;
			if (value && 'text' in value) texts.add(value.text);
		});
	}
}

/** Until the edge's record, which its room brings a moment later, has these answers; what it lacks is the caller's to judge. */
export async function bundleWith(
	exam: Exam,
	attempt: string,
	claims: Iterable<Claim>
): Promise<Bundle> {
	const texts = [...claims].map(({ text }) => text);
	for (const end = Date.now() + PATIENCE_MS; ; await sleep(200)) {
		const { bundle } = await exam.bundleOf(attempt);
		const has = textsIn(bundle);
		if (texts.every((text) => has.has(text)) || Date.now() > end) return bundle;
	}
}

/**
 * Each answer of which the screen said that it is safe is in the record, or was reported as missing; what the edge had receipted is
 * in the record and needs no report.
 */
export function holdAgainst(
	bundle: Bundle,
	claims: Iterable<Claim>,
	report: Report | null,
	tally: Tally
): void {
	const has = textsIn(bundle);
	const gone: string[] = [];
	for (const { question, text, said } of claims) {
		tally.entries++;
		if (has.has(text)) continue;
		const isReported =
			report !== null && (report.questions.has(question) || report.unknown || report.noRecord);
		if (said === 'saved' && isReported) {
			const how = report.questions.has(question) ? 'by its question' : 'as not known';
			tally.saw(`answers that only the damaged store had, reported as missing ${how}`);
		} else gone.push(`${text} (${said})`);
	}
	tally.lost += gone.length;
	if (gone.length > 0)
		throw new Error(`gone without a word: ${gone.join('; ')}\nsaid: ${report?.text ?? 'nothing'}`);
}
