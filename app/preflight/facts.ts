import type { ClockReading } from '#app/api/edge-clock.ts';
import type { Battery } from '#app/device/battery.ts';
import type { CaptureFailure } from '#app/device/capture.ts';

/** What the page before the exam found out so far; null: not yet. */
export interface Facts {
	/** How far the exam is on this device. */
	prepared: {
		state: 'missing' | 'fetching' | 'ready' | 'failed';
		missing: readonly ('ticket' | 'form' | 'shell' | 'models')[];
		done: number;
		total: number;
	} | null;
	contact: 'asking' | 'there' | 'none';
	/** Only with contact. */
	clock: ClockReading | null;
	storage: { writable: boolean; persisted: boolean | null; freeBytes: number | null } | null;
	camera: DeviceFact;
	microphone: DeviceFact;
	/** 'unknown': this browser does not say. */
	battery: Battery | 'unknown' | null;
	/** The exam is open in another tab. */
	otherTab: boolean | null;
}

export type DeviceFact =
	/** The policy does not use it. */
	'unused' | 'untried' | 'asking' | 'working' | CaptureFailure;
