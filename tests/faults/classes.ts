/** Every class of faults there is to be, in the order of docs/RELIABILITY.md. One that exists is imported; one that does not says what it will do. */
import type { FaultClass, MissingClass } from './fault-class.ts';
import { clock } from './clock/clock.ts';
import { flood } from './flood/flood.ts';
import { hostileYjs } from './hostile-yjs/hostile-yjs.ts';
import { mutants } from './mutants/mutants.ts';
import { schedules } from './simulation/schedules.ts';
import { script } from './script/script.ts';
import { secrecy } from './secrecy/secrecy.ts';
import { storage } from './storage/storage.ts';
import { surge } from './surge/surge.ts';
import { tickets } from './tickets/tickets.ts';

export const classes: (FaultClass | MissingClass)[] = [
	schedules,
	clock,
	storage,
	mutants,
	hostileYjs,
	{
		id: 'browser-kill',
		title: 'Tab, renderer or whole browser killed',
		does: 'SIGKILL at random moments. All acknowledged entries are there, the chain is unbroken, same question, same time left.'
	},
	{
		id: 'power-cut',
		title: 'Power cut',
		does: 'The disk as it was when the power went. Nothing that read “Saved on this device” is gone; with relaxed durability the same harness shows a loss.'
	},
	{
		id: 'browser-storage',
		title: 'The browser’s storage fails',
		does: 'Quota exceeded, database closed under us, storage evicted, profile files damaged. The page says so, and nothing is dropped in silence.'
	},
	{
		id: 'two-devices',
		title: 'Second tab, second device, cloned profile, restored backup',
		does: 'One writer at a time, hand-over by ticket; a forced fork is always found, and both branches are kept.'
	},
	{
		id: 'edge-kill',
		title: 'Edge and Postgres killed under load',
		does: 'kill -9 in the middle of writing, restarts, hibernation, connections ended, disk full. No receipted entry is missing; the outbox drains by itself.'
	},
	{
		id: 'network-away',
		title: 'Network gone for hours, or lying',
		does: 'From a minute to three hours, a captive portal, a proxy that closes sockets. The exam does not notice; afterwards all is synced.'
	},
	surge,
	{
		id: 'app-update',
		title: 'Update in the middle of an exam',
		does: 'An older app against a newer edge, and a newer schema over older rows. The running exam is not reloaded; the older log is admitted.'
	},
	flood,
	tickets,
	secrecy,
	script
];

export const isBuilt = (each: FaultClass | MissingClass): each is FaultClass => 'run' in each;
