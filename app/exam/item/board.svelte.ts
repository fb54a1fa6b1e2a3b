/**
 * Placing by hand, for texts and pictures alike: an option is picked up and a place pressed, or a place is pressed and an option picked
 * from a list, or one is dragged onto the other. All three end in the same `put`.
 */
import { m } from '#app/i18n/generated/messages.js';
import { plainText } from '#app/ui/plain-text.ts';
import type { Option } from '#sync/schema/item.ts';
import type { Attachment } from 'svelte/attachments';
import { draggable, placeAt } from './drag.ts';
import { optionsLeft, put, type Placed } from './placing.ts';

export type BoardWorld = {
	places: () => readonly { id: string; name: string }[];
	/** In the student's order. */
	options: () => readonly Option[];
	reuse: () => boolean;
	placed: () => readonly Placed[];
	change: (placed: Placed[]) => void;
};

/** Dropping here takes back. */
export const TRAY = '';

export class Board {
	#picked = $state<string | null>(null);
	#asking = $state<string | null>(null);
	#over = $state<string | null>(null);
	#said = $state('');
	readonly #world: BoardWorld;

	constructor(world: BoardWorld) {
		this.#world = world;
	}

	/** The option that the next pressed place gets. */
	get picked(): string | null {
		return this.#picked;
	}
	/** The place that an option is being chosen for. */
	get asking(): string | null {
		return this.#asking;
	}
	/** The place a dragged option is above. */
	get over(): string | null {
		return this.#over;
	}
	/** What happened, for who does not see it. */
	get said(): string {
		return this.#said;
	}
	readonly left: readonly Option[] = $derived.by(() =>
		optionsLeft(this.#world.options(), this.#world.placed(), this.#world.reuse())
	);
	/** What the place that is asked about can get: what is left, and what it has. */
	readonly choices: readonly Option[] = $derived.by(() => {
		const own = this.#asking === null ? undefined : this.at(this.#asking);
		return this.#world
			.options()
			.filter((option) => option.id === own?.id || this.left.includes(option));
	});

	at(place: string): Option | undefined {
		const id = this.#world.placed().find((one) => one.place === place)?.option;
		return this.#world.options().find((option) => option.id === id);
	}

	pressOption(option: Option): void {
		this.#picked = this.#picked === option.id ? null : option.id;
		this.#said = this.#picked === null ? '' : m.exam_picked_up({ option: plainText(option.text) });
	}

	pressPlace(place: string): void {
		if (this.#picked === null) this.#asking = place;
		else this.put(place, this.#picked);
	}

	/** The answer to what was asked; undefined: nothing is to change. */
	answer(option?: string | null): void {
		const place = this.#asking;
		this.#asking = null;
		if (place !== null && option !== undefined) this.put(place, option);
	}

	put(place: string, option: string | null): void {
		const { places, reuse, placed, change } = this.#world;
		this.#picked = null;
		if (option === (this.at(place)?.id ?? null)) return;
		const ids = places().map(({ id }) => id);
		change(put(placed(), place, option, { places: ids, reuse: reuse() }));
		const name = places().find(({ id }) => id === place)?.name ?? '';
		const text = this.#world.options().find(({ id }) => id === option)?.text;
		this.#said =
			text === undefined
				? m.exam_place_empty({ place: name })
				: m.exam_place_has({ place: name, option: plainText(text) });
	}

	/** Lets an option be dragged, from the place it is on or from among those that are left. */
	dragged(option: string, from: string | null): Attachment<HTMLElement> {
		return draggable({
			over: (x, y) => (this.#over = placeAt(x, y)),
			end: () => (this.#over = null),
			drop: (x, y) => {
				const place = placeAt(x, y);
				if (place === null || place === from) return;
				if (place === TRAY) {
					if (from !== null) this.put(from, null);
				} else this.put(place, option);
			}
		});
	}
}
