/** Whether the room at the edge can be reached, as far as a page can tell: what the line says of itself, what the browser says, and silence. */
export type Standing = 'connecting' | 'live' | 'offline';

/** A line that comes back sooner has not been away. */
const PATIENCE_MS = 3_000;
/** A room that answers does so in far less; a dead line is not closed for half a minute. */
const SILENCE_MS = 6_000;

export class Contact {
	#standing = $state<Standing>('connecting');
	#patience: ReturnType<typeof setTimeout> | undefined;
	#silence: ReturnType<typeof setTimeout> | undefined;

	get standing(): Standing {
		return this.#standing;
	}

	/** The line stands, or something came over it. */
	heard(): void {
		this.#calm();
		this.#standing = 'live';
	}

	/** The line broke; it may be back at once. */
	left(): void {
		this.#patience ??= setTimeout(() => this.cut(), PATIENCE_MS);
	}

	/** The room was asked something that it answers. */
	asked(): void {
		this.#silence ??= setTimeout(() => this.cut(), SILENCE_MS);
	}

	/** There is no network. */
	cut(): void {
		this.#calm();
		this.#standing = 'offline';
	}

	end(): void {
		this.#calm();
	}

	#calm(): void {
		clearTimeout(this.#patience);
		clearTimeout(this.#silence);
		this.#patience = undefined;
		this.#silence = undefined;
	}
}
