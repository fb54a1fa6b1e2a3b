/** What the worker offers the page: it keeps the last bundle it was given, reads it first and proves it after. */
import type { EdgeKey } from '#sync/schema/signed.ts';
import { bundle as bundleSchema } from '#sync/schema/bundle.ts';
import { verifyBundle } from '#sync/verify/verify-bundle.ts';
import type { Verdict } from '#sync/verify/verdict.ts';
import { readBundle, whenOf, type AttemptReading } from './read-bundle.ts';
import { readSession, type ReadSession } from './read-session.ts';

export type Proof = {
	verdict: Verdict;
	/** Since the attempt began, where the record breaks. */
	brokenAtMs: number | null;
	/** The edge's public keys that it was held against, as the installation publishes them; none if they could not be had. */
	publicKeys: readonly string[];
};

export class RecordReader {
	#json: unknown = null;
	#sessions: ReadSession[] = [];
	#reading: AttemptReading | null = null;

	/** null: not a bundle. `bytes` as the edge served them. */
	read(bytes: ArrayBuffer): AttemptReading | null {
		this.#json = parse(bytes);
		const read = bundleSchema.safeParse(this.#json);
		this.#sessions = read.success ? read.data.sessions.map(readSession) : [];
		this.#reading = read.success ? readBundle(read.data, this.#sessions) : null;
		return this.#reading;
	}

	/** Of what was read last. */
	async prove(trusted: readonly EdgeKey[] | null): Promise<Proof> {
		const verdict = await verifyBundle(this.#json, trusted ? { trusted } : {});
		const { brokenAt } = verdict;
		const timeline = this.#reading?.timeline ?? null;
		const brokenAtMs = brokenAt && whenOf(this.#sessions, timeline, brokenAt);
		return { verdict, brokenAtMs, publicKeys: trusted?.map((key) => key.publicKey) ?? [] };
	}
}

function parse(bytes: ArrayBuffer): unknown {
	try {
		return JSON.parse(new TextDecoder().decode(bytes));
	} catch (_notJson) {
		return null;
	}
}
