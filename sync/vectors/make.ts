/**
 * Makes the frozen vectors of format 1, once. They are what every later version must still read, so this refuses to write over them:
 * a change of format gets vectors of its own beside these.
 *
 *   node sync/vectors/make.ts
 *
 * The private keys in keys.json are for these vectors alone.
 */
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { fromBase64url, fromHex, toBase64url, toHex, utf8 } from '../bytes.ts';
import type { Bytes } from '../bytes.ts';
import { canonicalText } from '../canonical.ts';
import { controlGenesisHead, genesisHead, nextHead } from '../chain.ts';
import { encryptForm } from '../form-cipher.ts';
import { sha256, sha256Hex } from '../hash.ts';
import { importEdgePrivateKey, keyId, signDevice, signEdge } from '../keys.ts';
import { newLogState } from '../log-state.ts';
import { orderOf } from '../order.ts';
import { receiptCode } from '../receipt.ts';
import { sign } from '../signed.ts';
import { ticketFor, uuid } from '../testing/fixture.ts';
import type { Device, Edge, Papers } from '../testing/fixture.ts';
import { testForm, testFormHash } from '../testing/forms.ts';
import { bundleOf, makeDesk, tellWhole } from '../testing/story.ts';
import { issueTicket, openTicket, ticketProtocol } from '../ticket.ts';
import {
	LOG_CLIENT,
	LOG_ROOT,
	encodeItems,
	encodeStateVector,
	stepOneFrame,
	updateFrame
} from '../yjs-wire.ts';
import { canonicalCases, hostileUpdates } from './cases.ts';

const folder = new URL('./v1/', import.meta.url);
if (existsSync(folder)) {
	console.error(`${folder.pathname} exists and is frozen`);
	process.exit(1);
}
mkdirSync(folder);

function writeJson(name: string, value: unknown): void {
	writeFileSync(new URL(name, folder), JSON.stringify(value, null, '\t') + '\n');
}

const seed = sha256(utf8('invigil vectors: edge key'));
const pkcs8 = new Uint8Array([...fromHex('302e020100300506032b657004220420'), ...seed]);
const device = await crypto.subtle.generateKey({ name: 'ECDSA', namedCurve: 'P-256' }, true, ['sign', 'verify']);
const deviceRaw = new Uint8Array(await crypto.subtle.exportKey('raw', device.publicKey));
const edge = await makeEdge(pkcs8);
const papers = await makePapers(edge, {
	raw: deviceRaw,
	sign: (bytes) => signDevice(device.privateKey, bytes)
});
writeJson('keys.json', {
	edge: { pkcs8: toBase64url(pkcs8), publicKey: edge.key.publicKey, id: edge.key.id },
	device: {
		jwk: await crypto.subtle.exportKey('jwk', device.privateKey),
		publicKey: toBase64url(deviceRaw)
	}
});
writeJson('canonical.json', canonicalCases.map((value) => ({ value, text: canonicalText(value) })));

const desk = await makeDesk(papers);
await tellWhole(desk);
const bundle = bundleOf(desk);
const [session] = bundle.sessions;
if (!session) throw new Error('no session');
writeJson('bundle.json', bundle);

const { ticketHash } = papers;
writeJson('ticket.json', {
	ticket: papers.ticket,
	signed: papers.signed,
	hash: ticketHash,
	protocols: ticketProtocol(papers.signed)
});
const genesis = genesisHead({ session: papers.session, deviceKey: deviceRaw, ticketHash });
const controlGenesis = controlGenesisHead({ session: papers.session, edgeKey: edge.raw, ticketHash });
const first = utf8(session.log[0]?.entries[0]?.text ?? '');
writeJson('chain.json', {
	session: papers.session,
	genesis: toHex(genesis),
	controlGenesis: toHex(controlGenesis),
	entry: toHex(first),
	headAfter: toHex(nextHead(genesis, first))
});
desk.room.log.forEach((bytes, at) => writeFileSync(new URL(`log-${at}.ivs1`, folder), bytes));
desk.room.control.forEach((bytes, at) => writeFileSync(new URL(`control-${at}.ivs1`, folder), bytes));
const { lastReceipt } = desk.log;
writeJson('receipt.json', lastReceipt && { ...lastReceipt, code: receiptCode(lastReceipt.signed) });

const items = desk.room.log;
writeJson('frames.json', {
	stateVector: toHex(encodeStateVector({ log: items.length, control: 2 })),
	stepOne: toHex(stepOneFrame({ log: items.length, control: 2 })),
	update: toHex(updateFrame(encodeItems({ client: LOG_CLIENT, root: LOG_ROOT, from: 0, items: items.slice(0, 2) }))),
	hostile: hostileUpdates.map(({ name, code, update }) => ({ name, code, update: toHex(update) }))
});

writeJson('order.json', { seed: papers.ticket.orderSeed, order: orderOf(testForm, papers.ticket.orderSeed) });

let drawn = 0;
const randomBytes = (count: number): Bytes => sha256(utf8(`random ${drawn++}`)).slice(0, count);
const startCode = 'K7QF3-M2P9X';
const { manifest, blobs, contentKey } = await encryptForm({
	form: testForm,
	media: new Map(),
	sitting: papers.ticket.sitting,
	startCode,
	issuedAt: papers.ticket.issuedAt,
	randomBytes
});
writeJson('form.json', {
	form: testForm,
	formHash: testFormHash,
	startCode,
	contentKey: toBase64url(contentKey),
	signed: await sign('invigil-form/1', manifest, edge.signer),
	blobs: Object.fromEntries([...blobs].map(([hash, bytes]) => [hash, toBase64url(bytes)]))
});

async function makeEdge(key: Bytes): Promise<Edge> {
	const privateKey = await importEdgePrivateKey(key);
	const jwk = await crypto.subtle.exportKey(
		'jwk',
		await crypto.subtle.importKey('pkcs8', key, 'Ed25519', true, ['sign'])
	);
	const raw = fromBase64url(jwk.x ?? '');
	const id = keyId(raw);
	return {
		signer: { privateKey, id },
		key: { id, publicKey: toBase64url(raw) },
		raw,
		sign: (bytes) => signEdge(privateKey, bytes)
	};
}

async function makePapers(by: Edge, writer: Device): Promise<Papers> {
	const orderSeed = toBase64url(fromHex(sha256Hex(utf8('order'))).slice(0, 16));
	const ticket = ticketFor(by, writer, { formHash: testFormHash, orderSeed });
	const signed = await issueTicket(ticket, by.signer);
	const opened = await openTicket(signed, [by.key]);
	if (!opened.ok) throw new Error(opened.refusal.code);
	const id = uuid(100);
	const state = newLogState(id, ticket, opened.hash);
	return { edge: by, device: writer, session: id, ticket, signed, ticketHash: opened.hash, state };
}
