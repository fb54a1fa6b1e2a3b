/** Whether the screen is shared, as a state for the student and as facts for the record. Never stands in the exam's way. */
import { screenDevices, sharedScreen, shareScreen } from '../device/screen.ts';
import type { CaptureOutcome } from '../device/capture.ts';

export type ScreenState = 'off' | 'shared' | 'not_offered' | 'not_shared' | 'ended';
/** Codes of `screen_share_ended` in sync/checks.ts. */
export type ScreenReason = 'share_not_offered' | 'share_missing' | 'share_stopped';

export interface ScreenWorld {
	offered(): boolean;
	shared(): MediaStreamTrack | null;
	share(): Promise<CaptureOutcome>;
}
export const browserScreen = (): ScreenWorld => ({
	offered: () => screenDevices() !== undefined,
	shared: sharedScreen,
	share: () => shareScreen()
});

const reasons: Partial<Record<ScreenState, ScreenReason>> = {
	not_offered: 'share_not_offered',
	not_shared: 'share_missing',
	ended: 'share_stopped'
};

export class ScreenShare {
	#state = $state.raw<ScreenState>('off');
	#stops: (() => void)[] = [];
	readonly #world: ScreenWorld;
	readonly #told: (reason: ScreenReason | null) => void;

	/** `told`: why it is not shared, or null once it is. */
	constructor(
		told: (reason: ScreenReason | null) => void = () => undefined,
		world: ScreenWorld = browserScreen()
	) {
		this.#told = told;
		this.#world = world;
	}

	get state(): ScreenState {
		return this.#state;
	}

	start(): void {
		if (!this.#world.offered()) return this.#become('not_offered');
		this.#follow('not_shared');
	}

	/** On a press. What is refused stays as it was. */
	async share(): Promise<void> {
		const outcome = await this.#world.share();
		if (outcome.outcome === 'granted') this.#follow('not_shared');
	}

	/** What is shared stays so: the next page may go on with it. */
	stop(): void {
		for (const stop of this.#stops.splice(0)) stop();
		this.#state = 'off';
	}

	#follow(otherwise: ScreenState): void {
		for (const stop of this.#stops.splice(0)) stop();
		const track = this.#world.shared();
		if (!track) return this.#become(otherwise);
		const ended = () => this.#become('ended');
		track.addEventListener('ended', ended);
		this.#stops.push(() => track.removeEventListener('ended', ended));
		this.#become('shared');
	}

	#become(state: ScreenState): void {
		this.#state = state;
		this.#told(reasons[state] ?? null);
	}
}
