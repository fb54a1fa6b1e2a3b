/** Single comparisons with whoever is enrolled, before anything has lasted. Pure. */
import { defaultThresholds } from '#app/proctor/thresholds.ts';
import type { Measured } from './measure.ts';

export interface Compared {
	what: 'face' | 'voice';
	change: string;
	/** Comparisons with the enrolled person, and how many of them call them another. */
	own: number;
	ownRejected: number;
	/** With others, and how many pass for the enrolled one. */
	others: number;
	othersPassed: number;
}

const { unlikeBelow, otherVoiceFrom } = defaultThresholds;
const isOther = {
	face: (similarity: number) => similarity < unlikeBelow,
	voice: (unlike: number) => unlike >= otherVoiceFrom
};
const checkOf = { face: 'identity_changed', voice: 'speaker_changed' } as const;

export function compare(what: Compared['what'], change: string, plays: Measured[]): Compared {
	const out: Compared = { what, change, own: 0, ownRejected: 0, others: 0, othersPassed: 0 };
	for (const { labelled, compared } of plays) {
		const isOwn = labelled.shows?.[checkOf[what]]?.length === 0;
		const called = compared.filter(isOther[what]).length;
		if (isOwn) {
			out.own += compared.length;
			out.ownRejected += called;
		} else {
			out.others += compared.length;
			out.othersPassed += compared.length - called;
		}
	}
	return out;
}
