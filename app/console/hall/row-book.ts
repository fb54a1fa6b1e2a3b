/** The rows of a hall by attempt, and what can be asked of them. */
import { isOpen, type Arrangement } from '#sync/schema/arrangement.ts';
import type { AttemptRow } from '#sync/schema/hall.ts';
import { newsOf, type News } from './announcements.ts';
import { isSitting } from './contact.ts';
import { inGroup, matchesName, type Group } from './filter.ts';
import { HallRow } from './hall-row.svelte.ts';
import type { Candidate, OrderState } from './order.ts';
import { isUnstarted, troubleOf } from './trouble.ts';

export type AskingRow = AttemptRow & { arrangement: Arrangement };

export type Counts = Record<Group, number> & { waitingForDatabase: number };
export const noCounts: Counts = {
	all: 0,
	look: 0,
	sitting: 0,
	waiting: 0,
	finished: 0,
	waitingForDatabase: 0
};

export class RowBook {
	readonly #rows = new Map<string, HallRow>();

	has(attempt: string): boolean {
		return this.#rows.has(attempt);
	}

	/** The answer is what is new in it, if anything. */
	put(row: AttemptRow): News | null {
		const known = this.#rows.get(row.attempt);
		const news = newsOf(known?.row, row);
		if (known && known.row.studentName === row.studentName) known.update(row);
		else this.#rows.set(row.attempt, new HallRow(row));
		return news;
	}

	/** Forgets everybody who is not among these. */
	keepOnly(rows: readonly AttemptRow[]): void {
		const present = new Set(rows.map((row) => row.attempt));
		for (const attempt of [...this.#rows.keys()])
			if (!present.has(attempt)) this.#rows.delete(attempt);
	}

	/** Who waits for an answer before beginning, the longest first. */
	asking(): AskingRow[] {
		return Array.from(this.#rows.values(), ({ row }) => row)
			.filter(
				(row): row is AskingRow =>
					row.arrangement !== undefined && isOpen(row.arrangement) && isUnstarted(row)
			)
			.sort((one, other) => one.arrangement.askedAt - other.arrangement.askedAt);
	}

	/** Those of these attempts that are known; all of them. */
	rows(of: Iterable<string> | 'all'): AttemptRow[] {
		if (of === 'all') return Array.from(this.#rows.values(), ({ row }) => row);
		return [...of].flatMap((attempt) => this.#rows.get(attempt)?.row ?? []);
	}

	candidates(now: number): Candidate[] {
		return Array.from(this.#rows.values(), ({ row }) => ({
			attempt: row.attempt,
			name: row.studentName,
			trouble: troubleOf(row, now)
		}));
	}

	/** The rows of an order that the filter lets through. */
	select({ ids, places }: OrderState, text: string, group: Group): HallRow[] {
		const chosen: HallRow[] = [];
		for (const id of ids) {
			const entry = this.#rows.get(id);
			if (!entry || !matchesName(entry.foldedName, text)) continue;
			const trouble = places.get(id)?.trouble ?? 'sitting';
			if (inGroup(group, trouble, isSitting(entry.row))) chosen.push(entry);
		}
		return chosen;
	}

	/** What is shown stays where it is; what newly belongs here joins at the end. */
	keepShown(shown: readonly HallRow[], selected: readonly HallRow[]): HallRow[] {
		const known = shown
			.map(({ row }) => this.#rows.get(row.attempt))
			.filter((row) => row !== undefined);
		const kept = new Set(known);
		return [...known, ...selected.filter((row) => !kept.has(row))];
	}

	count(candidates: readonly Candidate[]): Counts {
		const counts = { ...noCounts, all: candidates.length };
		for (const { attempt, trouble } of candidates) {
			const row = this.#rows.get(attempt)?.row;
			if (!row) continue;
			for (const group of ['look', 'sitting', 'waiting', 'finished'] as const)
				if (inGroup(group, trouble, isSitting(row))) counts[group]++;
			counts.waitingForDatabase += row.waitingForDatabase;
		}
		return counts;
	}
}
