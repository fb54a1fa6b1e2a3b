/** A photograph that this browser cannot open, without what the camera wrote beside the picture: the place, the time, the device. */
import { boxesIn, itemKinds, itemPlaces, type Box } from './heic-boxes.ts';

type Bytes = Uint8Array<ArrayBuffer>;

/** Everything else is blanked: a list of what to take away would miss what a maker invents next. */
const keptBoxes = ['ftyp', 'meta', 'mdat', 'free', 'skip'];
const keptInMeta = ['hdlr', 'pitm', 'iinf', 'iloc', 'iprp', 'iref', 'idat', 'dinf', 'grpl'];
const pictures = ['hvc1', 'hev1', 'lhv1', 'avc1', 'av01', 'jpeg', 'grid', 'iden', 'iovl', 'tmap'];

/** As long as it was, so that nothing in it changes its place. null: what is beside the picture cannot be told from it. */
export function bareHeic(photograph: Bytes): Bytes | null {
	try {
		return bare(photograph);
	} catch (problem) {
		if (problem instanceof RangeError) return null;
		throw problem;
	}
}

function bare(photograph: Bytes): Bytes | null {
	const bytes = photograph.slice();
	const top = boxesIn(bytes, 0, bytes.length);
	const [meta, another] = top.filter(({ type }) => type === 'meta');
	if (!meta || another) return null;
	const inside = boxesIn(bytes, meta.body + 4, meta.to);
	const only = (type: string) => inside.find((box) => box.type === type) ?? null;
	const [kinds, places] = [only('iinf'), only('iloc')];
	if (!kinds || !places) return null;
	const kindOf = itemKinds(bytes, kinds);
	for (const [id, extents] of itemPlaces(bytes, places, only('idat'))) {
		if (pictures.includes(kindOf.get(id) ?? '')) continue;
		for (const { from, to } of extents) {
			if (!(from > 0 && to > from && to <= bytes.length)) return null;
			bytes.fill(0, from, to);
		}
	}
	for (const box of top) if (!keptBoxes.includes(box.type)) blank(bytes, box);
	for (const box of inside) if (!keptInMeta.includes(box.type)) blank(bytes, box);
	return bytes;
}

/** A box of this name is passed over by every reader. */
function blank(bytes: Bytes, { from, body, to }: Box): void {
	bytes.set(
		[...'free'].map((letter) => letter.charCodeAt(0)),
		from + 4
	);
	bytes.fill(0, body, to);
}
