/** Gathers good looks at one face until they make a template. Pure. */
import type { EnrolmentLook, Fit } from './identity-reading.ts';
import { meanLikeness, similarity, type Likeness } from './likeness.ts';

export const LOOKS_WANTED = 4;
/** Looks at one person from the front, seconds apart, measure 0.8 and more; different people 0.74 at the most. */
const AGREEING = 0.78;

export interface EnrolmentState {
	/** Good looks so far. */
	looks: number;
	/** What the newest look lacked; null: nothing, or there was none yet. */
	lacking: Exclude<Fit, 'good'> | null;
	/** Once there are enough. */
	template: Likeness | null;
}

export interface Enrolment {
	add(look: Pick<EnrolmentLook, 'fit' | 'likeness'>): EnrolmentState;
}

export function createEnrolment(): Enrolment {
	let kept: Likeness[] = [];
	return {
		add({ fit, likeness }) {
			if (fit !== 'good' || !likeness)
				return { looks: kept.length, lacking: fit === 'good' ? 'unsure' : fit, template: null };
			// Somebody else, or the first look was an odd one: begin with this one.
			if (kept.some((other) => similarity(other, likeness) < AGREEING)) kept = [];
			kept = [...kept, likeness];
			const template = kept.length < LOOKS_WANTED ? null : meanLikeness(kept);
			return { looks: kept.length, lacking: null, template };
		}
	};
}
