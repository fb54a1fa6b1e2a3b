/** The questions, from the encrypted blobs on this device, in this student's order. */
import { decryptForm } from '#sync/form-cipher.ts';
import { orderOf } from '#sync/order.ts';
import type { Ticket } from '#sync/schema/ticket.ts';
import type { DeviceStore } from '../device/device-store.ts';
import { readManifest } from './papers.ts';
import type { OpenedForm } from './session-events.ts';

type Store = Pick<DeviceStore, 'attempt' | 'keys' | 'blob' | 'removeBlob'>;

/** null: something is missing or does not match its hash any more. What does not match is removed, so that it is fetched again. */
export async function openForm(ticket: Ticket, store: Store): Promise<OpenedForm | null> {
	const kept = await store.attempt(ticket.attempt);
	const key = (await store.keys(ticket.attempt))?.contentKey;
	const manifest = readManifest(kept?.manifest ?? null);
	if (!key || manifest?.formHash !== ticket.formHash) return null;
	const opened = await decryptForm(manifest, key, (hash) => store.blob(hash));
	if (!opened.ok) {
		const damaged = manifest.blobs.find(({ name }) => name === opened.refusal.evidence?.['blob']);
		if (damaged) await store.removeBlob(damaged.hash);
		return null;
	}
	const { form } = opened;
	const media = form.media.flatMap(({ hash, contentType }) => {
		const bytes = opened.media.get(hash);
		return bytes ? [{ hash, contentType, bytes }] : [];
	});
	return { form, order: orderOf(form, ticket.orderSeed), media };
}
