/** The one place that writes and sends logs. session-host.ts says what it does for the exam's page, outbox.ts what for the others. */
import { expose, type ProxyMarked } from 'comlink';
import { connectSession } from '#sync/device-sync.ts';
import { realSchedule } from '#sync/schedule.ts';
import { DeviceStore } from '../device/device-store.ts';
import type { HostWorld } from './host-world.ts';
import { Outbox } from './outbox.ts';
import { SessionHost } from './session-host.ts';

const store = new DeviceStore('invigil', { holdVersion: true });
const failed = new Set<string>();

const world: HostWorld = {
	store,
	now: Date.now,
	monotonic: () => performance.now(),
	pageTime: () => performance.timeOrigin + performance.now(),
	schedule: realSchedule,
	locks: navigator.locks,
	channel: new BroadcastChannel('invigil-attempts'),
	connect: (options) => connectSession({ ...options, url: location.origin }),
	repairForm: async (attempt) => {
		const { repairForm } = await import('./repair-form.ts');
		return repairForm(attempt, store);
	},
	storeFailed: (session) => failed.has(session),
	uuid: () => crypto.randomUUID()
};

const host = new SessionHost(world);
const outbox = new Outbox(world);

const sessions = {
	host,
	outbox,
	/** Sessions in which the store was failing when the page was left; only the page can remember that. */
	storeFailed: (names: readonly string[]) => {
		for (const name of names) failed.add(name);
	}
};
/** The mark lets the other side's type reach into the objects; a path is called where it leads. */
export type Sessions = typeof sessions & { host: ProxyMarked; outbox: ProxyMarked };

addEventListener('online', () => {
	host.nudge();
	outbox.nudge();
});

expose(sessions);
