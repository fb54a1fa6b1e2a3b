/** What is about to be sent, and to whom. A request whose answer was lost is repeated under its own number, so nothing is said twice. */
import { SvelteSet } from 'svelte/reactivity';
import { Told } from '#app/api/asked.svelte.ts';
import type { ControlAct, ControlRequest } from '#sync/schema/control-act.ts';

export type ControlDeps = {
	send: (request: ControlRequest) => Promise<{ students: number }>;
	uuid: () => string;
};

export class ControlDesk {
	readonly told = new Told();
	readonly #chosen = new SvelteSet<string>();
	readonly #deps: ControlDeps;
	/** Sent and not answered. */
	#open: { key: string; id: string } | null = null;
	#sentTo = $state<number | null>(null);

	constructor(deps: ControlDeps) {
		this.#deps = deps;
	}

	/** Attempts; none: everybody. */
	get chosen(): ReadonlySet<string> {
		return this.#chosen;
	}

	/** To how many the last one went. */
	get sentTo(): number | null {
		return this.#sentTo;
	}

	toggle(attempt: string): void {
		if (!this.#chosen.delete(attempt)) this.#chosen.add(attempt);
	}

	choose(attempts: Iterable<string>): void {
		this.#chosen.clear();
		for (const attempt of attempts) this.#chosen.add(attempt);
	}

	/** Answers whether it was taken. */
	async send(act: ControlAct, to: ControlRequest['to']): Promise<boolean> {
		const key = JSON.stringify([act, to]);
		const id = this.#open?.key === key ? this.#open.id : this.#deps.uuid();
		this.#open = { key, id };
		this.#sentTo = null;
		return this.told.run(async () => {
			const { students } = await this.#deps.send({ id, to, act });
			this.#open = null;
			this.#sentTo = students;
		});
	}
}
