import { expect, test } from 'vitest';
import { readReceiptBlocks, receiptQrText } from '#sync/receipt-file.ts';
import { receiptText } from './receipt-text.ts';

const signed = { bytes: 'eyJ4IjoxfQ', key: '0123456789abcdef', signature: 'A'.repeat(86) };
const lines: [string, string][] = [['Exam', 'Physics\n-----END']];

test('R9: the signed part of the file is the receipt, byte for byte', () => {
	const text = receiptText({ intro: 'Keep it.', lines, signed, proof: null });
	expect(readReceiptBlocks(text)).toEqual({ signed, proof: null });
	expect(text).toContain('Exam: Physics -----END\n');
	expect(text).not.toContain('PROOF');
});

test('R9: the proof of the public log stands below it', () => {
	const proof = 'c2sp.org/tlog-proof@v1\nextra AA==\nindex 0\n\nname\n1\nroot\n\n— name sig\n';
	const text = receiptText({ intro: 'Keep it.', lines, signed, proof });
	expect(readReceiptBlocks(text)).toEqual({ signed, proof });
});

test('the QR code carries key, statement and signature', () => {
	const [, key, bytes, signature] = receiptQrText(signed).split('.');
	expect({ key, bytes, signature }).toEqual(signed);
});
