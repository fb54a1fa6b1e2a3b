/** Every class of faults there is to be, in the order of docs/RELIABILITY.md. One that exists is imported; one that does not says what it will do. */
import type { FaultClass, MissingClass } from './fault-class.ts';
import { appUpdate } from './app-update/app-update.ts';
import { browserKill } from './browser-kill/browser-kill.ts';
import { browserStorage } from './browser-storage/browser-storage.ts';
import { clock } from './clock/clock.ts';
import { edgeKill } from './edge-kill/edge-kill.ts';
import { flood } from './flood/flood.ts';
import { hostileYjs } from './hostile-yjs/hostile-yjs.ts';
import { mutants } from './mutants/mutants.ts';
import { networkAway } from './network-away/network-away.ts';
import { powerCut } from './power-cut/power-cut.ts';
import { script } from './script/script.ts';
import { secrecy } from './secrecy/secrecy.ts';
import { schedules } from './simulation/schedules.ts';
import { storage } from './storage/storage.ts';
import { surge } from './surge/surge.ts';
import { tickets } from './tickets/tickets.ts';
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
	edgeKill,
	networkAway,
	surge,
	appUpdate,
	flood,
	tickets,
	secrecy,
	script
];

export const isBuilt = (each: FaultClass | MissingClass): each is FaultClass => 'run' in each;
