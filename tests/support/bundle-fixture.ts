/** Seals a story into a bundle with the same functions a device and the edge use, so that a verifier has to accept it. */
import { toBundleSegment } from '#sync/bundle.ts';
import { toBase64url, type Bytes } from '#sync/bytes.ts';
import { controlGenesisHead, genesisHead, nextHead } from '#sync/chain.ts';
import { encodeEntry } from '#sync/entry.ts';
import { formHash } from '#sync/form-cipher.ts';
import {
	createDeviceKeyPair,
	createEdgeKeyPair,
	importEdgePrivateKey,
	keyId,
	signDevice,
	signEdge
} from '#sync/keys.ts';
import { policyHash } from '#sync/log-state.ts';
import { issueReceipt } from '#sync/receipt.ts';
import type { Bundle, BundleSegment } from '#sync/schema/bundle.ts';
import type { ControlContent } from '#sync/schema/control-entry.ts';
import type { EntryContent } from '#sync/schema/entry.ts';
import { defaultPolicy } from '#sync/schema/policy.ts';
import type { Ticket } from '#sync/schema/ticket.ts';
import { sealSegment } from '#sync/segment.ts';
import { issueTicket, openTicket } from '#sync/ticket.ts';
import type { Story, Timed } from './attempt-fixture.ts';
import { formFixture } from './form-fixture.ts';

export const bundleIds = {
	attempt: '5c2f1c0a-7c4b-4e0d-9d51-3c1b7e2f9a10',
	sitting: 'd3a7b6e4-1f2c-4b8a-9e6d-5a4c3b2d1e0f',
	student: '1a2b3c4d-5e6f-4a1b-8c2d-3e4f5a6b7c8d',
	session: '7f3e2d1c-0b9a-4877-a665-54433221100f'
};
const { attempt, sitting, student, session } = bundleIds;

/** How far the fixture's device is ahead of the edge. */
const CLOCK_AHEAD_MS = 1400;

export type BundleOptions = {
	/** Edge time. */
	openedAt: number;
	studentName: string;
	/** What a proctor says, at ms since the opening. */
	says?: readonly { at: number; content: ControlContent }[];
};

type Sign = (bytes: Bytes) => Promise<Bytes>;

/** One of a session's two logs while it is written. */
class Log {
	readonly segments: BundleSegment[] = [];
	#head: Bytes;
	#next = 0;
	readonly #sign: Sign;

	constructor(genesis: Bytes, sign: Sign) {
		this.#head = genesis;
		this.#sign = sign;
	}

	get next(): number {
		return this.#next;
	}

	async seal(entries: readonly Bytes[]): Promise<void> {
		const [before, first] = [this.#head, this.#next];
		const sealed = await sealSegment({ session, first, before, entries, sign: this.#sign });
		this.segments.push(toBundleSegment(sealed.bytes, before));
		this.#head = entries.reduce<Bytes>((head, bytes) => nextHead(head, bytes), before);
		this.#next += entries.length;
	}
}

export async function bundleFixture(story: Story, options: BundleOptions): Promise<Bundle> {
	const { openedAt } = options;
	const edge = await createEdgeKeyPair();
	const signer = { privateKey: await importEdgePrivateKey(edge.pkcs8), id: keyId(edge.raw) };
	const device = await createDeviceKeyPair();
	const edgeKeys = [{ id: signer.id, publicKey: toBase64url(edge.raw) }];
	const statement = ticketFixture(story.seed, options, device.raw, edge.raw);
	const ticket = await issueTicket(statement, signer);
	const opened = await openTicket(ticket, edgeKeys);
	if (!opened.ok) throw new Error('the fixture issued a ticket that it cannot open');
	const ticketHash = opened.hash;
	const log = new Log(genesisHead({ session, deviceKey: device.raw, ticketHash }), (bytes) =>
		signDevice(device.privateKey, bytes)
	);
	const control = new Log(controlGenesisHead({ session, edgeKey: edge.raw, ticketHash }), (bytes) =>
		signEdge(signer.privateKey, bytes)
	);
	const say = (at: number, content: ControlContent) =>
		control.seal([encodeEntry({ seq: control.next, at: Math.round(at), ...content })]);
	const away = (t: number) => story.offline.some(([from, to]) => t >= from && t < to);
	const words = [...(options.says ?? [])].sort((a, b) => a.at - b.at);
	/** What the device will write down of what the edge sent it. */
	const heard: Timed[] = [];
	let boot = 0;
	let written = 0;

	for (const group of segmentsOf([
		{ t: 0, content: openFixture(statement, ticketHash) },
		...story.entries
	])) {
		const first = group[0]?.t ?? 0;
		const ready = heard
			.filter(({ t }) => t <= first)
			.sort((a, b) => a.t - b.t)
			.map(({ t, content }) => ({ t: Math.max(t, written), content }));
		heard.splice(0, heard.length, ...heard.filter(({ t }) => t > first));
		const last = group.at(-1)?.t ?? 0;
		written = last;
		for (let word = words[0]; word && word.at <= last; word = words[0]) {
			words.shift();
			heard.push({
				t: last + 300,
				content: { kind: 'command', data: { control: control.next, outcome: 'shown' } }
			});
			await say(openedAt + word.at, word.content);
		}
		const start = log.next;
		const entries = [...ready, ...group].map(({ t, content }, index) => {
			const seq = start + index;
			if (content.kind === 'resume') boot++;
			const own =
				content.kind === 'submit'
					? { ...content, data: { ...content.data, total: seq + 1 } }
					: content;
			const wall = openedAt + CLOCK_AHEAD_MS + Math.round(t);
			return encodeEntry({ seq, t: Math.round(t), wall, boot, ...own });
		});
		for (let at = 0; at < entries.length; at += 100) await log.seal(entries.slice(at, at + 100));
		const closing = group.some(({ content }) => content.kind === 'submit');
		if (away(last) && !closing) continue;
		const at = Math.round(openedAt + last + 90);
		const head = log.segments.at(-1)?.after ?? '';
		const receipt = await issueReceipt(
			{ version: 1, attempt, session, seq: log.next - 1, head, at },
			signer
		);
		await say(at, { kind: 'receipt', data: { receipt } });
		heard.push({ t: last + 140, content: { kind: 'receipt', data: { receipt } } });
	}
	return {
		format: 'invigil-bundle/1',
		exportedAt: openedAt + 7_000_000,
		attempt,
		studentName: options.studentName,
		edgeKeys,
		form: formFixture,
		sessions: [{ session, ticket, log: log.segments, control: control.segments }]
	};
}

function ticketFixture(
	orderSeed: string,
	{ openedAt, studentName }: BundleOptions,
	deviceKey: Bytes,
	edgeKey: Bytes
): Ticket {
	return {
		version: 1,
		attempt,
		sitting,
		room: 'demo-room',
		student,
		studentName,
		examTitle: formFixture.title,
		formHash: formHash(formFixture),
		opensAt: openedAt - 600_000,
		closesAt: openedAt + 7_200_000,
		durationMs: 3_600_000,
		policy: defaultPolicy,
		orderSeed,
		deviceKey: toBase64url(deviceKey),
		edgeKey: toBase64url(edgeKey),
		issuedAt: openedAt - 3_600_000,
		expiresAt: openedAt + 9 * 86_400_000
	};
}

const openFixture = (ticket: Ticket, ticketHash: string): EntryContent => ({
	kind: 'open',
	data: {
		session,
		attempt,
		ticketHash,
		formHash: ticket.formHash,
		policyHash: policyHash(ticket.policy),
		noticeHash: '0'.repeat(64),
		appVersion: '0.1.0',
		models: [{ name: 'face_detector', sha256: '0'.repeat(64) }],
		keyFrom: 'edge',
		persisted: true
	}
});

/** As a device seals: a second of entries or a hundred of them. */
function segmentsOf(entries: readonly Timed[]): Timed[][] {
	const groups: Timed[][] = [];
	let group: Timed[] = [];
	for (const entry of entries) {
		const first = group[0];
		if (first && (entry.t - first.t > 1000 || group.length === 100)) {
			groups.push(group);
			group = [];
		}
		group.push(entry);
	}
	if (group.length > 0) groups.push(group);
	return groups;
}
