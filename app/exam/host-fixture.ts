/** A device that has started its exam, with a worker's host over a store in memory, a clock that is told, and a room at the other end. */
import { connectSession } from '#sync/device-sync.ts';
import { fromBase64url } from '#sync/bytes.ts';
import { newLogState } from '#sync/log-state.ts';
import { TestClock } from '#sync/testing/clock.ts';
import { TestNetwork } from '#sync/testing/network.ts';
import { TestRoom } from '#sync/testing/room.ts';
import type { Ticket } from '#sync/schema/ticket.ts';
import type { KeptSession } from '../device/device-rows.ts';
import { MemoryStore } from '../device/memory-store.ts';
import type { Channel, LockManagerLike } from './attempt-lock.ts';
import { edgeFixture, ids, NOW } from './exam-fixture.ts';
import type { HostWorld } from './host-world.ts';
import { Outbox } from './outbox.ts';
import { readTicket } from './papers.ts';
import { prepareAttempt } from './prepare.ts';
import type { SessionEvent } from './session-events.ts';
import { SessionHost } from './session-host.ts';
import { startAttempt } from './start.ts';

export { ids, NOW };

/** Locks and messages between the tabs of one device. */
export function tabs(): { locks: LockManagerLike; channel: () => Channel } {
	const held = new Map<string, Promise<void>>();
	const listeners = new Set<(event: { data: unknown }) => void>();
	return {
		locks: {
			async request(name, { signal }, run) {
				while (held.has(name)) {
					const aborted = new Promise((_, reject) => {
						signal.addEventListener('abort', () => reject(new Error('aborted')));
					});
					await Promise.race([held.get(name), aborted]);
				}
				const done = run().finally(() => held.delete(name));
				held.set(name, done);
				await done;
			}
		},
		channel: () => ({
			postMessage: (data) => listeners.forEach((listener) => listener({ data })),
			addEventListener: (_type, listener) => void listeners.add(listener),
			removeEventListener: (_type, listener) => void listeners.delete(listener)
		})
	};
}

export async function startedDevice(over: Partial<Ticket> = {}) {
	const edge = await edgeFixture(over);
	const store = new MemoryStore();
	const clock = new TestClock();
	clock.epoch = NOW;
	const now = clock.now;
	const shell = { state: async () => 'ready' as const, ready: async () => undefined };
	const models = { held: async () => ({ done: 0, total: 0 }), fetch: async () => undefined };
	const pause = async () => undefined;
	await prepareAttempt(edge.summary, { store, api: edge.api, shell, models, now, pause });
	let made = 0;
	const uuid = () => `7f3e2d1c-0b9a-4877-a665-5443322110${String(made++).padStart(2, '0')}`;
	const opening = { noticeHash: '0'.repeat(64), appVersion: '1', models: [], persisted: true };
	const unwrap = () => Promise.reject(new Error('not here'));
	const startDeps = { store, api: edge.api, unwrap, now, uuid };
	const started = await startAttempt({ attempt: ids.attempt, code: null, opening }, startDeps);
	if (!started.ok) throw new Error(started.problem.code);

	const networks = new Map<string, TestNetwork>();
	const network = (session: string) => networks.get(session) ?? addNetwork(session);
	const addNetwork = (session: string) => {
		const row = store.sessions.get(session) as KeptSession;
		const opened = readTicket(row.ticket);
		if (!opened) throw new Error('no ticket');
		const { ticket, hash } = opened;
		const raw = fromBase64url(ticket.deviceKey);
		const room = new TestRoom(
			{
				edge: edge.keys,
				device: { raw, sign: () => Promise.reject(new Error('the room signs nothing')) },
				session,
				ticket,
				signed: row.ticket,
				ticketHash: hash,
				state: newLogState(session, ticket, hash)
			},
			() => device.edgeTime()
		);
		const made = new TestNetwork(room);
		made.up = up;
		networks.set(session, made);
		return made;
	};
	let up = true;
	const shared = tabs();
	const failedStores = new Set<string>();

	/** A tab: a page's worker with the store and the locks of this device. */
	const tab = () => {
		const events: SessionEvent[] = [];
		const world: HostWorld = {
			store,
			now,
			monotonic: clock.monotonic,
			pageTime: now,
			schedule: clock.schedule,
			locks: shared.locks,
			channel: shared.channel(),
			connect: (options) =>
				connectSession({
					...options,
					url: 'http://edge.test',
					WebSocketPolyfill: network(options.session).WebSocket,
					schedule: clock.schedule,
					random: () => 0.5
				}),
			repairForm: async () => false,
			storeFailed: (session) => failedStores.has(session),
			uuid
		};
		const host = new SessionHost(world);
		return {
			host,
			outbox: new Outbox(world),
			world,
			events,
			open: () => host.open(ids.attempt, (event) => events.push(event))
		};
	};
	const device = {
		edge,
		store,
		clock,
		/** The room's clock: the device's, until a test says otherwise. */
		edgeTime: () => clock.now(),
		session: started.session,
		network,
		failedStores,
		tab,
		setNetwork(on: boolean) {
			up = on;
			for (const each of networks.values()) {
				each.up = on;
				if (!on) each.cut();
			}
		},
		/** Lets everything that is under way arrive, while `ms` pass. */
		async run(ms = 0) {
			for (let passed = 0; passed <= ms; passed += 250) {
				for (const each of networks.values()) await each.run();
				await clock.advance(Math.min(250, ms - passed));
			}
			for (const each of networks.values()) await each.run();
		}
	};
	return device;
}
