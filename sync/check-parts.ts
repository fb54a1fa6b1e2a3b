/** The checks as a person meets them: by what is looked through. Tables only. */
import { groupOf, type CheckGroup } from './checks.ts';
import type { Check } from './schema/observation.ts';

export const checkParts = ['camera', 'microphone', 'screen', 'page', 'device'] as const;
export type CheckPart = (typeof checkParts)[number];

const partOfGroup: Readonly<Record<CheckGroup, CheckPart>> = {
	face: 'camera',
	head: 'camera',
	identity: 'camera',
	things: 'camera',
	voice: 'microphone',
	speaker: 'microphone',
	arousal: 'microphone',
	screen: 'screen',
	page: 'page',
	device: 'device',
	network: 'device'
};

export const partOf = (check: Check): CheckPart => partOfGroup[groupOf[check]];
