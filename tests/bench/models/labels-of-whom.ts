/**
 * Recordings with somebody enrolled: of the same person nothing may be told, of another one that it is another. Who is who was
 * judged by eye and ear. Two of the persons were used to choose the limits, the others were not.
 */
import { nameOf, type Labelled } from './labels.ts';

/** Looks are seconds apart, so a change needs a while to be told. */
const SECONDS = 60;
const asl = (name: string) => `faces/clips/asl_${name}.mkv`;
/** One recording to enrol each person with, and others of the same day to look at. */
const faces = {
	A: [asl('again'), 'camera/one_face.mjpeg', asl('brother'), asl('help'), asl('yes')],
	B: [asl('book'), asl('learn'), asl('school'), asl('walk')],
	C: [asl('eat'), asl('night'), asl('sister')],
	D: [asl('milk'), 'camera/other_person.mjpeg', asl('bird'), asl('sorry'), asl('thanks')],
	F: ['camera/looking_away.mjpeg', 'faces/clips/head-pose-female.mp4']
};
type Person = keyof typeof faces;
const people = Object.keys(faces) as Person[];
/** Of somebody else, so many recordings each. */
const OF_OTHERS = 2;

export const likenesses: Labelled[] = people.flatMap((enrolled) =>
	people.flatMap((shown) => {
		const own = shown === enrolled;
		const files = own ? faces[shown].slice(1) : faces[shown].slice(0, OF_OTHERS);
		return files.map((file): Labelled => ({
			file,
			name: `${nameOf({ file })}${own ? '' : ` (${shown})`}, ${enrolled} enrolled`,
			enrolled: faces[enrolled].slice(0, 1),
			seconds: SECONDS,
			shows: { identity_changed: own ? [] : [[0, Infinity]] },
			// Once per person, and one other person each.
			...(files.indexOf(file) === 0 &&
			(own || people.indexOf(shown) === (people.indexOf(enrolled) + 1) % people.length)
				? { changed: true as const }
				: {})
		}));
	})
);

const speakers = ['george', 'jackson', 'lucas', 'nicolas'] as const;
const DIGITS = [...'0123456789'];
/** Counting from nought to nine, so many times. */
const counting = (speaker: string, takes: number[]) =>
	takes.flatMap((take) => DIGITS.map((digit) => `speech/fsdd/${digit}_${speaker}_${take}.wav`));
const ENROLLING = [0, 1, 2, 3, 4];
const TRYING = [5, 6, 7, 8, 9];

export const voices: Labelled[] = speakers.flatMap((enrolled) =>
	speakers.map((heard): Labelled => {
		const joined = counting(heard, TRYING);
		return {
			file: joined[0] ?? '',
			joined,
			name: `${heard}, ${enrolled} enrolled`,
			enrolled: counting(enrolled, ENROLLING),
			shows: { speaker_changed: heard === enrolled ? [] : [[0, Infinity]], speech: 'unsure' },
			changed: true
		};
	})
);
