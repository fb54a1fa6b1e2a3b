/** The boxes of a HEIC file (ISO/IEC 14496-12), and which of its items lie where. What does not fit throws a RangeError. */
export type Box = { type: string; from: number; body: number; to: number };
type Extent = { from: number; to: number };

export class Reader {
	readonly #view: DataView;
	at: number;

	constructor(bytes: Uint8Array, at: number) {
		this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
		this.at = at;
	}

	/** Of no bytes: 0. */
	number(bytes: number): number {
		if (![0, 1, 2, 4, 8].includes(bytes)) throw new RangeError('a number of another length');
		let value = 0;
		for (let left = bytes; left > 0; left--) value = value * 256 + this.#view.getUint8(this.at++);
		return value;
	}

	letters(): string {
		return String.fromCharCode(...Array.from({ length: 4 }, () => this.number(1)));
	}
}

export function boxesIn(bytes: Uint8Array, from: number, to: number): Box[] {
	const boxes: Box[] = [];
	for (let at = from; at < to;) {
		const reader = new Reader(bytes, at);
		const short = reader.number(4);
		const type = reader.letters();
		const size = short === 1 ? reader.number(8) : short === 0 ? to - at : short;
		const end = at + size;
		if (end < reader.at || end > to) throw new RangeError('a box ends outside');
		boxes.push({ type, from: at, body: reader.at, to: end });
		at = end;
	}
	return boxes;
}

/** What kind each item is; null: from before kinds had names. */
export function itemKinds(bytes: Uint8Array, list: Box): Map<number, string | null> {
	const head = new Reader(bytes, list.body);
	const version = head.number(4) >>> 24;
	head.number(version === 0 ? 2 : 4);
	return new Map(
		boxesIn(bytes, head.at, list.to).map((entry) => {
			const reader = new Reader(bytes, entry.body);
			const form = reader.number(4) >>> 24;
			const id = reader.number(form === 3 ? 4 : 2);
			reader.number(2);
			return [id, form >= 2 ? reader.letters() : null];
		})
	);
}

/** `data`: where items lie that stand in the description itself; null: none do. */
export function itemPlaces(bytes: Uint8Array, list: Box, data: Box | null): Map<number, Extent[]> {
	const reader = new Reader(bytes, list.body);
	const version = reader.number(4) >>> 24;
	const lengths = reader.number(1);
	const more = reader.number(1);
	const sizes = { offset: lengths >> 4, length: lengths & 15, base: more >> 4, index: more & 15 };
	// Without a length an item is all of the file, and a count costs nothing to be made large.
	if (sizes.length === 0) throw new RangeError('places without a length');
	const places = new Map<number, Extent[]>();
	for (let left = reader.number(version < 2 ? 2 : 4); left > 0; left--) {
		const id = reader.number(version < 2 ? 2 : 4);
		const method = version === 0 ? 0 : reader.number(2) & 15;
		const file = reader.number(2);
		const start = reader.number(sizes.base) + (method === 1 ? (data?.body ?? NaN) : 0);
		const extents: Extent[] = [];
		for (let parts = reader.number(2); parts > 0; parts--) {
			if (version > 0) reader.number(sizes.index);
			const from = start + reader.number(sizes.offset);
			extents.push({ from, to: from + reader.number(sizes.length) });
		}
		// In another file, or made of another item: nothing that could be found here.
		places.set(id, method > 1 || file !== 0 ? [{ from: NaN, to: NaN }] : extents);
	}
	return places;
}
