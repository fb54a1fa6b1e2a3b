/** What was written down once of sealed copies must read the same for ever. */
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { fromBase64url, fromHex, toHex } from '../bytes.ts';
import { decodeContent, encodeContent } from '../copy/content.ts';
import { importPrivateKey } from '../copy/hpke.ts';
import { openCopy, readCopyHeader, sealCopy } from '../copy/sealed-copy.ts';

const file = (path: string) => readFileSync(new URL(path, import.meta.url));
const vector = JSON.parse(file('./copy-v1/copy.json').toString()) as Record<
	'sitting' | 'attempt' | 'session' | 'content' | 'file',
	string
> &
	Record<'receiver' | 'sender', { pkcs8: string; publicKey: string }>;
const { signed } = JSON.parse(file('./v1/ticket.json').toString());
const pairOf = async ({ pkcs8, publicKey }: typeof vector.receiver) => ({
	privateKey: await importPrivateKey(fromBase64url(pkcs8)),
	raw: fromBase64url(publicKey)
});
const header = { sitting: vector.sitting, attempt: vector.attempt };
const sessions = [
	{
		session: vector.session,
		ticket: signed,
		segments: [0, 1, 2].map((at) => new Uint8Array(file(`./v1/log-${at}.ivs1`)))
	}
];

test('vectors X3: the content is laid out as it was', () => {
	expect(toHex(encodeContent(sessions))).toBe(vector.content);
	expect(decodeContent(fromHex(vector.content))).toEqual(sessions);
});

test('vectors X2: the file opens with the sitting’s key, and is made again with the sender’s', async () => {
	const bytes = fromHex(vector.file);
	expect(readCopyHeader(bytes)).toEqual({ ok: true, header });
	expect(await openCopy(bytes, await pairOf(vector.receiver))).toEqual({ ok: true, sessions });
	const own = await pairOf(vector.sender);
	expect(toHex(await sealCopy(header, sessions, vector.receiver.publicKey, own))).toBe(vector.file);
});
