/** What this browser keeps under it belongs to whoever is signed in, and goes when they sign out. */
export const ownPrefix = 'invigil-own-';

export function forgetOwn(storage: Storage): void {
	for (const key of Object.keys(storage)) if (key.startsWith(ownPrefix)) storage.removeItem(key);
}
