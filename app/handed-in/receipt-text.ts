import type { Signed } from '#sync/schema/signed.ts';

export interface ReceiptFacts {
	intro: string;
	/** Label and value, in the language of the page. */
	lines: [string, string][];
	signed: Signed;
}

const begin = '-----BEGIN INVIGIL RECEIPT-----';
const end = '-----END INVIGIL RECEIPT-----';

/** A file that a person can read and a program can check: lines for the one, the edge's signed bytes for the other. */
export function receiptText({ intro, lines, signed }: ReceiptFacts): string {
	return [
		'Invigil',
		'',
		intro,
		'',
		...lines.map(([label, value]) => `${label}: ${value.replaceAll(/\s+/g, ' ')}`),
		'',
		begin,
		JSON.stringify(signed),
		end,
		''
	].join('\n');
}

/** The same signed bytes for a QR code: key, statement and signature, as in the ticket's subprotocol. */
export function receiptQrText({ key, bytes, signature }: Signed): string {
	return `invigil-receipt.${key}.${bytes}.${signature}`;
}
