/** What the browser promises about keeping things, and how much room there is. */

export type StorageRoom = { usedBytes: number; quotaBytes: number };

type Manager = Pick<StorageManager, 'persist' | 'persisted' | 'estimate'>;

function manager(): Manager | undefined {
	return globalThis.navigator?.storage;
}

/** Asks that nothing be thrown away when the disk runs full. null: this browser cannot be asked. */
export async function askToPersist(storage = manager()): Promise<boolean | null> {
	if (!storage?.persist) return null;
	if (await storage.persisted()) return true;
	return storage.persist();
}

export async function storageRoom(storage = manager()): Promise<StorageRoom | null> {
	if (!storage?.estimate) return null;
	const { usage, quota } = await storage.estimate();
	return usage === undefined || quota === undefined
		? null
		: { usedBytes: usage, quotaBytes: quota };
}
