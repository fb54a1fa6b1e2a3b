/**
 * Makes the frozen vector of sealed copies, once; refuses to write over it. The log and the ticket are those of the other vectors.
 *
 *   node sync/vectors/make-copy.ts
 */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { toBase64url, toHex } from '../bytes.ts';
import type { Bytes } from '../bytes.ts';
import { encodeContent } from '../copy/content.ts';
import { createKeyPair, exportPrivateKey } from '../copy/hpke.ts';
import { sealCopy } from '../copy/sealed-copy.ts';
import { signed as signedSchema } from '../schema/signed.ts';
import { ticket as ticketSchema } from '../schema/ticket.ts';
import { readSegmentHeader } from '../segment.ts';
import { unsafeReadSigned } from '../signed.ts';

const folder = new URL('./copy-v1/', import.meta.url);
if (existsSync(new URL('copy.json', folder))) {
	console.error(`${folder.pathname} is frozen`);
	process.exit(1);
}
mkdirSync(folder, { recursive: true });
const bytesOf = (name: string): Bytes =>
	new Uint8Array(readFileSync(new URL(`./v1/${name}`, import.meta.url)));
const { signed } = JSON.parse(new TextDecoder().decode(bytesOf('ticket.json'))) as {
	signed: unknown;
};
const ticket = signedSchema.parse(signed);
const read = unsafeReadSigned(ticket, ticketSchema);
if (!read.ok) throw new Error(read.refusal.code);
const segments = [0, 1, 2].map((at) => bytesOf(`log-${at}.ivs1`));
const [first] = segments;
if (!first) throw new Error('no log');
const { session } = readSegmentHeader(first);
const { sitting, attempt } = read.statement;
const receiver = await createKeyPair();
const own = await createKeyPair();
const sessions = [{ session, ticket, segments }];
const file = await sealCopy({ sitting, attempt }, sessions, toBase64url(receiver.raw), own);
const vector = {
	what: 'SPEC X: log-0 to log-2 of ../v1 under its ticket, sealed to `receiver` with the fresh key `sender`',
	sitting,
	attempt,
	session,
	receiver: {
		pkcs8: toBase64url(await exportPrivateKey(receiver.privateKey)),
		publicKey: toBase64url(receiver.raw)
	},
	sender: {
		pkcs8: toBase64url(await exportPrivateKey(own.privateKey)),
		publicKey: toBase64url(own.raw)
	},
	content: toHex(encodeContent(sessions)),
	file: toHex(file)
};
writeFileSync(new URL('copy.json', folder), `${JSON.stringify(vector, null, '\t')}\n`);
