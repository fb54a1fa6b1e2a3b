import type { SessionConnection, SessionConnectionOptions } from '#sync/device-sync.ts';
import type { KeptSession } from '../device/device-rows.ts';
import type { DeviceStore } from '../device/device-store.ts';
import type { LockWorld } from './attempt-lock.ts';
import type { LogWorld } from './open-log.ts';

/** Everything the worker uses of the outside; a test brings its own clock, store and network. */
export type HostWorld = LogWorld &
	LockWorld & {
		store: LogWorld['store'] &
			Pick<
				DeviceStore,
				| 'blob'
				| 'removeBlob'
				| 'session'
				| 'sessionsOf'
				| 'damagedOf'
				| 'changeSession'
				| 'beginSession'
				| 'unfinishedSessions'
			>;
		/** Unix milliseconds by the monotonic clock that worker and page share. */
		pageTime: () => number;
		connect: (
			options: Pick<
				SessionConnectionOptions,
				'log' | 'room' | 'session' | 'ticket' | 'onStatus' | 'onRefused'
			>
		) => SessionConnection;
		/** Fetches what is missing of the form; false: it cannot be had now. */
		repairForm: (attempt: string) => Promise<boolean>;
		/** The store failed in this session before the last reload. */
		storeFailed: (session: KeptSession['session']) => boolean;
		uuid: () => string;
	};
