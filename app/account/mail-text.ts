/** A mail's text in pieces: words, and addresses that can be followed. */
export interface Piece {
	text: string;
	href: string | null;
}

const address = /https?:\/\/[^\s<>"]+/g;

export function mailPieces(body: string): Piece[] {
	const pieces: Piece[] = [];
	let from = 0;
	for (const { index, 0: href } of body.matchAll(address)) {
		if (index > from) pieces.push({ text: body.slice(from, index), href: null });
		pieces.push({ text: href, href });
		from = index + href.length;
	}
	if (from < body.length) pieces.push({ text: body.slice(from), href: null });
	return pieces;
}
