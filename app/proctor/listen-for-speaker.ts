/**
 * Whose voice: enrols the first voice of the session, a few seconds of it, then compares what is said later with it. The
 * enrolment stays in this page's memory, is written nowhere, and ends with the page; who reloads is enrolled anew.
 */
import {
	createEnrolment,
	createSpeakerReader,
	type SpeakerReader,
	type SpeakerReading,
	type VoiceReading
} from '#models/voice/index.ts';

export interface SpeakerListening {
	/** 0 to 1: how much of the enrolment is there. */
	readonly enrolled: number;
	hear(reading: Pick<VoiceReading, 'at' | 'timbre'>): SpeakerReading | null;
}

export function listenForSpeaker(): SpeakerListening {
	const enrolment = createEnrolment();
	let reader: SpeakerReader | null = null;
	return {
		get enrolled() {
			return enrolment.progress;
		},
		hear(reading) {
			if (reader) return reader.push(reading);
			const enrolled = enrolment.push(reading);
			if (enrolled) reader = createSpeakerReader(enrolled);
			return null;
		}
	};
}
