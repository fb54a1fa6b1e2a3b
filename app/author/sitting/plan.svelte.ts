/** A sitting that is being planned: as the edge has it, and what was just told to it. */
import { ApiError } from '#app/api/api-error.ts';
import { Asked, Told } from '#app/api/asked.svelte.ts';
import { m } from '#app/i18n/generated/messages.js';
import type { SittingChange, SittingPlan } from '#sync/schema/plan.ts';
import type { SittingApi } from '../sitting-api.ts';

export class OpenPlan {
	readonly api: SittingApi;
	readonly id: string;
	/** The change of its terms. */
	readonly told = new Told();
	readonly #asked: Asked<SittingPlan>;
	#form: SittingPlan | null = $state.raw(null);
	#conflict = $state(false);

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

	/** As it was when the form was made, which stays until it is saved or `showNow`: what is typed in it is nobody else's to take. */
	get form(): SittingPlan | null {
		return this.#form;
	}

	/** The form is of terms that are no longer so. */
	get conflict(): boolean {
		return this.#conflict || this.plan?.revision !== this.#form?.revision;
	}

	async load(): Promise<void> {
		await this.#asked.load();
		this.#form ??= this.plan;
	}

	put(plan: SittingPlan): void {
		this.#asked.put(plan);
		this.#form ??= plan;
	}

	/** The form is made anew; what was typed in it goes. */
	showNow(): void {
		this.#form = this.plan && { ...this.plan };
		this.#conflict = false;
		this.told.clear();
	}

	/** Refused because it is another by now, it is looked at again. */
	async change(change: Omit<SittingChange, 'revision'>): Promise<boolean> {
		const { told } = this;
		const form = this.#form;
		if (!form) return false;
		let conflict = false;
		let beingWritten = false;
		const went = await told.run(
			async () => {
				try {
					this.put(await this.api.change(this.id, { ...change, revision: form.revision }));
				} catch (error) {
					beingWritten = isBeingWritten(error);
					throw error;
				}
				this.showNow();
			},
			{
				conflict: () => {
					// The form is as it was; only its end cannot be moved from here.
					if (beingWritten) return m.sitting_being_written();
					conflict = true;
					return m.sitting_conflict();
				}
			}
		);
		this.#conflict ||= conflict;
		if (!went) await this.load();
		return went;
	}
}

const isBeingWritten = (error: unknown): boolean =>
	error instanceof ApiError && error.evidence['because'] === 'being_written';
