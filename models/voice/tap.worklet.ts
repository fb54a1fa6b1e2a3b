/**
 * Runs on the audio thread and only passes sound on: mono, in pieces of 128 ms or so, through a port that leads straight to
 * the worker, past the page. The port comes as a message; a new one replaces the old when the worker was started anew.
 */

declare class AudioWorkletProcessor {
	readonly port: MessagePort;
}
declare function registerProcessor(name: string, processor: new () => AudioWorkletProcessor): void;

const PIECE_SAMPLES = 2_048;

class Tap extends AudioWorkletProcessor {
	out: MessagePort | null = null;
	piece = new Float32Array(PIECE_SAMPLES);
	filled = 0;

	constructor() {
		super();
		this.port.onmessage = ({ data }: MessageEvent<MessagePort>) => (this.out = data);
	}

	process(inputs: Float32Array[][]): boolean {
		const channels = inputs[0] ?? [];
		const length = channels[0]?.length ?? 0;
		for (let i = 0; i < length; i++) {
			let sum = 0;
			for (const channel of channels) sum += channel[i] ?? 0;
			this.piece[this.filled++] = sum / channels.length;
			if (this.filled === PIECE_SAMPLES) this.send();
		}
		return true;
	}

	send(): void {
		this.out?.postMessage(this.piece, [this.piece.buffer]);
		this.piece = new Float32Array(PIECE_SAMPLES);
		this.filled = 0;
	}
}

registerProcessor('tap', Tap);
