/**
 * Where an outside monitor's events wait for their turn, one per sign-in: two hundred requests a second are a few transactions, not two
 * hundred connections. Nothing is kept here; who is answered "added" has it in Postgres.
 */
import { DurableObject } from 'cloudflare:workers';
import { permit } from '../access/permit.ts';
import type { Asker } from '../access/permit.ts';
import { DatabaseAwayError, KeptConnection, NotSignedInError } from '../db/database.ts';
import { insertOutsideEvents, selectStaffedAttempts } from '../db/monitoring.ts';
import type { MonitorEvents } from '#sync/schema/dashboards.ts';
import type { Env } from '../env.ts';
import { logProblem } from '../log.ts';
import type { MonitorDeskCalls, ReportAnswer } from './calls.ts';
import { CrowdedError, Together } from './together.ts';

type Report = { signIn: string; asker: Asker; events: MonitorEvents };

/** Some 20,000 events in a transaction. */
const LIMITS = {
	atOnce: 200,
	waiting: 1_000,
	concernsAll: (problem: unknown) =>
		problem instanceof DatabaseAwayError || problem instanceof NotSignedInError
};

export class MonitorDesk extends DurableObject<Env> implements MonitorDeskCalls {
	readonly #together = new Together<Report, ReportAnswer>((reports) => this.#add(reports), LIMITS);

	readonly #connection = new KeptConnection();

	/** An error does not keep its class on the way to the Worker, so what happened is answered. */
	async add(signIn: string, asker: Asker, events: MonitorEvents): Promise<ReportAnswer> {
		try {
			return await this.#together.do({ signIn, asker, events });
		} catch (problem) {
			if (problem instanceof NotSignedInError) return 'not_signed_in';
			if (problem instanceof CrowdedError) return 'crowded';
			if (problem instanceof DatabaseAwayError) return 'away';
			logProblem('monitor_desk', problem);
			throw problem;
		}
	}

	/** All of one sign-in with the same roles, because the desk is named by them. */
	async #add(reports: readonly Report[]): Promise<ReportAnswer[]> {
		const [first] = reports;
		if (!first) return [];
		const { signIn, asker } = first;
		const actor = { kind: 'person', signIn, roles: asker.roles } as const;
		return this.#connection.transaction(this.env, actor, async (query) => {
			const attempts = [...new Set(reports.map(({ events }) => events.attempt))];
			const staffed = await selectStaffedAttempts(query, attempts, asker.id);
			const may = new Set(
				staffed
					.filter(({ institution }) =>
						permit(asker, { to: 'watch_sitting', sitting: { institution, staff: [asker.id] } })
					)
					.map(({ attempt }) => attempt)
			);
			const taken = reports.filter(({ events }) => may.has(events.attempt));
			await insertOutsideEvents(
				query,
				taken.map(({ events }) => events)
			);
			return reports.map(({ events }) => (may.has(events.attempt) ? 'added' : 'not_found'));
		});
	}
}
