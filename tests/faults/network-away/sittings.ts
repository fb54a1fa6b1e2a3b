/** A sitting of its own for each run at protocol level, all for the same student; and students of their own for those with a browser. */
import { policyPresets } from '#sync/policy-presets.ts';
import { signedIn, type EdgeClient } from '../../support/edge-client.ts';
import { fetchPapersWith, type DevicePapers } from '../../support/edge-device.ts';
import { addStudents, copySitting } from '../../support/edge-sittings.ts';
import type { KillableEdge } from '../edge-kill/killable-edge.ts';
import { patiently } from '../patiently.ts';

/** An access token lasts a quarter of an hour. */
const SIGNED_IN_MS = 10 * 60_000;
const HOURS_MS = 6 * 3_600_000;

export class Sittings {
	readonly #edge: KillableEdge;
	readonly #ids: string[];
	readonly #clients = new Map<string, { client: Promise<EdgeClient>; since: number }>();
	#students = 0;

	private constructor(edge: KillableEdge, ids: string[]) {
		this.#edge = edge;
		this.#ids = ids;
	}

	/** `browsers`: students whose only exam is the demo's. */
	static async prepare(
		edge: KillableEdge,
		{ devices, browsers }: { devices: number; browsers: number }
	): Promise<Sittings> {
		const ids = await edge.database(async (query) => {
			// Nobody is watched: what a camera sees is for others to test.
			await query('update sittings set policy = $1', [JSON.stringify(policyPresets.quiet)]);
			const made: string[] = [];
			for (let n = 0; n < devices; n++)
				made.push(await copySitting(query, { opens: -300, closes: 600 }));
			await query('update sittings set duration_ms = $1 where id = any($2::uuid[])', [
				HOURS_MS,
				made
			]);
			await query(
				`insert into sitting_staff (sitting_id, user_id, institution_id, role)
				select made, s.user_id, s.institution_id, s.role from unnest($1::uuid[]) made, sitting_staff s
				where s.sitting_id <> all($1::uuid[])`,
				[made]
			);
			if (browsers > 0) await addStudents(query, browsers);
			return made;
		});
		return new Sittings(edge, ids);
	}

	async papers(): Promise<DevicePapers> {
		const sitting = this.#ids.pop();
		if (!sitting) throw new Error('every sitting was sat');
		const client = await this.#client('student1@demo.test');
		return patiently(() => fetchPapersWith(client, sitting));
	}

	/** Their address. */
	nextStudent(): string {
		this.#students += 1;
		return `extra${this.#students}@demo.test`;
	}

	teacher(): Promise<EdgeClient> {
		return this.#client('teacher@demo.test');
	}

	#client(email: string): Promise<EdgeClient> {
		const known = this.#clients.get(email);
		if (known && performance.now() - known.since < SIGNED_IN_MS) return known.client;
		const client = patiently(() => signedIn(this.#edge.origin, email));
		this.#clients.set(email, { client, since: performance.now() });
		return client;
	}
}
