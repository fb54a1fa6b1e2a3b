/** An item dragged by its grip with a pointer; the arrows beside it do the same by key. */
import { dropPlace, type DropPlace } from './drop-place.ts';

/** So near to the edge of the screen it scrolls. */
const EDGE = 72;
const SCROLL = 14;

export class DragItem {
	#item: string | null = $state(null);
	#place: DropPlace | null = $state.raw(null);
	readonly #drop: (item: string, place: DropPlace) => void;

	constructor(drop: (item: string, place: DropPlace) => void) {
		this.#drop = drop;
	}

	get item(): string | null {
		return this.#item;
	}

	/** Where it would land now. */
	get place(): DropPlace | null {
		return this.#place;
	}

	grab(item: string, event: PointerEvent): void {
		const { currentTarget: grip } = event;
		if (event.button !== 0 || !(grip instanceof HTMLElement)) return;
		event.preventDefault();
		grip.setPointerCapture(event.pointerId);
		this.#item = item;
		const ended = new AbortController();
		const { signal } = ended;
		const end = (drop: boolean) => {
			ended.abort();
			const place = this.#place;
			this.#item = null;
			this.#place = null;
			if (drop && place) this.#drop(item, place);
		};
		grip.addEventListener('pointermove', (now) => this.#follow(now), { signal });
		grip.addEventListener('pointerup', () => end(true), { signal });
		grip.addEventListener('pointercancel', () => end(false), { signal });
		addEventListener('keydown', ({ key }) => key === 'Escape' && end(false), { signal });
	}

	#follow({ clientX, clientY }: PointerEvent): void {
		if (clientY < EDGE) scrollBy(0, -SCROLL);
		else if (clientY > innerHeight - EDGE) scrollBy(0, SCROLL);
		const section = document
			.elementsFromPoint(clientX, clientY)
			.map((element) => element.closest<HTMLElement>('[data-section]'))
			.find((element) => element !== null);
		const id = section?.dataset['section'];
		if (!section || id === undefined) return void (this.#place = null);
		const rows = [...section.querySelectorAll<HTMLElement>('[data-item]')].map((row) => ({
			id: row.dataset['item'] ?? '',
			top: row.getBoundingClientRect().top,
			bottom: row.getBoundingClientRect().bottom
		}));
		this.#place = dropPlace(id, rows, this.#item ?? '', clientY);
	}
}
