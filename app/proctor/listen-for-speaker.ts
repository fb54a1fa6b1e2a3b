/**
 * Whose voice: enrols the first voice of the session, a few seconds of it, then compares what is said later with it. What was enrolled
 * is asked for and given to be kept, and goes nowhere else; without a place to keep it, who reloads is enrolled anew.
 */
import {
	createEnrolment,
	createSpeakerReader,
	type SpeakerReader,
	type SpeakerReading,
	type Timbre,
	type VoiceReading
} from '#models/voice/index.ts';

export interface EnrolledVoice {
	/** null: nobody is enrolled yet. */
	load(): Promise<Timbre | null>;
	keep(voice: Timbre): Promise<void>;
}

export interface SpeakerListening {
	/** 0 to 1: how much of the enrolment is there. */
	readonly enrolled: number;
	/** null: it is not known yet whether somebody is enrolled, or there is not enough to compare. */
	hear(reading: Pick<VoiceReading, 'at' | 'timbre'>): SpeakerReading | null;
}

const warn = (error: unknown) =>
	console.warn(
		'The voice that is enrolled could not be read or kept; it is described anew.',
		error
	);

export function listenForSpeaker(kept?: EnrolledVoice): SpeakerListening {
	const enrolment = createEnrolment();
	let reader: SpeakerReader | null = null;
	let looking = kept !== undefined;
	const look = async (of: EnrolledVoice) => {
		const voice = await of.load().catch((error: unknown) => {
			warn(error);
			return null;
		});
		if (voice) reader = createSpeakerReader(voice);
		looking = false;
	};
	if (kept) void look(kept);
	return {
		get enrolled() {
			return reader ? 1 : enrolment.progress;
		},
		hear(reading) {
			if (looking) return null;
			if (reader) return reader.push(reading);
			const enrolled = enrolment.push(reading);
			if (!enrolled) return null;
			reader = createSpeakerReader(enrolled);
			kept?.keep(enrolled).catch(warn);
			return null;
		}
	};
}
