/** A recording of sound, decoded, repeated to the length that is wanted, and changed. */
import { SAMPLE_RATE } from '#models/voice/sound.ts';
import { gainBelow, type SoundChange } from './change.ts';

const TELEPHONE_RATE = 8_000;
const QUIETER_DB = 20;
/** Office noise so far below the recording. */
const OFFICE_DB = 10;

async function decode(url: string, rate: number): Promise<Float32Array> {
	const response = await fetch(url);
	if (!response.ok) throw new Error(`${url}: ${response.status}`);
	const context = new OfflineAudioContext(1, 1, rate);
	const buffer = await context.decodeAudioData(await response.arrayBuffer());
	const mono = new Float32Array(buffer.length);
	for (let channel = 0; channel < buffer.numberOfChannels; channel++)
		buffer.getChannelData(channel).forEach((sample, i) => {
			mono[i] = (mono[i] ?? 0) + sample / buffer.numberOfChannels;
		});
	return mono;
}

/** Between recordings that are joined. */
const PAUSE_SECONDS = 0.2;

async function joined(urls: readonly string[], rate: number): Promise<Float32Array> {
	const pieces = await Promise.all(urls.map((url) => decode(url, rate)));
	const pause = pieces.length > 1 ? Math.round(PAUSE_SECONDS * rate) : 0;
	const all = new Float32Array(pieces.reduce((sum, piece) => sum + piece.length + pause, 0));
	let at = 0;
	for (const piece of pieces) {
		all.set(piece, at);
		at += piece.length + pause;
	}
	return all;
}

export async function openSound(
	urls: readonly string[],
	{ seconds, change, noise }: { seconds: number; change: SoundChange | null; noise: string }
): Promise<AudioBuffer> {
	const narrow = change === 'narrow';
	const once = await joined(urls, narrow ? TELEPHONE_RATE : SAMPLE_RATE);
	const times = narrow ? SAMPLE_RATE / TELEPHONE_RATE : 1;
	const length = Math.max(once.length * times, Math.round(seconds * SAMPLE_RATE));
	const gain = change === 'quieter' ? 10 ** (-QUIETER_DB / 20) : 1;
	const samples = Float32Array.from(
		{ length },
		(_, i) => gain * (once[Math.floor(i / times) % once.length] ?? 0)
	);
	if (change === 'office') {
		const office = await decode(noise, SAMPLE_RATE);
		const under = gainBelow(once, office, OFFICE_DB);
		for (let i = 0; i < length; i++)
			samples[i] = (samples[i] ?? 0) + under * (office[i % office.length] ?? 0);
	}
	const buffer = new AudioBuffer({ length, sampleRate: SAMPLE_RATE, numberOfChannels: 1 });
	buffer.copyToChannel(samples, 0);
	return buffer;
}
