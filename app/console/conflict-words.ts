import { ApiError, apiErrorCode, type ApiErrorCode } from '#app/api/api-error.ts';
import type { Told } from '#app/api/asked.svelte.ts';
import { m } from '#app/i18n/generated/messages.js';

const texts: Record<string, () => string> = {
	blind: m.marking_because_blind,
	waiting: m.marking_because_waiting,
	closed: m.marking_because_closed,
	released: m.marking_because_released,
	rehearsal: m.marking_rehearsal,
	struck: m.marking_because_struck
};

/** Where somebody was faster, what is there now is fetched before it is said: to decide again on. */
export async function lookAgainOnConflict(
	work: () => Promise<unknown>,
	look: () => Promise<unknown>
): Promise<void> {
	try {
		await work();
	} catch (error) {
		if (apiErrorCode(error) === 'conflict') await look();
		throw error;
	}
}

/** Runs it; where the edge says what stands against it, that is said, `otherwise` where somebody was faster. */
export function runOrSayWhy(
	told: Told,
	work: () => Promise<unknown>,
	otherwise: () => string,
	own: Record<string, () => string> = {}
): Promise<boolean> {
	let because = '';
	const words: Partial<Record<ApiErrorCode, () => string>> = {
		conflict: () => ({ ...texts, ...own })[because]?.() ?? otherwise()
	};
	return told.run(async () => {
		try {
			await work();
		} catch (error) {
			if (error instanceof ApiError) because = String(error.evidence['because'] ?? '');
			throw error;
		}
	}, words);
}
