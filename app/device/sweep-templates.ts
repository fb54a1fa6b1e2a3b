import { likenessStore } from './likeness-store.ts';
import { voiceStore } from './voice-store.ts';

/** When the app starts and when exams are listed. That there is no place to keep anything leaves nothing to let go of. */
export async function sweepTemplates(now = Date.now()): Promise<void> {
	if (!globalThis.indexedDB) return;
	for (const store of [likenessStore(), voiceStore()])
		await store
			.sweep(now)
			.catch((error: unknown) => console.warn('What was enrolled was not looked through:', error));
}
