/** A log that version 1 wrote and nobody may ever write anew (sync/vectors), admitted by today's rules in pieces as a network brings them. */
import { readdirSync, readFileSync } from 'node:fs';
import { admitSegments } from '#sync/admission.ts';
import { fromBase64url } from '#sync/bytes.ts';
import { importDeviceKey, verifyDevice } from '#sync/keys.ts';
import { newLogState } from '#sync/log-state.ts';
import { openTicket } from '#sync/ticket.ts';
import type { Tally } from '../each-seed.ts';
import { randomFrom } from '../random-from.ts';

const folder = new URL('../../../sync/vectors/v1/', import.meta.url);
const json = (name: string) => JSON.parse(readFileSync(new URL(name, folder), 'utf8'));

export async function admitOlder(seed: number, tally: Tally): Promise<void> {
	const random = randomFrom(seed);
	const keys = json('keys.json');
	const opened = await openTicket(json('ticket.json').signed, [
		{ id: keys.edge.id, publicKey: keys.edge.publicKey }
	]);
	if (!opened.ok) throw new Error(`the older ticket: ${opened.refusal.code}`);
	const device = await importDeviceKey(fromBase64url(keys.device.publicKey));
	const count = readdirSync(folder).filter((name) => name.startsWith('log-')).length;
	const items = Array.from(
		{ length: count },
		(_, at) => new Uint8Array(readFileSync(new URL(`log-${at}.ivs1`, folder)))
	);
	let state = newLogState(json('chain.json').session, opened.ticket, opened.hash);
	for (let from = 0; from < items.length;) {
		const to = from + 1 + Math.floor(random() * (items.length - from));
		const admitted = await admitSegments(items.slice(from, to), state, {
			verify: (signed, signature) => verifyDevice(device, signed, signature)
		});
		if (!admitted.ok) throw new Error(`the older log: ${admitted.refusal.code}`);
		({ state } = admitted);
		tally.entries += admitted.entries.length;
		from = to;
	}
	if (!state.submitted) throw new Error('the older log does not end with its submit');
	tally.saw('logs of version 1 admitted');
}
