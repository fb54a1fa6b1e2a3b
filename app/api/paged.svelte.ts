/** A list that is searched and comes page by page. Of answers that overtake each other the newest question's counts. */
export interface PageOf<Row, Cursor, Rest> {
	rows: readonly Row[];
	/** null: there are no more. */
	next: Cursor | null;
	/** What else the answer said. */
	rest: Rest;
}

export type LoadPage<Filter, Row, Cursor, Rest> = (
	filter: Filter,
	after: Cursor | null,
	signal: AbortSignal
) => Promise<PageOf<Row, Cursor, Rest>>;

const TYPING_MS = 250;

export class Paged<Filter, Row, Cursor, Rest> {
	readonly #load: LoadPage<Filter, Row, Cursor, Rest>;
	readonly #later: typeof later;
	#filter: Filter = $state.raw() as Filter;
	#page: PageOf<Row, Cursor, Rest> | null = $state.raw(null);
	#error: unknown = $state.raw(null);
	#busy = $state(false);
	#asking: AbortController | null = null;
	#cancel: () => void = () => {};

	constructor(filter: Filter, load: LoadPage<Filter, Row, Cursor, Rest>, wait = later) {
		this.#filter = filter;
		this.#load = load;
		this.#later = wait;
	}

	get filter(): Filter {
		return this.#filter;
	}

	/** null: nothing has come yet. */
	get page(): PageOf<Row, Cursor, Rest> | null {
		return this.#page;
	}

	get error(): unknown {
		return this.#error;
	}

	get busy(): boolean {
		return this.#busy;
	}

	/** Asks anew at once, or when the typing pauses. */
	narrow(filter: Filter, typing = false): void {
		this.#filter = filter;
		this.#cancel();
		this.#cancel = this.#later(() => void this.load(), typing ? TYPING_MS : 0);
	}

	load(): Promise<void> {
		return this.#ask(null);
	}

	async more(): Promise<void> {
		if (this.#busy || this.#page === null || this.#page.next === null) return;
		await this.#ask(this.#page.next);
	}

	/** What is known to have changed, without asking again. */
	change(how: (page: PageOf<Row, Cursor, Rest>) => PageOf<Row, Cursor, Rest>): void {
		if (this.#page) this.#page = how(this.#page);
	}

	/** Nothing is wanted any more. */
	stop(): void {
		this.#cancel();
		this.#asking?.abort();
	}

	async #ask(after: Cursor | null): Promise<void> {
		this.#asking?.abort();
		const asking = new AbortController();
		this.#asking = asking;
		this.#busy = true;
		try {
			const page = await this.#load(this.#filter, after, asking.signal);
			if (asking.signal.aborted) return;
			const before = after === null ? [] : (this.#page?.rows ?? []);
			this.#page = { ...page, rows: [...before, ...page.rows] };
			this.#error = null;
		} catch (error) {
			if (!asking.signal.aborted) this.#error = error;
		} finally {
			if (this.#asking === asking) this.#busy = false;
		}
	}
}

function later(run: () => void, ms: number): () => void {
	const timer = setTimeout(run, ms);
	return () => clearTimeout(timer);
}
