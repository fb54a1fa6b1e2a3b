import { Asked, Told } from '#app/api/asked.svelte.ts';
import { m } from '#app/i18n/generated/messages.js';
import { readNumber } from '#sync/read-number.ts';
import type { DecisionKind, Stand } from '#sync/schema/decision.ts';
import type { ComparedItem, HeldCase, SessionFacts } from '#sync/schema/held.ts';
import { lookAgainOnConflict, runOrSayWhy } from '../conflict-words.ts';
import type { HeldApi } from './held-api.ts';
import { choicesOf, isWhole, nameOf, seenOf, standsOf, type Choice } from './held-choice.ts';

type Compared = { of: string; items: readonly ComparedItem[] };

/** One attempt that a person decides about: what is odd, what could count, and the answers under it. */
export class OpenHeld {
	readonly #api: Pick<HeldApi, 'of' | 'compare' | 'decide'>;
	readonly #attempt: string;
	readonly asked: Asked<HeldCase>;
	readonly told = new Told();
	#choice: Choice | null = $state.raw(null);
	/** As typed. */
	own: Record<string, string> = $state({});
	#compared: Compared | null = $state.raw(null);
	#error: unknown = $state.raw(null);

	constructor(api: Pick<HeldApi, 'of' | 'compare' | 'decide'>, attempt: string) {
		this.#api = api;
		this.#attempt = attempt;
		this.asked = new Asked(() => api.of(attempt));
	}

	get held(): HeldCase | null {
		return this.asked.value;
	}

	/** Of what can be chosen by now: more may have come. */
	get choice(): Choice {
		const choices = this.held ? choicesOf(this.held) : [];
		const chosen = this.#choice && nameOf(this.#choice);
		return choices.find((one) => nameOf(one) === chosen) ?? choices[0] ?? { kind: 'all' };
	}

	set choice(next: Choice) {
		this.#choice = next;
	}

	/** What was typed and is a number of entries that there are. */
	get numbers(): Record<string, number> {
		const read = (this.held?.sessions ?? []).map((one): [string, number | null] => [
			one.session,
			this.#read(one)
		]);
		return Object.fromEntries(read.filter((one): one is [string, number] => one[1] !== null));
	}

	/** Of these sessions something was typed that is none. */
	get wrong(): readonly string[] {
		const sessions = this.choice.kind === 'own' ? (this.held?.sessions ?? []) : [];
		return sessions
			.filter((one) => (this.own[one.session] ?? '') !== '' && this.#read(one) === null)
			.map(({ session }) => session);
	}

	#read({ session, entries }: Pick<SessionFacts, 'session' | 'entries'>): number | null {
		const count = readNumber(this.own[session] ?? '');
		return count !== null && Number.isInteger(count) && count >= 0 && count <= entries
			? count
			: null;
	}

	get stands(): readonly Stand[] {
		return this.held ? standsOf(this.choice, this.held, this.numbers) : [];
	}

	/** Nothing is left out. */
	get isWhole(): boolean {
		return this.held !== null && isWhole(this.stands, this.held);
	}

	/** null: on its way. An older comparison is not shown for another choice. */
	get compared(): readonly ComparedItem[] | null {
		return this.#compared?.of === JSON.stringify(this.stands) ? this.#compared.items : null;
	}

	/** What was compared last, whatever was chosen: what each device says does not hang on it. */
	get lastCompared(): readonly ComparedItem[] {
		return this.#compared?.items ?? [];
	}

	get error(): unknown {
		return this.#error;
	}

	load(): Promise<void> {
		return this.asked.load();
	}

	/** For the choice as it is now. */
	async compare(): Promise<void> {
		const { stands } = this;
		if (stands.length === 0) return;
		try {
			const { items } = await this.#api.compare(this.#attempt, stands);
			this.#compared = { of: JSON.stringify(stands), items };
			this.#error = null;
		} catch (error) {
			this.#error = error;
		}
	}

	/** Answers whether it was taken. Where somebody was faster, what they decided is shown. */
	decide(decision: DecisionKind, because: string): Promise<boolean> {
		const { held, stands } = this;
		return runOrSayWhy(
			this.told,
			async () => {
				if (!held) return;
				const seen = { because, after: held.decisions.length, seen: seenOf(held) };
				const body =
					decision === 'accept_part'
						? { decision, stands: [...stands], ...seen }
						: { decision, ...seen };
				await lookAgainOnConflict(
					() => this.#api.decide(this.#attempt, body),
					() => this.load()
				);
				await this.load();
			},
			m.held_conflict,
			{ forked: m.held_two_versions, erased: m.held_erased }
		);
	}
}
