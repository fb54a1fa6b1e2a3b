/** A student's seat whose browser keeps everything on a disk of its own, and what happens there when the power goes. */
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { processesOf } from '../../support/chromium.ts';
import { relaxDurability } from '../../support/device.ts';
import type { School } from '../real-sitting/school.ts';
import { Seat } from '../real-sitting/seat.ts';
import type { Dice } from '../real-sitting/student-at-work.ts';
import { Disk } from './disk.ts';

const SHORTEST_MS = 1_000;
const LONGEST_MS = 6_000;
/** For what the screen said before it froze to arrive. */
const STILL_COMING_MS = 100;
/** Nothing reaches the edge. */
const noNetwork = ['--proxy-server=127.0.0.1:9', '--proxy-bypass-list=<-loopback>'];

const profileOn = (disk: Disk) => join(disk.path, 'profile');

export class Place {
	readonly seat: Seat;
	#disk: Disk;

	private constructor(seat: Seat, disk: Disk) {
		this.seat = seat;
		this.#disk = disk;
	}

	/** On a new disk, of which nothing is ever written but what somebody asks for. */
	static take(school: School): Promise<Place> {
		return onDisk(Disk.create(), async (disk) => {
			const seat = await Seat.take(school, profileOn(disk), school.nextStudent());
			return new Place(seat, disk);
		});
	}

	/** Without a network, and with the durability that Chrome gives whoever asks for none. */
	static goOnRelaxed(school: School, from: Disk, url: string): Promise<Place> {
		return onDisk(from, async (disk) => {
			const profile = profileOn(disk);
			const options = { prepare: relaxDurability, bypassCSP: true, arguments: noNetwork };
			return new Place(await Seat.goOn(school, { profile, url }, options), disk);
		});
	}

	get disk(): Disk {
		return this.#disk;
	}

	/** While the student answers. A new browser is started on the disk as it was. */
	async cutPower(throwing: Dice): Promise<void> {
		const { seat } = this;
		const before = this.#disk;
		const after = SHORTEST_MS + throwing(LONGEST_MS - SHORTEST_MS);
		await seat.workUntil(after, throwing, async () => {
			// What the browser had not handed over by now it never does.
			for (const pid of processesOf(seat.profile)) process.kill(pid, 'SIGSTOP');
			await sleep(STILL_COMING_MS);
			try {
				this.#disk = await before.asAfterPowerCut();
			} finally {
				await seat.kill();
			}
		});
		await before.remove();
		await seat.launch(profileOn(this.#disk));
	}

	async leave(): Promise<void> {
		await this.seat.leave();
		await this.#disk.remove();
	}
}

/** Where nobody can sit the disk is not left behind. */
async function onDisk(disk: Disk, sit: (disk: Disk) => Promise<Place>): Promise<Place> {
	try {
		return await sit(disk);
	} catch (problem) {
		await disk.remove();
		throw problem;
	}
}
