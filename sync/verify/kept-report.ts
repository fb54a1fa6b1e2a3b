/** Findings about what was kept, in English: a sentence, then a line per finding. The app has its own words, by finding id. */
import { detailWords } from './detail-words.ts';
import type { Finding, FindingId } from './verify-kept.ts';

const texts: Record<FindingId, string> = {
	receipt_signed: 'receipt is signed by the edge',
	receipt_logged: 'receipt stands in the public log',
	proof_holds: 'proof leads to the log’s root',
	checkpoint_signed: 'checkpoint is signed by the log',
	log_only_grew: 'the log only grew'
};
const words = { pass: 'pass', fail: 'FAIL', not_provable: 'not provable' } as const;

export function keptLines(findings: readonly Finding[]): string[] {
	const has = (status: Finding['status']) => findings.some((one) => one.status === status);
	const sentence = has('fail')
		? 'Something here does not hold: see FAIL below.'
		: has('not_provable')
			? 'Nothing here is wrong, and something stays open.'
			: 'All of this holds.';
	return [sentence, '', ...findings.map(line)];
}

function line({ id, status, detail }: Finding): string {
	const { upTo, ...rest } = detail;
	const shown = upTo === undefined ? rest : { entry: upTo, ...rest };
	const more = detailWords({ id, detail: shown }).join(', ');
	return `${words[status].padEnd(12)} ${texts[id]}${more && ` (${more})`}`;
}

/** 0: nothing failed. 1: something did. */
export const keptExitCode = (findings: readonly Finding[]): 0 | 1 =>
	findings.some(({ status }) => status === 'fail') ? 1 : 0;
