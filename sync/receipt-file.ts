/** The receipt as a file to keep (SPEC R9): lines for a person, the edge's signed bytes for a program, and the proof of the public log. */
import { signed as signedSchema } from './schema/signed.ts';
import type { Signed } from './schema/signed.ts';

const receiptMarks = ['-----BEGIN INVIGIL RECEIPT-----', '-----END INVIGIL RECEIPT-----'] as const;
const proofMarks = [
	'-----BEGIN INVIGIL LOG PROOF-----',
	'-----END INVIGIL LOG PROOF-----'
] as const;

/** `proof`: null where the log had none yet. */
export function receiptBlocks(signed: Signed, proof: string | null): string[] {
	const [begin, end] = receiptMarks;
	const [beginProof, endProof] = proofMarks;
	return [
		begin,
		JSON.stringify(signed),
		end,
		...(proof === null ? [] : [beginProof, ...proof.trimEnd().split('\n'), endProof])
	];
}

/** The last of each: what stands above, a person may have written. */
export function readReceiptBlocks(text: string): { signed: Signed; proof: string | null } | null {
	const written = between(text, receiptMarks);
	const read = written === null ? null : signedSchema.safeParse(parse(written));
	if (!read?.success) return null;
	const proof = between(text, proofMarks);
	return { signed: read.data, proof: proof === null ? null : `${proof}\n` };
}

function between(text: string, [begin, end]: readonly [string, string]): string | null {
	const from = text.lastIndexOf(`${begin}\n`);
	const to = from < 0 ? -1 : text.indexOf(`\n${end}`, from);
	return to < 0 ? null : text.slice(from + begin.length + 1, to);
}

function parse(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch (_notJson) {
		return null;
	}
}

const QR_PREFIX = 'invigil-receipt.';

/** The same signed bytes for a QR code: key, statement and signature, as in the ticket's subprotocol. */
export const receiptQrText = ({ key, bytes, signature }: Signed): string =>
	`${QR_PREFIX}${key}.${bytes}.${signature}`;

export function readReceiptQrText(text: string): Signed | null {
	if (!text.startsWith(QR_PREFIX)) return null;
	const [key, bytes, signature, ...more] = text.slice(QR_PREFIX.length).split('.');
	const read = signedSchema.safeParse({ key, bytes, signature });
	return read.success && more.length === 0 ? read.data : null;
}
