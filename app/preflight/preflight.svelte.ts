import type { Api } from '#app/api/api.ts';
import { readEdgeClock, type ClockReading } from '#app/api/edge-clock.ts';
import { watchBattery, type Battery } from '#app/device/battery.ts';
import { openCamera } from '#app/device/camera.ts';
import type { CaptureOutcome } from '#app/device/capture.ts';
import type { DeviceStore } from '#app/device/device-store.ts';
import { openMicrophone } from '#app/device/microphone.ts';
import { askToPersist, storageRoom } from '#app/device/storage.ts';
import type { SwitchedOff, TicketAccommodation } from '#sync/schema/accommodation.ts';
import type { DeviceFact, Facts } from './facts.ts';

interface World {
	attempt: string;
	api: Pick<Api, 'health'>;
	store: Pick<DeviceStore, 'open'>;
	locks: Pick<LockManager, 'query'> | undefined;
	openCamera: () => Promise<CaptureOutcome>;
	openMicrophone: () => Promise<CaptureOutcome>;
	granted: (name: 'camera' | 'microphone') => Promise<boolean>;
}

export function browserWorld(attempt: string, api: Api, store: DeviceStore): World {
	return {
		attempt,
		api,
		store,
		locks: navigator.locks,
		openCamera: () => openCamera(),
		openMicrophone: () => openMicrophone(),
		granted: async (name) => {
			// Not every browser knows these names; there the person presses the button.
			const status = await navigator.permissions?.query({ name }).catch(() => null);
			return status?.state === 'granted';
		}
	};
}

type Sensor = 'camera' | 'microphone';
type Off = Pick<TicketAccommodation, 'off'>;

/** As the ticket says, less what was granted with it or since. */
export function usedSensors(
	{ policy, accommodation }: { policy: Record<Sensor, boolean>; accommodation?: Off | undefined },
	granted: Off | undefined
): Record<Sensor, boolean> {
	const off: readonly string[] = [...(accommodation?.off ?? []), ...(granted?.off ?? [])];
	const { camera, microphone } = policy;
	return {
		camera: camera && !off.includes('camera'),
		microphone: microphone && !off.includes('microphone')
	};
}

/** Finds out what the checks speak of. The exam itself (`prepared`) comes from elsewhere. */
export class Preflight {
	#contact: Facts['contact'] = $state.raw('asking');
	#clock: ClockReading | null = $state.raw(null);
	#storage: Facts['storage'] = $state.raw(null);
	#battery: Battery | 'unknown' | null = $state.raw(null);
	#otherTab: boolean | null = $state.raw(null);
	#devices: Record<Sensor, DeviceFact> = $state.raw({ camera: 'untried', microphone: 'untried' });
	#streams: Partial<Record<Sensor, MediaStream>> = $state.raw({});
	/** Until a ticket says otherwise. */
	#wanted: Record<Sensor, boolean> = { camera: true, microphone: true };
	#stops: (() => void)[] = [];
	#ended = false;
	readonly #world: World;

	constructor(world: World) {
		this.#world = world;
	}

	get facts(): Omit<Facts, 'prepared'> {
		return {
			contact: this.#contact,
			clock: this.#clock,
			storage: this.#storage,
			...this.#devices,
			battery: this.#battery,
			otherTab: this.#otherTab
		};
	}

	get cameraStream(): MediaStream | null {
		return this.#streams.camera ?? null;
	}

	get microphoneStream(): MediaStream | null {
		return this.#streams.microphone ?? null;
	}

	/** What navigator.storage.persist() answered. */
	get persisted(): boolean | null {
		return this.#storage?.persisted ?? null;
	}

	start(): void {
		this.#stops.push(
			watchBattery((battery) => {
				this.#battery = battery ?? 'unknown';
			})
		);
		void this.checkStorage();
		void this.checkContact();
		void this.checkTabs();
	}

	stop(): void {
		this.#ended = true;
		for (const stop of this.#stops) stop();
		for (const stream of Object.values(this.#streams))
			for (const track of stream.getTracks()) track.stop();
		this.#streams = {};
	}

	/** An answer of the edge said so, or there was none. */
	noContact(): void {
		this.#contact = 'none';
		this.#clock = null;
	}

	async checkContact(): Promise<void> {
		try {
			if (!navigator.onLine) return this.noContact();
			this.#clock = await readEdgeClock(this.#world.api);
			this.#contact = 'there';
		} catch {
			this.noContact();
		}
	}

	async checkStorage(): Promise<void> {
		const writable = await this.#world.store.open().then(
			() => true,
			() => false
		);
		const persisted = await askToPersist().catch(() => false);
		const room = await storageRoom().catch(() => null);
		const freeBytes = room && Math.max(0, room.quotaBytes - room.usedBytes);
		this.#storage = { writable, persisted, freeBytes };
	}

	/** The tab that has the exam holds a lock with the attempt in its name. */
	async checkTabs(): Promise<void> {
		const held = (await this.#world.locks?.query())?.held ?? [];
		this.#otherTab = held.some(({ name }) => name?.includes(this.#world.attempt));
	}

	/** Devices are opened unasked only where the person has already allowed it; one that is not wanted any more is closed. */
	async useDevices(policy: Record<Sensor, boolean>): Promise<void> {
		this.#wanted = policy;
		for (const sensor of ['camera', 'microphone'] as const) {
			if (!policy[sensor]) this.#leaveDevice(sensor);
			else if (this.#devices[sensor] === 'unused') this.#setDevice(sensor, 'untried');
			if (!policy[sensor] || ['working', 'asking'].includes(this.#devices[sensor])) continue;
			if (await this.#world.granted(sensor)) await this.tryDevice(sensor);
		}
	}

	/** What stays off for this person, also before there is a ticket. */
	spare(off: readonly SwitchedOff[]): void {
		for (const sensor of ['camera', 'microphone'] as const) {
			if (!off.includes(sensor)) continue;
			this.#wanted = { ...this.#wanted, [sensor]: false };
			this.#leaveDevice(sensor);
		}
	}

	async tryDevices(): Promise<void> {
		for (const sensor of ['camera', 'microphone'] as const)
			if (this.#devices[sensor] !== 'unused' && this.#devices[sensor] !== 'working')
				await this.tryDevice(sensor);
	}

	async tryDevice(sensor: Sensor): Promise<void> {
		this.#setDevice(sensor, 'asking');
		const { openCamera, openMicrophone } = this.#world;
		const opened = await (sensor === 'camera' ? openCamera() : openMicrophone());
		if (!this.#wanted[sensor] && opened.outcome === 'refused') return;
		if (opened.outcome === 'refused') return this.#setDevice(sensor, opened.reason);
		if (this.#ended || !this.#wanted[sensor]) return opened.stop();
		this.#closeDevice(sensor);
		this.#streams = { ...this.#streams, [sensor]: opened.stream };
		this.#setDevice(sensor, 'working');
	}

	#leaveDevice(sensor: Sensor): void {
		this.#closeDevice(sensor);
		this.#setDevice(sensor, 'unused');
	}

	#closeDevice(sensor: Sensor): void {
		const { [sensor]: stream, ...others } = this.#streams;
		if (!stream) return;
		for (const track of stream.getTracks()) track.stop();
		this.#streams = others;
	}

	#setDevice(sensor: Sensor, fact: DeviceFact): void {
		this.#devices = { ...this.#devices, [sensor]: fact };
	}
}
