/** A form's keys after a change. A new solution has to pass what a draft's has to. Pure. */
import { checkKey } from '../draft/check-draft.ts';
import type { Form } from '../schema/form.ts';
import type { ItemKeyChange } from '../schema/form-keys.ts';
import type { Solution } from '../schema/solution.ts';
import type { Keys } from './mark-attempt.ts';

export type ChangedKeys = { ok: true; keys: Keys } | { ok: false; item: string; because: string };

export function changeKeys(form: Form, keys: Keys, changes: readonly ItemKeyChange[]): ChangedKeys {
	let { solutions, struck } = keys;
	const seen = new Set<string>();
	for (const change of changes) {
		const refuse = (because: string): ChangedKeys => ({ ok: false, item: change.item, because });
		const item = form.items.find(({ id }) => id === change.item);
		if (!item || item.type === 'description') return refuse('no_such_item');
		if (seen.has(change.item)) return refuse('twice');
		seen.add(change.item);
		const others = struck.filter((strike) => strike.item !== change.item);
		switch (change.kind) {
			case 'strike_full':
				struck = [...others, { item: change.item, how: 'full' }];
				break;
			case 'strike_drop':
				struck = [...others, { item: change.item, how: 'drop' }];
				break;
			case 'restore':
				if (others.length === struck.length) return refuse('not_struck');
				struck = others;
				break;
			case 'key': {
				const solution = { ...change.solution, item: change.item };
				const [warning] = checkKey(item, solution);
				if (warning) return refuse(`${warning.code}${warning.detail ? `: ${warning.detail}` : ''}`);
				solutions = withSolution(solutions, solution);
				break;
			}
		}
	}
	return { ok: true, keys: { solutions, struck } };
}

function withSolution(solutions: readonly Solution[], solution: Solution): Solution[] {
	const has = solutions.some(({ item }) => item === solution.item);
	return has
		? solutions.map((one) => (one.item === solution.item ? solution : one))
		: [...solutions, solution];
}
