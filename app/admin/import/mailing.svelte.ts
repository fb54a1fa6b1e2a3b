import type { AdminApi } from '../admin-api.ts';

type Locale = NonNullable<Parameters<AdminApi['sendImportMails']>[0]['locale']>;

/** So many portions in a row of which nothing was sent: the mail API is away, and the rest would fare no better. */
const MOST_IN_VAIN = 3;

/** The mails that imports owe, sent portion after portion: a Worker sends only a few in one request. */
export class Mailing {
	readonly #api: Pick<AdminApi, 'sendImportMails'>;
	#sent = $state(0);
	#left = $state(0);
	#busy = $state(false);
	#tried = $state(false);
	#error: unknown = $state.raw(null);

	constructor(api: Pick<AdminApi, 'sendImportMails'>) {
		this.#api = api;
	}

	/** Since `send` was last called. */
	get sent(): number {
		return this.#sent;
	}

	/** Not sent yet. */
	get left(): number {
		return this.#left;
	}

	get busy(): boolean {
		return this.#busy;
	}

	/** What is left was tried in vain; else it is what an earlier import left. */
	get tried(): boolean {
		return this.#tried;
	}

	get error(): unknown {
		return this.#error;
	}

	/** What an import has said. */
	owe(left: number): void {
		if (this.#busy) return;
		this.#left = left;
		this.#sent = 0;
		this.#tried = false;
		this.#error = null;
	}

	async send(locale: Locale): Promise<void> {
		if (this.#busy || this.#left === 0) return;
		this.#busy = true;
		this.#sent = 0;
		this.#error = null;
		try {
			let round: number | null = null;
			let more = true;
			for (let inVain = 0; more && inVain < MOST_IN_VAIN;) {
				const answer = await this.#api.sendImportMails({
					locale,
					...(round !== null && { round })
				});
				({ round, more } = answer);
				this.#sent += answer.sent;
				this.#left = answer.left;
				inVain = answer.sent === 0 ? inVain + 1 : 0;
			}
		} catch (error) {
			this.#error = error;
		} finally {
			this.#tried = true;
			this.#busy = false;
		}
	}
}
