/**
 * Keeps a worker going on the frames of one track: loads it, feeds it, and starts a new one with back-off when it fails.
 * The module worker comes first; the classic one is tried when that does not start.
 */
import { createBackOff } from './back-off.ts';
import { startFramePump } from './frame-pump.ts';
import type { FrameSource } from './frame-source.ts';
import type { RateControl } from './rate-control.ts';
import type { Trouble, TroubleCode } from './trouble.ts';
import type { WorkerClient, WorkerKind } from './worker-client.ts';

/** Another kind of worker would find the same file. */
const isOfModel = (code: TroubleCode) => code === 'model_missing' || code === 'model_damaged';

export interface FrameReading {
	analysisMs: number;
}

export interface FrameWatchDeps<Reading extends FrameReading> {
	open: (kind: WorkerKind) => Promise<WorkerClient<Reading> | TroubleCode>;
	source: FrameSource;
	rate: RateControl;
	onReading: (reading: Reading) => void;
	onTrouble: (trouble: Trouble) => void;
	now: () => number;
	wait: (ms: number) => Promise<void>;
}

export interface FrameWatch {
	/** Settles after the first try to load, whatever came of it. */
	readonly tried: Promise<void>;
	stop(): void;
}

export function watchFrames<Reading extends FrameReading>(
	deps: FrameWatchDeps<Reading>
): FrameWatch {
	const { source, rate, onReading, onTrouble, now, wait } = deps;
	const backOff = createBackOff();
	let stopped = false;
	let trouble: TroubleCode | null = null;
	let stopFeeding: () => void = () => undefined;
	let tried: () => void = () => undefined;

	const tell = (code: TroubleCode) => {
		if (trouble === code) return;
		if (trouble) onTrouble({ code: trouble, over: true });
		trouble = code;
		onTrouble({ code, over: false });
	};
	const read = (reading: Reading) => {
		rate.analysed(now(), reading.analysisMs);
		backOff.succeeded();
		if (trouble) onTrouble({ code: trouble, over: true });
		trouble = null;
		onReading(reading);
	};

	const open = async (): Promise<WorkerClient<Reading> | TroubleCode> => {
		const first = await deps.open('module');
		if (typeof first !== 'string' || isOfModel(first) || stopped) return first;
		const second = await deps.open('classic');
		return typeof second === 'string' ? first : second;
	};
	/** True: frames may come again. */
	const feed = async (client: WorkerClient<Reading>): Promise<boolean> => {
		const pump = startFramePump({
			source,
			rate: () => rate.at(now()),
			now,
			handle: async (frame, at) => {
				const reading = await client.analyse(frame, at);
				if (!stopped) read(reading);
			}
		});
		stopFeeding = () => pump.stop();
		try {
			await pump.ended;
			return false;
		} catch {
			return true;
		} finally {
			client.close();
		}
	};
	const run = async () => {
		while (!stopped) {
			const client = await open();
			tried();
			if (typeof client === 'string') tell(client);
			else if (stopped) client.close();
			else if (!(await feed(client))) return;
			else if (!stopped) tell('worker_crashed');
			if (!stopped) await wait(backOff.next());
		}
	};
	const first = new Promise<void>((resolve) => (tried = resolve));
	void run();

	return {
		tried: first,
		stop() {
			stopped = true;
			stopFeeding();
			source.close();
			tried();
		}
	};
}
