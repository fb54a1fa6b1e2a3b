/** Recordings to play as camera and microphone; where there are none, a clip made here, and the test says so. */
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { asset } from './assets.ts';
import { drawLeavingFace } from './drawn-clip.ts';
import { quietRoom } from './signals.ts';
import { writeWav } from './wav.ts';

/** A face for 5 s, an empty room for 5 s, a face for 5 s; played round and round. */
export async function leavingFaceClip(): Promise<string> {
	const recording = asset('camera/face_leaves_short.mjpeg');
	if (recording) return recording;
	console.info('No recordings found (INVIGIL_ASSETS): the camera plays a drawn face.');
	return drawLeavingFace(5);
}

/** A room in which next to nothing is heard. */
export function quietClip(): string {
	const recording = asset('camera/quiet.wav');
	if (recording) return recording;
	console.info('No recordings found (INVIGIL_ASSETS): the microphone plays made noise.');
	const path = join(mkdtempSync(join(tmpdir(), 'invigil-clip-')), 'quiet.wav');
	writeWav(path, quietRoom(10));
	return path;
}
