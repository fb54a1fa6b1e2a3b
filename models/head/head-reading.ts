/** One look at where the head points: as the landmarker sees it, and measured from the student's own straight-ahead. Pure. */
import { apart, eyesOf, poseOf, shutOf, type Eyes, type Pose } from './head-pose.ts';
import type { Straight } from './straight-ahead.ts';

/** What the worker answers. */
export interface HeadLook {
	/** performance.now() of the page when the frame was taken. */
	at: number;
	/** null: no face was found. */
	pose: Pose | null;
	/** null: too dark or too small to say. */
	eyes: Eyes | null;
	/** How far both eyes are shut, 0 to 1. */
	shut: number | null;
	analysisMs: number;
}

export interface HeadReading extends HeadLook {
	/** From the student's own straight-ahead; null while that is not known. */
	away: Pose | null;
	/** The same of the eyes. */
	glance: Eyes | null;
}

/** Darker pictures say too little of where the eyes look, and so does a face smaller than this share of the picture's width. */
const EYES_BRIGHTNESS = 0.2;
const EYES_WIDTH = 0.12;
/** Half-shut eyes look down for the model. */
const EYES_OPEN = 0.5;

export function headLook(given: {
	at: number;
	matrix: ArrayLike<number> | null;
	score: (name: string) => number;
	brightness: number;
	/** Of the face, as a share of the picture's. */
	width: number;
	analysisMs: number;
}): HeadLook {
	const { at, matrix, score } = given;
	const analysisMs = Math.round(given.analysisMs * 10) / 10;
	if (!matrix) return { at, pose: null, eyes: null, shut: null, analysisMs };
	const clear = given.brightness >= EYES_BRIGHTNESS && given.width >= EYES_WIDTH;
	const shut = clear ? shutOf(score) : null;
	return {
		at,
		pose: poseOf(matrix),
		eyes: shut !== null && shut < EYES_OPEN ? eyesOf(score) : null,
		shut,
		analysisMs
	};
}

export function headReading(look: HeadLook, straight: Straight | null): HeadReading {
	const { pose, eyes } = look;
	const round = (value: number) => Math.round(value * 1000) / 1000;
	return {
		...look,
		away: pose && straight ? apart(straight.pose, pose) : null,
		glance:
			eyes && straight?.eyes
				? {
						sideways: round(eyes.sideways - straight.eyes.sideways),
						vertical: round(eyes.vertical - straight.eyes.vertical)
					}
				: null
	};
}
