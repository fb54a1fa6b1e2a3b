/** Every class of faults there is to be, in the order of docs/RELIABILITY.md. One that exists is imported; one that does not says what it will do. */
import type { FaultClass, MissingClass } from './fault-class.ts';
import { appUpdate } from './app-update/app-update.ts';
import { browserKill } from './browser-kill/browser-kill.ts';
import { browserStorage } from './browser-storage/browser-storage.ts';
import { clock } from './clock/clock.ts';
import { hostileYjs } from './hostile-yjs/hostile-yjs.ts';
import { mutants } from './mutants/mutants.ts';
import { powerCut } from './power-cut/power-cut.ts';
import { schedules } from './simulation/schedules.ts';
import { storage } from './storage/storage.ts';
import { twoDevices } from './two-devices/two-devices.ts';

export const classes: (FaultClass | MissingClass)[] = [
	schedules,
	clock,
	storage,
	mutants,
	hostileYjs,
	browserKill,
	powerCut,
	browserStorage,
	twoDevices,
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
	{
		id: 'surge',
		title: '2,000 reconnect and 2,000 start at once',
		does: 'With five minutes of backlog each. Everybody is receipted and no error is shown.'
	},
	appUpdate,
	{
		id: 'flood',
		title: 'Oversize, slow, flooding, compressed bombs',
		does: 'Raw sockets. Closed by a limit; honest students go on.'
	},
	{
		id: 'tickets',
		title: 'Tickets that open nothing',
		does: 'Another student’s, expired, re-signed, after submit, after the end. Refused with the same words and time for each.'
	},
	{
		id: 'secrecy',
		title: 'Form and solutions before their time',
		does: 'Markers in every secret; every byte sent and every store is searched for them.'
	},
	{
		id: 'script',
		title: 'Script in what people write',
		does: 'In item text, names, observations and file names, shown to everybody. Nothing runs and nothing is fetched.'
	}
];

export const isBuilt = (each: FaultClass | MissingClass): each is FaultClass => 'run' in each;
