import type { AttemptRow } from '#sync/schema/hall.ts';
import { foldName } from './filter.ts';

/** One student's row, reactive by itself: a change repaints this row and no other. */
export class HallRow {
	#row: AttemptRow;
	readonly foldedName: string;

	constructor(row: AttemptRow) {
		this.#row = $state.raw(row);
		this.foldedName = foldName(row.studentName);
	}

	get row(): AttemptRow {
		return this.#row;
	}

	update(row: AttemptRow): void {
		this.#row = row;
	}
}
