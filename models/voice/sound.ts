/** How sound is measured: apart from the measuring, so that the page can know it without loading that. */

export const SAMPLE_RATE = 16_000;
export const FRAME_SAMPLES = 512;
export const FRAME_MS = (FRAME_SAMPLES * 1000) / SAMPLE_RATE;
/** Digital silence has no level; this stands for it. */
export const SILENCE_DBFS = -100;
