/** Every version must read these: they are never made anew. */
import { readFileSync, readdirSync } from 'node:fs';
import { expect, test } from 'vitest';
import { admitControlSegments, admitSegments, admitUpdate } from '../admission.ts';
import { fromBase64url, fromHex, toBase64url, toHex, utf8 } from '../bytes.ts';
import { fromBundleSegment, toBundleSegment } from '../bundle.ts';
import { canonicalText } from '../canonical.ts';
import { controlGenesisHead, genesisHead, nextHead } from '../chain.ts';
import { decryptForm, formHash, importContentKey, unwrapWithStartCode } from '../form-cipher.ts';
import { importDeviceKey, importEdgeKey, verifyDevice, verifyEdge } from '../keys.ts';
import { newControlState, newLogState } from '../log-state.ts';
import { orderOf } from '../order.ts';
import { openReceipt, receiptCode } from '../receipt.ts';
import { bundle as bundleSchema } from '../schema/bundle.ts';
import { formManifest, form as formSchema } from '../schema/form.ts';
import { openSigned } from '../signed.ts';
import { openTicket, readTicketProtocol } from '../ticket.ts';
import { verifyBundle } from '../verify/verify-bundle.ts';
import { readFrame } from '../yjs-wire.ts';

const folder = new URL('./v1/', import.meta.url);
const json = (name: string) => JSON.parse(readFileSync(new URL(name, folder), 'utf8'));
const binary = (name: string) => new Uint8Array(readFileSync(new URL(name, folder)));
const names = readdirSync(folder);
const items = (kind: 'log' | 'control') =>
	names
		.filter((name) => name.startsWith(`${kind}-`))
		.sort((a, b) => number(a) - number(b))
		.map(binary);
const number = (name: string) => Number(/\d+/.exec(name)?.[0]);

const keys = json('keys.json');
const edgeKeys = [{ id: keys.edge.id, publicKey: keys.edge.publicKey }];

async function ticket() {
	const opened = await openTicket(json('ticket.json').signed, edgeKeys);
	if (!opened.ok) throw new Error(opened.refusal.code);
	return opened;
}

test('vectors: RFC 8785 texts', () => {
	for (const { value, text } of json('canonical.json')) expect(canonicalText(value)).toBe(text);
});

test('vectors: the ticket opens, as an envelope and as a subprotocol', async () => {
	const { signed, hash, protocols } = json('ticket.json');
	expect((await ticket()).hash).toBe(hash);
	expect(readTicketProtocol(protocols.join(', '))).toEqual(signed);
});

test('vectors: genesis and link of the chain', () => {
	const { session, genesis, controlGenesis, entry, headAfter } = json('chain.json');
	const ticketHash = json('ticket.json').hash;
	const deviceKey = fromBase64url(keys.device.publicKey);
	const edgeKey = fromBase64url(keys.edge.publicKey);
	expect(toHex(genesisHead({ session, deviceKey, ticketHash }))).toBe(genesis);
	expect(toHex(controlGenesisHead({ session, edgeKey, ticketHash }))).toBe(controlGenesis);
	expect(toHex(nextHead(fromHex(genesis), fromHex(entry)))).toBe(headAfter);
});

test('vectors: both logs are admitted', async () => {
	const opened = await ticket();
	const { session } = json('chain.json');
	const deviceKey = await importDeviceKey(fromBase64url(keys.device.publicKey));
	const edgeKey = await importEdgeKey(fromBase64url(keys.edge.publicKey));
	const state = newLogState(session, opened.ticket, opened.hash);
	const control = newControlState(session, opened.ticket, opened.hash);
	const log = await admitSegments(items('log'), state, {
		verify: (signed, signature) => verifyDevice(deviceKey, signed, signature)
	});
	expect(log).toMatchObject({ ok: true, state: { submitted: true } });
	const said = await admitControlSegments(items('control'), control, {
		verify: (signed, signature) => verifyEdge(edgeKey, signed, signature)
	});
	expect(said).toMatchObject({ ok: true });
});

test('vectors: segments and bundle say the same', () => {
	const { sessions } = bundleSchema.parse(json('bundle.json'));
	const [session] = sessions;
	expect(items('log').map((bytes) => toBundleSegment(bytes))).toEqual(session?.log);
	session?.log.forEach((segment, at) =>
		expect(fromBundleSegment(session.session, segment)).toEqual(items('log')[at])
	);
});

test('vectors: every claim about the bundle holds', async () => {
	const verdict = await verifyBundle(json('bundle.json'), { trusted: edgeKeys });
	// It is from before there was a public log.
	expect(verdict.claims.filter(({ status }) => status !== 'pass')).toMatchObject([
		{ id: 'publicly_logged', status: 'not_provable' }
	]);
});

test('vectors: the receipt and its code', async () => {
	const { receipt, signed, code } = json('receipt.json');
	expect(await openReceipt(signed, edgeKeys)).toMatchObject({ ok: true, receipt });
	expect(receiptCode(signed)).toBe(code);
});

test('vectors: the form opens with the start code and with the key', async () => {
	const { form, startCode, contentKey, signed, blobs } = json('form.json');
	const manifest = await openSigned('invigil-form/1', signed, edgeKeys, formManifest);
	if (!manifest.ok) throw new Error(manifest.refusal.code);
	const unwrapped = await unwrapWithStartCode(manifest.statement, startCode);
	expect(unwrapped.ok && toBase64url(unwrapped.contentKey)).toBe(contentKey);
	const key = await importContentKey(fromBase64url(contentKey));
	const opened = await decryptForm(manifest.statement, key, async (hash) => fromBase64url(blobs[hash]));
	expect(opened.ok && opened.form).toEqual(form);
	expect(formHash(formSchema.parse(form))).toBe(manifest.statement.formHash);
});

test('vectors: the order of items and options', () => {
	const { seed, order } = json('order.json');
	expect(orderOf(formSchema.parse(json('form.json').form), seed)).toEqual(order);
});

test('vectors: frames are read, hostile updates refused with their code', () => {
	const { stepOne, update, hostile } = json('frames.json');
	const count = items('log').length;
	expect(readFrame(fromHex(stepOne))).toMatchObject({ frame: { counts: { log: count, control: 2 } } });
	const read = readFrame(fromHex(update));
	if (!read.ok || read.frame.type !== 'update') throw new Error('no update');
	const empty = { client: 1, root: 'log', count: 0, at: () => new Uint8Array() };
	expect(admitUpdate(read.frame.update, empty)).toEqual({ ok: true, items: items('log').slice(0, 2) });
	const known = { ...empty, count: 3, at: (index: number) => utf8(`known ${index}`) };
	for (const { name, code, update } of hostile) {
		const admitted = admitUpdate(fromHex(update), known);
		expect([name, admitted.ok ? 'admitted' : admitted.refusal.code]).toEqual([name, code]);
	}
});
