/**
 * What each recording shows, by eye and ear: per check from when to when, in seconds; `[]`, and whatever is not named, never;
 * `unsure`: shown or not, depending on whom one asks, so it counts neither way.
 */
import type { Check } from '#sync/schema/observation.ts';
import type { FilmChange } from './page/change.ts';

type Span = [from: number, to: number];
export interface Labelled {
	/** Under the folder of recordings. */
	file: string;
	/** Where one file makes several recordings. */
	name?: string;
	shows?: Partial<Record<Check, Span[] | 'unsure'>>;
	/** Played for at least so long. */
	seconds?: number;
	then?: { at: number; change: FilmChange };
	/** Seconds in which somebody looks straight ahead, shown for the check before an exam. */
	before?: Span;
	/** Looked at in every light; the others only as they are. */
	changed?: true;
	/** Files that are heard one after another, instead of `file` alone. */
	joined?: string[];
	/** Recordings of whoever is enrolled: then only whether it is still they is looked at. */
	enrolled?: string[];
}

const ALWAYS: Span[] = [[0, Infinity]];
/** Whoever begins with the head turned away has no straight-ahead of their own yet. */
const TURNED = { head_away: 'unsure', eyes_away: 'unsure' } as const;
const EYES = { eyes_away: 'unsure' } as const;
const asl = (name: string, more: Partial<Labelled> = {}): Labelled => ({
	file: `faces/clips/asl_${name}.mkv`,
	...more
});
/** A second face, cut by the picture's edge. */
const beside = { face_multiple: 'unsure' } as const;
const still = (name: string, shows: Labelled['shows'] = {}): Labelled => ({
	file: `faces/stills/${name}`,
	shows: { picture_frozen: 'unsure', ...shows }
});

export const films: Labelled[] = [
	{ file: 'camera/one_face.mjpeg', changed: true },
	{ file: 'camera/other_person.mjpeg', changed: true },
	{
		file: 'camera/two_faces.mjpeg',
		shows: { face_multiple: ALWAYS, ...TURNED },
		changed: true
	},
	{ file: 'camera/no_face.mjpeg', shows: { face_absent: ALWAYS }, changed: true },
	{ file: 'camera/face_leaves.mjpeg', shows: { face_absent: [[10, 20]] }, changed: true },
	{ file: 'camera/face_leaves_short.mjpeg', shows: { face_absent: [[5, 10]] }, changed: true },
	{
		file: 'camera/looking_away.mjpeg',
		before: [0, 4],
		shows: { head_away: [[4, 10.4]], ...EYES },
		changed: true
	},
	{
		file: 'faces/clips/head-pose-female-and-male.mp4',
		shows: { face_multiple: ALWAYS, ...TURNED },
		changed: true
	},
	{ file: 'faces/clips/head-pose-female.mp4', shows: TURNED, changed: true },
	{ file: 'faces/clips/empty_room_6s.mp4', shows: { face_absent: ALWAYS }, changed: true },
	asl('again', { changed: true }),
	asl('brother'),
	asl('help'),
	asl('no'),
	asl('student'),
	asl('yes'),
	asl('book', { changed: true }),
	asl('learn'),
	asl('school'),
	asl('walk'),
	asl('eat', { changed: true }),
	asl('night'),
	asl('sister'),
	asl('bird', { shows: beside }),
	asl('milk', { changed: true }),
	asl('please', { shows: beside }),
	asl('sorry'),
	asl('thanks'),
	{
		file: 'camera/one_face.mjpeg',
		name: 'one_face, then black',
		then: { at: 5, change: 'black' },
		shows: { camera_blocked: [[5, 15]] },
		seconds: 15
	},
	...(['one_face', 'other_person', 'looking_away'] as const).flatMap((who): Labelled[] => [
		...(['hand', 'tape', 'finger'] as const).map((thing): Labelled => ({
			file: `camera/${who}.mjpeg`,
			name: `${who}, then a ${thing} over the lens`,
			then: { at: 5, change: thing },
			shows: { camera_blocked: [[5, 15]], ...TURNED },
			seconds: 15
		})),
		{
			file: `camera/${who}.mjpeg`,
			name: `${who}, then a bare wall`,
			then: { at: 5, change: 'wall' },
			shows: { face_absent: [[5, 15]], ...TURNED },
			seconds: 15
		}
	]),
	...(['one_face', 'other_person'] as const).flatMap((who) =>
		(['left_edge', 'right_edge', 'top_edge', 'bottom_edge'] as const).map((edge): Labelled => ({
			file: `camera/${who}.mjpeg`,
			name: `${who}, then cut by the ${edge.replace('_', ' ')}`,
			then: { at: 5, change: edge },
			shows: { face_partial: [[5, 17]], face_absent: 'unsure', ...TURNED },
			seconds: 17
		}))
	),
	{
		file: 'camera/one_face.mjpeg',
		name: 'one_face, then frozen',
		then: { at: 5, change: 'held' },
		shows: { picture_frozen: [[5, 17]] },
		seconds: 17
	},
	{
		file: 'camera/face_leaves_short.mjpeg',
		name: 'face_leaves_short, again and again',
		shows: { picture_frozen: [[15, 60]], face_absent: 'unsure' },
		seconds: 60
	}
];

export const stills: Labelled[] = [
	still('nasa_astronaut.png'),
	still('cc0_women_on_phones.jpg', { face_multiple: ALWAYS, ...TURNED, face_partial: 'unsure' }),
	still('noface_cat.png', { face_absent: ALWAYS }),
	still('noface_coffee.png', { face_absent: ALWAYS }),
	still('noface_room.jpg', { face_absent: ALWAYS }),
	...[
		'A_again',
		'A_no',
		'A_yes',
		'B_book',
		'B_learn',
		'B_school',
		'C_eat',
		'C_night',
		'C_sister'
	].map((name) => still(`person${name}.jpg`)),
	...['D_milk', 'D_please', 'D_sorry'].map((name) => still(`person${name}.jpg`)),
	still('personF_frontal.jpg'),
	still('personF_looking_left.jpg', TURNED),
	still('personsFG_together.jpg', { face_multiple: ALWAYS, ...TURNED })
];

/** Recorded near full level: whether it is loud is a matter of the microphone. */
const LOUD = { loud: 'unsure' } as const;
const speech = (file: string, more: Labelled['shows'] = {}): Labelled => ({
	file,
	shows: { speech: ALWAYS, ...more },
	changed: true
});
const noise = (file: string): Labelled => ({ file, seconds: 30 });

export const sounds: Labelled[] = [
	{
		file: 'camera/quiet_speech_quiet.wav',
		// Made as ten seconds of quiet; the first word is heard 0.3 s later.
		shows: { speech: [[10, 21]], ...LOUD },
		changed: true
	},
	speech('camera/speech.wav', LOUD),
	speech('speech/jfk.flac', LOUD),
	...['george', 'jackson', 'lucas', 'nicolas'].map((who) => speech(`camera/digits_${who}.wav`)),
	noise('camera/typing.wav'),
	noise('camera/noise.wav'),
	noise('camera/quiet.wav'),
	...['ceiling-fan', 'clock', 'keyboard', 'office_20s', 'paper', 'typewriter'].map((name) =>
		noise(`noise/${name}.mp3`)
	)
];

/** Played for ten minutes: nothing may be told. */
export const LONG_SECONDS = 600;
export const long: Labelled[] = [
	{ file: 'camera/one_face.mjpeg' },
	{ file: 'camera/other_person.mjpeg' },
	{ file: 'camera/typing.wav' },
	{ file: 'noise/ceiling-fan.mp3' },
	{ file: 'camera/noise.wav' },
	{ file: 'camera/quiet.wav' }
].map((each) => ({ ...each, seconds: LONG_SECONDS, shows: { picture_frozen: 'unsure' as const } }));

export const nameOf = ({ file, name }: Labelled): string =>
	name ?? (file.split('/').at(-1) ?? file).replace(/\.\w+$/, '');
