/** What changed between two versions of a text, word by word, for reading. */
export type Piece = { kind: 'same' | 'added' | 'removed'; text: string };

/** More changed words than this in one step are shown as one replacement: a person reads that better, and it costs less. */
const MOST_STEPS = 600;

const words = (text: string): string[] => text.match(/\s+|[^\s]+/gu) ?? [];

export function diffWords(before: string, after: string): Piece[] {
	const old = words(before);
	const now = words(after);
	let start = 0;
	while (start < old.length && start < now.length && old[start] === now[start]) start++;
	let end = 0;
	while (
		end < old.length - start &&
		end < now.length - start &&
		old[old.length - 1 - end] === now[now.length - 1 - end]
	)
		end++;
	const oldMiddle = old.slice(start, old.length - end);
	const newMiddle = now.slice(start, now.length - end);
	return joined(
		grown([
			...old.slice(0, start).map((text): Piece => ({ kind: 'same', text })),
			...(shortestEdit(oldMiddle, newMiddle) ?? replaced(oldMiddle, newMiddle)),
			...old.slice(old.length - end).map((text): Piece => ({ kind: 'same', text }))
		])
	);
}

const replaced = (old: readonly string[], now: readonly string[]): Piece[] => [
	...old.map((text): Piece => ({ kind: 'removed', text })),
	...now.map((text): Piece => ({ kind: 'added', text }))
];

/** Myers' greedy shortest edit script; null when it would take more than MOST_STEPS. */
function shortestEdit(old: readonly string[], now: readonly string[]): Piece[] | null {
	const most = Math.min(old.length + now.length, MOST_STEPS);
	const trace: Map<number, number>[] = [];
	let reached = new Map<number, number>([[1, 0]]);
	for (let steps = 0; steps <= most; steps++) {
		const next = new Map<number, number>();
		for (let diagonal = -steps; diagonal <= steps; diagonal += 2) {
			let x = isDown(reached, diagonal, steps)
				? (reached.get(diagonal + 1) ?? 0)
				: (reached.get(diagonal - 1) ?? 0) + 1;
			while (x < old.length && x - diagonal < now.length && old[x] === now[x - diagonal]) x++;
			next.set(diagonal, x);
			if (x >= old.length && x - diagonal >= now.length)
				return walkBack([...trace, reached], old, now);
		}
		trace.push(reached);
		reached = next;
	}
	return null;
}

const isDown = (reached: ReadonlyMap<number, number>, diagonal: number, steps: number): boolean =>
	diagonal === -steps ||
	(diagonal !== steps && (reached.get(diagonal - 1) ?? -1) < (reached.get(diagonal + 1) ?? -1));

function walkBack(
	trace: readonly ReadonlyMap<number, number>[],
	old: readonly string[],
	now: readonly string[]
): Piece[] {
	const pieces: Piece[] = [];
	let x = old.length;
	let y = now.length;
	for (let steps = trace.length - 1; steps >= 0; steps--) {
		const reached = trace[steps] ?? new Map<number, number>();
		const down = isDown(reached, x - y, steps);
		const fromDiagonal = down ? x - y + 1 : x - y - 1;
		const fromX = reached.get(fromDiagonal) ?? 0;
		const middleX = down ? fromX : fromX + 1;
		while (x > middleX && x > 0 && y > 0) {
			pieces.push({ kind: 'same', text: old[--x] ?? '' });
			y--;
		}
		if (steps === 0) break;
		if (down) pieces.push({ kind: 'added', text: now[--y] ?? '' });
		else pieces.push({ kind: 'removed', text: old[--x] ?? '' });
	}
	return pieces.reverse();
}

/** A word cut off while it was being typed goes on, it is not replaced. */
function grown(pieces: readonly Piece[]): Piece[] {
	return pieces.flatMap((piece, index): Piece[] => {
		const [before, after] = [pieces[index - 1], pieces[index + 1]];
		if (piece.kind === 'removed' && after?.kind === 'added' && after.text.startsWith(piece.text))
			return [{ kind: 'same', text: piece.text }];
		if (piece.kind === 'added' && before?.kind === 'removed' && piece.text.startsWith(before.text))
			return [{ kind: 'added', text: piece.text.slice(before.text.length) }];
		return [piece];
	});
}

/** Neighbours of one kind become one piece. */
function joined(pieces: readonly Piece[]): Piece[] {
	const result: Piece[] = [];
	for (const piece of pieces) {
		const last = result.at(-1);
		if (last?.kind === piece.kind) last.text += piece.text;
		else if (piece.text) result.push({ ...piece });
	}
	return result;
}

/** Long unchanged stretches shortened to their edges, so that the changes can be seen at a glance. */
export function abridged(pieces: readonly Piece[], edge = 60): Piece[] {
	return pieces.map((piece, index) => {
		const first = index === 0;
		const last = index === pieces.length - 1;
		const keep = first || last ? edge : edge * 2;
		if (piece.kind !== 'same' || piece.text.length <= keep + 20) return piece;
		const head = first ? '' : piece.text.slice(0, edge);
		const tail = last ? '' : piece.text.slice(-edge);
		return { kind: 'same', text: `${head} … ${tail}` };
	});
}

export const countWords = (text: string): number =>
	text.split(/\s+/u).filter((word) => /[\p{L}\p{N}]/u.test(word)).length;
