/** An edge and a device's store in memory, real keys and ciphers: what the tests of this folder start from. */
import { ApiError, type ApiErrorCode } from '#app/api/api-error.ts';
import { toBase64url, type Bytes } from '#sync/bytes.ts';
import { encryptForm, formHash } from '#sync/form-cipher.ts';
import type { AttemptSummary } from '#sync/schema/api.ts';
import type { Form } from '#sync/schema/form.ts';
import type { HandoverAnswer } from '#sync/schema/handover.ts';
import { defaultPolicy } from '#sync/schema/policy.ts';
import type { Ticket } from '#sync/schema/ticket.ts';
import { sign } from '#sync/signed.ts';
import { makeEdge } from '#sync/testing/fixture.ts';
import { issueTicket } from '#sync/ticket.ts';

export const START_CODE = 'K7QFM-3M2P9';
export const NOW = 1_790_000_000_000;
export const ids = {
	attempt: '5c2f1c0a-7c4b-4e0d-9d51-3c1b7e2f9a10',
	sitting: 'd3a7b6e4-1f2c-4b8a-9e6d-5a4c3b2d1e0f',
	student: '1a2b3c4d-5e6f-4a1b-8c2d-3e4f5a6b7c8d'
};

export const form: Form = {
	version: 1,
	id: '4b1f6a52-8d3a-4c0e-9a57-0f6d8f2b7c11',
	exam: '9a0d1c55-2f6e-4a3b-8f01-6f7a1b2c3d4e',
	title: 'Water and heat',
	language: 'en',
	instructions: '',
	shuffleItems: false,
	media: [],
	items: [
		{
			id: 'boils',
			type: 'single_choice',
			prompt: 'At what temperature does water boil at sea level?',
			points: 1,
			shuffle: false,
			options: [
				{ id: 'a', text: '100 °C' },
				{ id: 'b', text: '90 °C' }
			]
		},
		{ id: 'mass', type: 'numeric', prompt: 'Mass of one litre of water?', points: 1, unit: 'kg' },
		{ id: 'why', type: 'essay', prompt: 'Why does ice float?', points: 5 }
	]
};

export type EdgeFixture = Awaited<ReturnType<typeof edgeFixture>>;

/** Argon2id at its real cost takes a second; the tests' key derivation is a hash. */
export const quickArgon2 = async ({ password }: { password: Bytes }) =>
	new Uint8Array(await crypto.subtle.digest('SHA-256', password));

export async function edgeFixture(over: Partial<Ticket> = {}) {
	const keys = await makeEdge();
	const key = keys.signer;
	const { manifest, blobs, contentKey } = await encryptForm({
		form,
		media: new Map(),
		sitting: ids.sitting,
		startCode: START_CODE,
		issuedAt: NOW,
		randomBytes: (count) => crypto.getRandomValues(new Uint8Array(count)),
		argon2: quickArgon2
	});
	const statement: Omit<Ticket, 'deviceKey'> = {
		version: 1,
		...ids,
		room: 'room-1',
		studentName: 'Student One',
		examTitle: form.title,
		formHash: formHash(form),
		opensAt: NOW - 60_000,
		closesAt: NOW + 7_200_000,
		durationMs: 3_600_000,
		policy: defaultPolicy,
		orderSeed: 'AAAAAAAAAAAAAAAAAAAAAA',
		edgeKey: keys.key.publicKey,
		issuedAt: NOW - 3_600_000,
		expiresAt: NOW + 9 * 86_400_000,
		...over
	};
	const asked: string[] = [];
	let refusal: ApiErrorCode | null = null;
	/** What has arrived from the device before. */
	const handed: HandoverAnswer = {
		responses: [],
		marked: [],
		item: null,
		entries: 1,
		receivedAt: NOW - 1_000,
		connected: false,
		now: NOW
	};
	const answer = async <T>(name: string, make: () => T): Promise<Awaited<T>> => {
		asked.push(name);
		if (refusal) throw new ApiError(refusal, refusal);
		return await make();
	};
	const summary: AttemptSummary = {
		id: ids.attempt,
		sitting: ids.sitting,
		state: 'assigned',
		examTitle: form.title,
		itemCount: form.items.length,
		opensAt: statement.opensAt,
		closesAt: statement.closesAt,
		durationMs: statement.durationMs,
		formHash: statement.formHash
	};
	return {
		summary,
		manifest,
		blobs,
		keys,
		handed,
		/** What was asked for, in order. */
		asked,
		refuseWith(code: ApiErrorCode | null) {
			refusal = code;
		},
		api: {
			keys: () => answer('keys', () => ({ keys: [keys.key] })),
			ticket: (_attempt: string, deviceKey: string) =>
				answer('ticket', async () => ({
					signed: await issueTicket({ ...statement, deviceKey }, key),
					now: NOW
				})),
			form: () =>
				answer('form', async () => ({ signed: await sign('invigil-form/1', manifest, key) })),
			blob: (_sitting: string, hash: string) =>
				answer('blob', () => blobs.get(hash) ?? new Uint8Array()),
			handedOver: () => answer('handedOver', () => handed),
			key: () => answer('key', () => ({ contentKey: toBase64url(contentKey), now: NOW }))
		}
	};
}
