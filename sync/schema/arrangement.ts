/** "I cannot accept this": what a student asks for at one sitting instead of accepting its notice, and what its staff answers. */
import * as z from 'zod';
import { hash, id, unixMs } from './text.ts';

/** What of the notice it is about. */
export const arrangementReasons = [
	'camera',
	'microphone',
	'gaze',
	'pictures',
	'person_beside',
	'reads_aloud',
	'place',
	'other'
] as const;
export const arrangementReason = z.enum(arrangementReasons);
export type ArrangementReason = z.infer<typeof arrangementReason>;

/** What a teacher may switch off for one student who asked. More time and breaks are granted on the roster (accommodation.ts). */
export const arranged = z.strictObject({
	noCamera: z.boolean(),
	noMicrophone: z.boolean(),
	/** Which way the head and the eyes are turned is not looked at. */
	noGaze: z.boolean(),
	/** No picture leaves the device. */
	noPictures: z.boolean(),
	/** Somebody sits beside: a second face or voice is expected. */
	secondPerson: z.boolean(),
	/** Somebody, or something, reads aloud: speech is expected. */
	reader: z.boolean()
});
export type Arranged = z.infer<typeof arranged>;
export const nothingArranged: Arranged = {
	noCamera: false,
	noMicrophone: false,
	noGaze: false,
	noPictures: false,
	secondPerson: false,
	reader: false
};

const words = z.string().trim().max(1_000);

export const arrangementRequest = z.strictObject({
	/** Made by the client: asked again with it, nothing happens twice. */
	id,
	reason: arrangementReason,
	words,
	/** Of the notice that was not accepted. */
	noticeHash: hash
});
export type ArrangementRequest = z.infer<typeof arrangementRequest>;

/** At least one of the two. */
export const arrangementAnswer = z
	.strictObject({ granted: arranged.nullable(), words })
	.refine(
		({ granted, words }) =>
			granted === null ? words !== '' : Object.values(granted).some((each) => each),
		{ path: ['words'] }
	);
export type ArrangementAnswer = z.infer<typeof arrangementAnswer>;

/** As the student and the sitting's staff see it. */
export const arrangement = z.strictObject({
	id,
	reason: arrangementReason,
	words: z.string(),
	askedAt: unixMs,
	withdrawn: z.boolean(),
	/** null: not yet. */
	answer: z
		.strictObject({
			at: unixMs,
			by: z.string(),
			/** null: nothing but words. */
			granted: arranged.nullable(),
			words: z.string()
		})
		.nullable()
});
export type Arrangement = z.infer<typeof arrangement>;

/** Nobody has answered it, and the student still wants an answer. */
export const isOpen = ({ answer, withdrawn }: Pick<Arrangement, 'answer' | 'withdrawn'>): boolean =>
	answer === null && !withdrawn;
