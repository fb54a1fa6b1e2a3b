import type { Entry } from '#sync/schema/entry.ts';
import type { Answers, Mark } from './model.ts';

type Place = {
	session: number;
	at(t: number): number;
	lastT: number;
	/** Place of an item in the student's own order. */
	position: ReadonlyMap<string, number>;
};

export type Path = { visits: Mark[]; reviews: Mark[]; answerAt: number[]; answerItem: number[] };

/** The student's way through the items: which was on the screen from when to when, and each response on the way. */
export function pathOf(entries: readonly Entry[], place: Place): Path {
	const path: Path = { visits: [], reviews: [], answerAt: [], answerItem: [] };
	let visiting: { entry: Entry; item: number; changes: number } | null = null;
	const leave = (t: number, open: boolean) => {
		if (!visiting) return;
		const { entry, item, changes } = visiting;
		path.visits.push({
			...base(place, entry, t),
			key: `${place.session}:${entry.seq}`,
			row: 'visits',
			open,
			fact: { kind: 'visit', item, changes }
		});
		visiting = null;
	};
	for (const entry of entries) {
		if (entry.kind === 'response') {
			const item = place.position.get(entry.data.item);
			if (item === undefined) continue;
			path.answerAt.push(place.at(entry.t));
			path.answerItem.push(item);
			if (visiting?.item === item) visiting.changes++;
		} else if (entry.kind === 'navigation') {
			const item = place.position.get(entry.data.item);
			if (item === undefined) continue;
			if (entry.data.action === 'visit') {
				leave(entry.t, false);
				visiting = { entry, item, changes: 0 };
			} else
				path.reviews.push({
					...base(place, entry, entry.t),
					key: `${place.session}:${entry.seq}`,
					row: 'review',
					open: false,
					fact: { kind: 'review', item, marked: entry.data.action === 'mark' }
				});
		} else if (entry.kind === 'submit') leave(entry.t, false);
	}
	leave(place.lastT, true);
	return path;
}

const base = (place: Place, entry: Entry, to: number) => ({
	from: place.at(entry.t),
	to: place.at(to),
	entry: entry.seq,
	session: place.session
});

/** In order of time; two devices' clocks may overlap by a little. */
export function answersOf(paths: readonly Path[], startedAt: number): Answers {
	const all = paths.flatMap(({ answerAt, answerItem }) =>
		answerAt.map((at, index) => ({ at: at - startedAt, item: answerItem[index] ?? 0 }))
	);
	all.sort((a, b) => a.at - b.at);
	return {
		at: Float64Array.from(all, ({ at }) => at),
		item: Uint16Array.from(all, ({ item }) => item)
	};
}
