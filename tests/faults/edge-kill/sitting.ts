/** For each run a sitting of its own, so a room of its own, with the same students. */
import { signedIn, type EdgeClient } from '../../support/edge-client.ts';
import { fetchPapersWith, type DevicePapers } from '../../support/edge-device.ts';
import { addStudents, copySitting } from '../../support/edge-sittings.ts';
import { patiently } from '../patiently.ts';
import type { KillableEdge } from './killable-edge.ts';

const STUDENTS = 4;
/** An access token lasts a quarter of an hour. */
const SIGNED_IN_MS = 10 * 60_000;
const TEACHER = 'teacher@demo.test';

export class Sittings {
	readonly #edge: KillableEdge;
	readonly #clients = new Map<string, { client: EdgeClient; since: number }>();

	private constructor(edge: KillableEdge) {
		this.#edge = edge;
	}

	static async of(edge: KillableEdge): Promise<Sittings> {
		await edge.database((query) => addStudents(query, STUDENTS));
		return new Sittings(edge);
	}

	/** Papers of so many students of a new sitting. */
	async begin(students: number): Promise<DevicePapers[]> {
		const sitting = await this.#edge.database(async (query) => {
			const copy = await copySitting(query, { opens: -60, closes: 600 });
			await query(
				`insert into sitting_staff (sitting_id, user_id, institution_id, role)
				select distinct $1::uuid, user_id, institution_id, role from sitting_staff`,
				[copy]
			);
			return copy;
		});
		const papers: DevicePapers[] = [];
		for (let n = 1; n <= students; n++) {
			const email = `extra${n}@demo.test`;
			papers.push(await patiently(async () => fetchPapersWith(await this.#client(email), sitting)));
		}
		return papers;
	}

	teacher(): Promise<EdgeClient> {
		return this.#client(TEACHER);
	}

	async #client(email: string): Promise<EdgeClient> {
		const known = this.#clients.get(email);
		if (known && performance.now() - known.since < SIGNED_IN_MS) return known.client;
		const client = await signedIn(this.#edge.origin, email);
		this.#clients.set(email, { client, since: performance.now() });
		return client;
	}
}
