import { receiptBlocks } from '#sync/receipt-file.ts';
import type { Signed } from '#sync/schema/signed.ts';

export interface ReceiptFacts {
	intro: string;
	/** Label and value, in the language of the page. */
	lines: [string, string][];
	signed: Signed;
	/** That it stands in the public log; null: not yet. */
	proof: string | null;
}

/** A file that a person can read and a program can check: lines for the one, the edge's signed bytes and the log's proof for the other. */
export function receiptText({ intro, lines, signed, proof }: ReceiptFacts): string {
	return [
		'Invigil',
		'',
		intro,
		'',
		...lines.map(([label, value]) => `${label}: ${value.replaceAll(/\s+/g, ' ')}`),
		'',
		...receiptBlocks(signed, proof),
		''
	].join('\n');
}
