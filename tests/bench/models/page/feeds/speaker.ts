/** Whose voice it is, compared with who was enrolled: what the worker said of each window, through the product's own comparison. */
import {
	createEnrolment,
	createSpeakerReader,
	type SpeakerReading
} from '#models/voice/speaker.ts';
import type { Timbre } from '#models/voice/timbre.ts';
import type { VoiceReading } from '#models/voice/voice-reading.ts';
import { openSound } from '../sound.ts';
import { hear } from './voice.ts';

const known = new Map<string, Promise<Timbre>>();

async function enrol(urls: readonly string[]): Promise<Timbre> {
	const sound = await openSound(urls, { seconds: 0, change: null, noise: '' });
	const enrolment = createEnrolment();
	for (const reading of (await hear(sound, { timbre: true })).readings) {
		const enrolled = enrolment.push(reading);
		if (enrolled) return enrolled;
	}
	throw new Error('Nobody could be enrolled.');
}

/** Of the comparisons that the readings allow, how sure each is that it is another voice. */
export async function otherVoices(
	enrolled: readonly string[],
	readings: readonly VoiceReading[]
): Promise<SpeakerReading[]> {
	const key = enrolled.join();
	const enrolling = known.get(key) ?? enrol(enrolled);
	known.set(key, enrolling);
	const reader = createSpeakerReader(await enrolling);
	return readings.flatMap((reading) => reader.push(reading) ?? []);
}
