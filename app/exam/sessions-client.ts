/** The worker that writes and sends logs, as a page holds it. Started by whoever needs it, ended with the page. */
import { proxy, wrap } from 'comlink';
import { realSchedule } from '#sync/schedule.ts';
import type { OutboxEvent } from './outbox.ts';
import { storesFailing } from './pocket.ts';
import { SessionLink, type SpawnedWorker } from './session-link.ts';
import type { Sessions } from './session.worker.ts';

function startWorker() {
	const worker = new Worker(new URL('./session.worker.ts', import.meta.url), { type: 'module' });
	const sessions = wrap<Sessions>(worker);
	// Calls arrive in order, so this is known before anything is opened.
	sessions.storeFailed(storesFailing(localStorage)).catch(console.warn);
	return { worker, sessions };
}

function spawn(): SpawnedWorker {
	const { worker, sessions } = startWorker();
	return {
		host: sessions.host,
		onFailed: (failed) => worker.addEventListener('error', failed),
		terminate: () => worker.terminate()
	};
}

/** `onRestart`: another worker is there, open again. */
export function sessionPort(told: { onRestart: () => void; onGivenUp: () => void }): SessionLink {
	const monotonic = () => performance.now();
	return new SessionLink({ spawn, schedule: realSchedule, monotonic, ...told });
}

export type Sending = {
	/** Tries at once instead of when the wait is over. */
	tryNow: () => void;
	stop: () => Promise<void>;
};

/** Sends what the sessions of this device have left. */
export function sendWhatIsLeft(onEvent: (event: OutboxEvent) => void): Sending {
	const { worker, sessions } = startWorker();
	const { outbox } = sessions;
	const begin = async () => {
		await outbox.listen(proxy(onEvent));
		await outbox.run();
	};
	begin().catch((error: unknown) => console.warn('What is left could not be sent yet:', error));
	return {
		tryNow: () =>
			void outbox.nudge().catch((error: unknown) => console.warn('Could not try now:', error)),
		stop: async () => {
			try {
				await outbox.stop();
			} finally {
				worker.terminate();
			}
		}
	};
}
