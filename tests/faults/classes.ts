/** Every class of faults there is to be, in the order of docs/RELIABILITY.md. One that exists is imported; one that does not says what it will do. */
import type { FaultClass, MissingClass } from './fault-class.ts';
import { clock } from './clock/clock.ts';
import { edgeKill } from './edge-kill/edge-kill.ts';
import { hostileYjs } from './hostile-yjs/hostile-yjs.ts';
import { mutants } from './mutants/mutants.ts';
import { networkAway } from './network-away/network-away.ts';
import { schedules } from './simulation/schedules.ts';
import { storage } from './storage/storage.ts';

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
	edgeKill,
	networkAway,
	{
		id: 'surge',
		title: '2,000 reconnect and 2,000 start at once',
		does: 'With five minutes of backlog each. Everybody is receipted and no error is shown.'
	},
	{
		id: 'app-update',
		title: 'Update in the middle of an exam',
		does: 'An older app against a newer edge, and a newer schema over older rows. The running exam is not reloaded; the older log is admitted.'
	},
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
