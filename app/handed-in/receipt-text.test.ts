import { expect, test } from 'vitest';
import { signed as signedSchema } from '#sync/schema/signed.ts';
import { receiptQrText, receiptText } from './receipt-text.ts';

const signed = { bytes: 'eyJ4IjoxfQ', key: '0123456789abcdef', signature: 'A'.repeat(86) };

test('the signed part of the file is the receipt, byte for byte', () => {
	const text = receiptText({ intro: 'Keep it.', lines: [['Exam', 'Physics\n-----END']], signed });
	const part = text.split('-----BEGIN INVIGIL RECEIPT-----\n')[1]?.split('\n')[0] ?? '';
	expect(signedSchema.parse(JSON.parse(part))).toEqual(signed);
	expect(text).toContain('Exam: Physics -----END\n');
});

test('the QR code carries key, statement and signature', () => {
	const [, key, bytes, signature] = receiptQrText(signed).split('.');
	expect({ key, bytes, signature }).toEqual(signed);
});
