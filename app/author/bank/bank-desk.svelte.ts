/** An item of the bank while it is written: on this page alone until it is saved as a version. */
import { ApiError } from '#app/api/api-error.ts';
import { checkItem } from '#sync/draft/check-draft.ts';
import { authoredItem, type AuthoredItem } from '#sync/schema/authored-item.ts';
import type { BankItem } from '#sync/schema/bank.ts';
import type { BankApi } from '../bank-api.ts';
import type { ItemDesk, Place, Step } from '../edit/item-desk.ts';
import { keepFile } from '../edit/keep-file.ts';
import { isBegun } from '../edit/new-item.ts';
import { setText } from '../edit/steps.ts';

/** null: it is new. */
type Saved = { id: string; version: number } | null;
type Calls = Pick<BankApi, 'add' | 'save' | 'item' | 'putMedia'>;

export class BankDesk implements ItemDesk {
	readonly #api: Calls;
	#authored: AuthoredItem = $state.raw() as AuthoredItem;
	/** As it is in the bank. */
	#kept: string = $state('');
	#saved: Saved = $state.raw(null);
	#theirs: BankItem | null = $state.raw(null);
	readonly #problems = $derived(isBegun(this.#authored) ? [] : checkItem(this.#authored, null));

	/** What is new has not been kept, even as it begins. */
	constructor(api: Calls, authored: AuthoredItem, saved: Saved) {
		this.#api = api;
		this.#authored = authored;
		this.#saved = saved;
		this.#kept = JSON.stringify(authored);
	}

	get authored(): AuthoredItem {
		return this.#authored;
	}

	get language(): string | null {
		return this.#authored.language;
	}

	get problems() {
		return this.#problems;
	}

	/** Something was written that the bank does not have. */
	get unsaved(): boolean {
		return JSON.stringify(this.#authored) !== this.#kept;
	}

	/** A version that somebody saved since this one was opened; null: none that is known of. */
	get theirs(): BankItem | null {
		return this.#theirs;
	}

	/** Whether it is whole enough to be kept; what is missing is among the problems. */
	get mayBeKept(): boolean {
		return (
			authoredItem.safeParse(this.#authored).success && this.#authored.item.prompt.trim() !== ''
		);
	}

	/** The bank undoes nothing. */
	follow(step: Step): void {
		this.change(step);
	}

	change(step: Step): void {
		this.#authored = step(this.#authored);
	}

	write(place: Place, text: string): void {
		this.change(setText(place, text));
	}

	shared(): null {
		return null;
	}

	keep(file: File): Promise<string> {
		return keepFile(this.#api, file);
	}

	/** Answers the item's id; null: somebody else saved meanwhile, see `theirs`. */
	async save(shared: boolean): Promise<string | null> {
		const authored = this.#authored;
		if (this.#saved === null) {
			const body = { items: [authored], shared, skipKnown: false, from: 'editor' };
			const id = (await this.#api.add(body)).ids[0];
			if (!id) throw new ApiError('unreadable', 'The bank did not say where it put the item.');
			this.#put({ id, version: 1 }, authored);
			return id;
		}
		const { id, version: base } = this.#saved;
		try {
			const { version } = await this.#api.save(id, { authored, base });
			this.#put({ id, version }, authored);
			return id;
		} catch (error) {
			if (!(error instanceof ApiError) || error.code !== 'conflict') throw error;
			const newest = await this.#api.item(id);
			if (newest.version === base) throw error;
			this.#theirs = newest;
			return null;
		}
	}

	/** One's own is to come after theirs: saving it hides nothing, their version stays in the list. */
	keepMine(): void {
		if (this.#saved && this.#theirs)
			this.#saved = { id: this.#saved.id, version: this.#theirs.version };
		this.#theirs = null;
	}

	takeTheirs(): void {
		if (!this.#theirs) return;
		const { id, version, authored } = this.#theirs;
		this.#authored = authored;
		this.#put({ id, version }, authored);
	}

	#put(saved: Saved, authored: AuthoredItem): void {
		this.#saved = saved;
		this.#kept = JSON.stringify(authored);
		this.#theirs = null;
	}
}
