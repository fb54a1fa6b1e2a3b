/** What somebody brings to be checked, told by itself: a bundle, a receipt, a proof, one checkpoint or two. Nothing is believed here. */
import { readReceiptBlocks, readReceiptQrText } from '../receipt-file.ts';
import type { Signed } from '../schema/signed.ts';
import { unsafeReadCheckpoint } from '../transparency/checkpoint.ts';
import { readProof } from '../transparency/log-proof.ts';

export type Given =
	| { kind: 'bundle'; json: unknown }
	| { kind: 'receipt'; signed: Signed; proof: string | null }
	| { kind: 'proof'; proof: string }
	/** In the order in which they were given. */
	| { kind: 'checkpoints'; notes: string[] }
	| { kind: 'unknown' };

export function readGiven(given: string): Given {
	// As files come from other systems, and as text is pasted.
	const text = given
		.replaceAll('\r\n', '\n')
		.replace(/^\uFEFF/, '')
		.trim();
	if (text.startsWith('{')) return { kind: 'bundle', json: parse(text) };
	const receipt = readReceiptBlocks(text);
	if (receipt) return { kind: 'receipt', ...receipt };
	const scanned = readReceiptQrText(text);
	if (scanned) return { kind: 'receipt', signed: scanned, proof: null };
	if (readProof(`${text}\n`)) return { kind: 'proof', proof: `${text}\n` };
	const notes = notesIn(text);
	return notes.length > 0 ? { kind: 'checkpoints', notes } : { kind: 'unknown' };
}

/** Checkpoints, also those inside a receipt or a proof. */
export function notesOf(given: Given): string[] {
	if (given.kind === 'checkpoints') return given.notes;
	const proof = given.kind === 'receipt' || given.kind === 'proof' ? given.proof : null;
	const read = proof === null ? null : readProof(proof);
	return read ? [read.note] : [];
}

/** Each is three lines, an empty one, and lines of signatures. */
function notesIn(text: string): string[] {
	const blocks = text.split(/\n{2,}/);
	const notes: string[] = [];
	for (let at = 0; at + 1 < blocks.length; at += 1) {
		const [body = '', signatures = ''] = [blocks[at], blocks[at + 1]];
		// A second note may follow the first one's signatures without an empty line between.
		const lines = signatures.split('\n');
		const own = lines.findIndex((line) => !line.startsWith('— '));
		const signing = own < 0 ? lines : lines.slice(0, own);
		if (signing.length === 0 || !unsafeReadCheckpoint(`${body}\n`)) continue;
		notes.push(`${body}\n\n${signing.join('\n')}\n`);
		if (own >= 0) blocks[at + 1] = lines.slice(own).join('\n');
	}
	return notes;
}

function parse(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch (_notJson) {
		return null;
	}
}
