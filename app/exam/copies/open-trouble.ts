import { deviceStore } from '../../device/open-store.ts';
import { saveFile } from '#app/ui/save-file.ts';
import type { EncodedCopy } from './encoded-copy.ts';
import { gatherReport, type Asked } from './gather-report.ts';
import { sealOwnCopy } from './seal-own-copy.ts';
import { Trouble } from './trouble.svelte.ts';

type Page = {
	attempt: string;
	/** Out of the worker's memory; null: no worker has the exam. */
	fromMemory: (() => Promise<EncodedCopy>) | null;
	/** A practice is brought in by nobody. */
	copies: () => boolean;
	facts: () => Pick<Asked, 'page' | 'problems' | 'clock' | 'live'>;
};

/** Of the browser: its store, its downloads. */
export function openTrouble({ attempt, fromMemory, copies, facts }: Page): Trouble {
	const fromStore = () => sealOwnCopy(attempt, deviceStore(), null);
	const copy = async () => {
		if (!fromMemory) return fromStore();
		try {
			const made = await fromMemory();
			return made.ok || made.failure !== 'nothing' ? made : await fromStore();
		} catch (problem) {
			// The worker is gone; what it had stored is there.
			console.warn('The worker gave no copy:', problem);
			return fromStore();
		}
	};
	return new Trouble({
		attempt,
		copy: () => copy(),
		hasCopies: copies,
		report: () => gatherReport({ attempt, store: deviceStore(), ...facts() }),
		save: saveFile,
		now: Date.now
	});
}
