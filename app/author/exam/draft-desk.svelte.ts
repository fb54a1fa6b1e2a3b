/** An item in the shared document of an exam, as the item editor writes it. */
import { checkItem } from '#sync/draft/check-draft.ts';
import type { DraftItem } from '#sync/schema/draft.ts';
import type { ItemDesk, Place, Step } from '../edit/item-desk.ts';
import { isBegun } from '../edit/new-item.ts';
import { setText } from '../edit/steps.ts';
import type { LiveDraft } from './draft.svelte.ts';

interface World {
	live: () => LiveDraft;
	item: () => DraftItem;
	language: () => string;
	keep: (file: File) => Promise<string>;
}

export class DraftDesk implements ItemDesk {
	readonly #world: World;
	readonly #problems = $derived.by(() =>
		isBegun(this.#world.item()) ? [] : checkItem(this.#world.item(), null)
	);

	constructor(world: World) {
		this.#world = world;
	}

	get authored(): DraftItem {
		return this.#world.item();
	}

	get language(): string {
		return this.#world.language();
	}

	get problems() {
		return this.#problems;
	}

	get #id(): string {
		return this.#world.item().item.id;
	}

	follow(step: Step): void {
		this.#world.live().followItem(this.#id, (now) => ({ ...now, ...step(now) }));
	}

	change(step: Step): void {
		this.#world.live().changeItem(this.#id, (now) => ({ ...now, ...step(now) }));
	}

	write(place: Place, text: string): void {
		if (this.shared(place)) this.#world.live().write(this.#path(place), text);
		else this.change(setText(place, text));
	}

	shared(place: Place) {
		return this.#world.live().text(this.#path(place));
	}

	keep(file: File): Promise<string> {
		return this.#world.keep(file);
	}

	#path(place: Place) {
		return { of: 'item', item: this.#id, place } as const;
	}
}
