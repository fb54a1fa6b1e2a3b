/** After a backup was put back: asks every room of the institution, page by page, and adds up what they answer. */
import type { BroughtAgain } from '#sync/schema/administration.ts';
import type { AdminApi } from '../admin-api.ts';

type Sum = Omit<BroughtAgain, 'next'>;

const DAY_MS = 86_400_000;
/** Late work still comes long after a sitting has closed, so sittings before the backup are asked too. */
const LATE_MS = 60 * DAY_MS;

const nothing: Sum = { rooms: 0, silent: 0, sessions: 0, behind: 0, other: 0 };

export class BringingAgain {
	#sum = $state<Sum | null>(null);
	/** Where to go on after a page that failed. */
	#after: string | null = null;
	#since: number | null = null;
	readonly #api: Pick<AdminApi, 'bringAgain'>;

	constructor(api: Pick<AdminApi, 'bringAgain'>) {
		this.#api = api;
	}

	/** So far; null: not begun. */
	get sum(): Sum | null {
		return this.#sum;
	}

	/** `madeAt`: when the backup was made. Rejects where a page fails; asked again it goes on there. */
	async run(madeAt: number): Promise<void> {
		const since = Math.max(0, madeAt - LATE_MS);
		if (this.#since !== since || this.#after === null) {
			this.#since = since;
			this.#after = null;
			this.#sum = { ...nothing };
		}
		do {
			const { next, ...page } = await this.#api.bringAgain(since, this.#after);
			const sum = this.#sum ?? nothing;
			this.#sum = {
				rooms: sum.rooms + page.rooms,
				silent: sum.silent + page.silent,
				sessions: sum.sessions + page.sessions,
				behind: sum.behind + page.behind,
				other: sum.other + page.other
			};
			this.#after = next;
		} while (this.#after !== null);
	}
}
