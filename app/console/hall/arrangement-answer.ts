/** What a teacher is offered as an answer, and what was made of it. Pure. */
import {
	nothingArranged,
	type Arranged,
	type ArrangementAnswer,
	type ArrangementReason
} from '#sync/schema/arrangement.ts';

const asked: Partial<Record<ArrangementReason, keyof Arranged>> = {
	camera: 'noCamera',
	microphone: 'noMicrophone',
	gaze: 'noGaze',
	pictures: 'noPictures',
	person_beside: 'secondPerson',
	reads_aloud: 'reader'
};

/** What the student named is ticked already: to agree is one press, and to answer otherwise is to take it off. */
export function suggested(reason: ArrangementReason): Arranged {
	const name = asked[reason];
	return name ? { ...nothingArranged, [name]: true } : { ...nothingArranged };
}

/** null: it says nothing yet. */
export function answerOf(off: Arranged, words: string): ArrangementAnswer | null {
	const granted = Object.values(off).some((each) => each) ? { ...off } : null;
	const said = words.trim();
	return granted === null && said === '' ? null : { granted, words: said };
}
