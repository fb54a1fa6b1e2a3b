/** A sitting that is being planned: as the edge has it, and what was just told to it. */
import { Asked, Told } from '#app/api/asked.svelte.ts';
import { m } from '#app/i18n/generated/messages.js';
import type { SittingChange, SittingPlan } from '#sync/schema/plan.ts';
import type { SittingApi } from '../sitting-api.ts';

export class OpenPlan {
	readonly api: SittingApi;
	readonly id: string;
	readonly #asked: Asked<SittingPlan>;

	constructor(api: SittingApi, id: string) {
		this.api = api;
		this.id = id;
		this.#asked = new Asked(() => api.plan(id));
	}

	/** null: not known yet. */
	get plan(): SittingPlan | null {
		return this.#asked.value;
	}

	get error(): unknown {
		return this.#asked.error;
	}

	load(): Promise<void> {
		return this.#asked.load();
	}

	put(plan: SittingPlan): void {
		this.#asked.put(plan);
	}

	/** Refused because it is another by now, it is looked at again. */
	async change(told: Told, change: Omit<SittingChange, 'revision'>): Promise<boolean> {
		const { plan } = this;
		if (!plan) return false;
		const went = await told.run(
			async () => this.put(await this.api.change(this.id, { ...change, revision: plan.revision })),
			{ conflict: m.sitting_conflict }
		);
		if (!went) await this.load();
		return went;
	}
}
