import { ImportRefusedError } from './report.ts';

/** Who waits for an import hears how far it is, and may stop it. */
export type Watch = { progress: (done: number, of: number) => void; cancelled: () => boolean };

export const noWatch: Watch = { progress: () => undefined, cancelled: () => false };

/** One after the other: before each it is told how many are done, and looked whether anybody still waits. */
export function watched<T, Made>(
	all: readonly T[],
	{ progress, cancelled }: Watch,
	make: (one: T, at: number) => Made
): Made[] {
	const made = all.map((one, at) => {
		if (cancelled()) throw new ImportRefusedError('cancelled');
		progress(at, all.length);
		return make(one, at);
	});
	progress(all.length, all.length);
	return made;
}
