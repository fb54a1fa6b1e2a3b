import { createContext } from 'svelte';
import type { Tone } from './tone.ts';

export interface Toast {
	id: number;
	tone: Tone;
	text: string;
	action?: { label: string; run: () => void };
}

/** Short notes at the edge of the screen. They repeat nothing that must be acted on: they leave by themselves. */
export class Toasts {
	#list = $state.raw<Toast[]>([]);
	#next = 0;
	readonly #later: (run: () => void, ms: number) => unknown;

	constructor(later: (run: () => void, ms: number) => unknown = (run, ms) => setTimeout(run, ms)) {
		this.#later = later;
	}

	get list() {
		return this.#list;
	}

	show(toast: Omit<Toast, 'id' | 'tone'> & { tone?: Tone }, forMs = toast.action ? 12_000 : 6000) {
		const id = this.#next++;
		this.#list = [...this.#list, { tone: 'neutral', ...toast, id }];
		this.#later(() => this.dismiss(id), forMs);
		return id;
	}

	dismiss(id: number) {
		this.#list = this.#list.filter((toast) => toast.id !== id);
	}
}

export const [getToasts, setToasts] = createContext<Toasts>();
