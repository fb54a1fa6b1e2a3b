/** What belongs where: options to rows, blanks and zones; areas and words that are right; the order of things; how parts are credited. */
import type { Credit, Solution, SolutionOf } from '#sync/schema/solution.ts';
import type { Step } from './item-desk.ts';
import { newId, onType, forget } from './steps.ts';

export const setCredit =
	(credit: string): Step =>
	(now) =>
		now.solution && 'credit' in now.solution
			? { ...now, solution: { ...now.solution, credit } as Solution }
			: now;

export const addPair = (row: string): Step =>
	onType('matching', (item, key) => {
		const option = newId('option');
		const before = key ?? { type: 'matching', item: item.id, correct: [], credit: 'parts' };
		return {
			item: {
				...item,
				rows: [...item.rows, { id: row, text: '' }],
				options: [...item.options, { id: option, text: '' }]
			},
			key: { ...before, correct: [...before.correct, { row, option }] }
		};
	});

export const removeRow =
	(row: string): Step =>
	(now) => {
		const step = onType('matching', (item, key) => {
			if (item.rows.length < 2) return {};
			const correct = key?.correct.filter((pair) => pair.row !== row) ?? [];
			return {
				item: { ...item, rows: item.rows.filter(({ id }) => id !== row) },
				key: key && correct.length > 0 ? { ...key, correct } : null
			};
		});
		return forget(step(now), row);
	};

export const setRowOptions = (row: string, options: readonly string[]): Step =>
	onType('matching', (item, key) => {
		const before = key ?? { type: 'matching', item: item.id, correct: [], credit: 'parts' };
		const share = (option: string) =>
			before.correct.find((pair) => pair.row === row && pair.option === option);
		const all = [
			...before.correct.filter((pair) => pair.row !== row),
			...options.map((option) => share(option) ?? { row, option })
		];
		const correct = item.rows.flatMap(({ id }) => all.filter((pair) => pair.row === id));
		return { key: correct.length > 0 ? { ...before, correct } : null };
	});

export const setSeveral = (several: boolean): Step =>
	onType('matching', (item) => ({ item: { ...item, several } }));

export const setBlank = (blank: string, options: readonly string[]): Step =>
	onType('drag_text', (item, key) => {
		const before = key ?? { type: 'drag_text', item: item.id, correct: [], credit: 'parts' };
		const others = before.correct.filter((one) => one.blank !== blank);
		const correct = [...others, ...(options.length > 0 ? [{ blank, options: [...options] }] : [])];
		return { key: correct.length > 0 ? { ...before, correct } : null };
	});

export const setZone = (zone: string, options: readonly string[]): Step =>
	onType('drag_picture', (item, key) => {
		const before = key ?? { type: 'drag_picture', item: item.id, correct: [], credit: 'parts' };
		const others = before.correct.filter((one) => one.zone !== zone);
		const correct = [...others, ...(options.length > 0 ? [{ zone, options: [...options] }] : [])];
		return { key: correct.length > 0 ? { ...before, correct } : null };
	});

/** Of areas on a picture, and words in a text. */
export const togglePart =
	(part: string, right: boolean): Step =>
	(now) => {
		const { item } = now;
		if (item.type !== 'hotspot' && item.type !== 'hot_text') return now;
		const key = now.solution?.type === item.type ? now.solution : null;
		const all = item.type === 'hotspot' ? item.areas : item.spans;
		const before: { type: typeof item.type; item: string; correct: string[]; credit: Credit } =
			key ?? { type: item.type, item: item.id, correct: [], credit: 'all' };
		const others = before.correct.filter((id) => id !== part);
		const chosen = right ? [...others, part] : others;
		const correct = all.flatMap(({ id }) => (chosen.includes(id) ? id : []));
		// Whoever makes several right wants them all chosen.
		const most = Math.max(item.most, correct.length);
		return {
			...now,
			item: { ...item, most },
			solution: correct.length > 0 ? { ...before, correct } : null
		};
	};

/** Of an ordering: by one place. */
export const moveInOrder = (option: string, by: -1 | 1): Step =>
	onType('ordering', (item, key) => {
		const correct = [...orderOf(item.options, key)];
		const at = correct.indexOf(option);
		const to = at + by;
		if (at < 0 || to < 0 || to >= correct.length) return {};
		correct.splice(at, 1);
		correct.splice(to, 0, option);
		return {
			key: { ...(key ?? { type: 'ordering', item: item.id, credit: 'position' }), correct }
		};
	});

/** What the key does not name stands behind the rest. */
export function orderOf(
	options: readonly { id: string }[],
	key: SolutionOf<'ordering'> | null
): string[] {
	const ids = options.map(({ id }) => id);
	const named = key?.correct.filter((id) => ids.includes(id)) ?? [];
	return [...named, ...ids.filter((id) => !named.includes(id))];
}
