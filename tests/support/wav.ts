/** 16-bit PCM WAV files, as the recordings are. */
import { readFileSync, writeFileSync } from 'node:fs';

export interface Sound {
	rate: number;
	/** First channel, -1 to 1. */
	samples: Float32Array;
}

export function readWav(path: string): Sound {
	const bytes = readFileSync(path);
	let rate = 0;
	let channels = 1;
	for (let at = 12; at + 8 <= bytes.length;) {
		const id = bytes.toString('latin1', at, at + 4);
		const length = bytes.readUInt32LE(at + 4);
		const body = at + 8;
		if (id === 'fmt ') {
			channels = bytes.readUInt16LE(body + 2);
			rate = bytes.readUInt32LE(body + 4);
		}
		if (id === 'data') {
			const samples = new Float32Array(Math.floor(length / 2 / channels));
			for (let i = 0; i < samples.length; i++)
				samples[i] = bytes.readInt16LE(body + 2 * channels * i) / 32_768;
			return { rate, samples };
		}
		at = body + length + (length % 2);
	}
	throw new Error(`${path} has no sound in it.`);
}

export function writeWav(path: string, { rate, samples }: Sound): void {
	const bytes = Buffer.alloc(44 + 2 * samples.length);
	bytes.write('RIFF', 0);
	bytes.writeUInt32LE(36 + 2 * samples.length, 4);
	bytes.write('WAVEfmt ', 8);
	bytes.writeUInt32LE(16, 16);
	bytes.writeUInt16LE(1, 20);
	bytes.writeUInt16LE(1, 22);
	bytes.writeUInt32LE(rate, 24);
	bytes.writeUInt32LE(2 * rate, 28);
	bytes.writeUInt16LE(2, 32);
	bytes.writeUInt16LE(16, 34);
	bytes.write('data', 36);
	bytes.writeUInt32LE(2 * samples.length, 40);
	samples.forEach((sample, i) =>
		bytes.writeInt16LE(Math.round(Math.max(-1, Math.min(1, sample)) * 32_767), 44 + 2 * i)
	);
	writeFileSync(path, bytes);
}
