import type { Trouble } from './trouble.ts';
import { needsALook } from './trouble.ts';

/** What the table shows: everybody, or one group of them. The same groups are counted above the table. */
export const groups = ['all', 'look', 'sitting', 'waiting', 'finished'] as const;
export type Group = (typeof groups)[number];

export function inGroup(group: Group, trouble: Trouble, sitting: boolean): boolean {
	switch (group) {
		case 'all':
			return true;
		case 'look':
			return needsALook(trouble);
		case 'sitting':
			return sitting;
		case 'waiting':
			return trouble === group || trouble === 'asks';
		default:
			return trouble === group;
	}
}

/** Letters without case and accents, so that "jose" finds "José". */
export const foldName = (name: string): string =>
	name
		.normalize('NFKD')
		.replace(/\p{Mn}/gu, '')
		.toLocaleLowerCase();

/** Every word typed begins some word of the name, in any order. */
export function matchesName(foldedName: string, typed: string): boolean {
	const words = foldName(typed).split(/\s+/u).filter(Boolean);
	const names = foldedName.split(/[\s\-'’]+/u);
	return words.every((word) => names.some((name) => name.startsWith(word)));
}
