/** One model under measurement. A further one is a file beside this and a line in `feeds` of ../main.ts. */
import type { JudgeInput } from '#app/proctor/judge.ts';

type WithoutTime<Input> = Input extends unknown ? Omit<Input, 't'> : never;
export type Said = WithoutTime<JudgeInput>;

export interface Look {
	at: number;
	analysisMs: number;
}

/** Looks at pictures, as its worker does in the product. */
export interface FrameFeed<Seen extends Look = Look> {
	name: string;
	/** From one look to the next, as the product has it on a device that is fast enough, after what the newest look said. */
	everyMs(said: Said | null): number;
	/** So seldom that a recording shown again and again would be looked at in the same few places. */
	seldom?: true;
	/** `enrolled`: pictures, at seconds, of whoever is enrolled; null: nobody. */
	open(
		enrolled: ((at: number) => Promise<ImageBitmap>) | null
	): Promise<(picture: ImageBitmap) => Promise<Seen>>;
	/** A sitting begins: from looks in their order, with `at` in ms of the recording, to what the judge is told. */
	begin(): (look: Seen) => Said;
}

export function ready<Client extends object>(client: Client | string, name: string): Client {
	if (typeof client === 'string') throw new Error(`${name}: ${client}`);
	return client;
}
