/** Readings added up, and written as Prometheus text (exposition format 0.0.4). Pure. */
import { LATENCY_SECONDS } from './room-counters.ts';
import type { RoomReading } from './room-counters.ts';

export type Totals = RoomReading & { rooms: number };

export const emptyTotals = (): Totals => ({
	rooms: 0,
	live: 0,
	admitted: 0,
	refused: {},
	waiting: 0,
	oldestMs: 0,
	receipts: { buckets: [...LATENCY_SECONDS, Infinity].map(() => 0), sumMs: 0, count: 0 },
	broken: 0
});

export function addReadings(totals: Totals, reading: RoomReading): Totals {
	const refused: Record<string, number> = { ...totals.refused };
	for (const [code, times] of Object.entries(reading.refused))
		refused[code] = (refused[code] ?? 0) + times;
	return {
		rooms: totals.rooms + (reading.live > 0 ? 1 : 0),
		live: totals.live + reading.live,
		admitted: totals.admitted + reading.admitted,
		refused,
		waiting: totals.waiting + reading.waiting,
		oldestMs: Math.max(totals.oldestMs, reading.oldestMs),
		receipts: {
			buckets: totals.receipts.buckets.map((n, at) => n + (reading.receipts.buckets[at] ?? 0)),
			sumMs: totals.receipts.sumMs + reading.receipts.sumMs,
			count: totals.receipts.count + reading.receipts.count
		},
		broken: totals.broken + reading.broken
	};
}

export type DatabaseCounts = {
	/** Sign-ins that stand now. */
	signIns: number;
	/** Of the last day. */
	signInFailures: number;
	auditBroken: number;
};

/** `refusal`: its code; null: it takes heads in and signs. */
export type PublicLogState = { answers: boolean; refusal: string | null };

/** `database` null: it is away. */
export function metricsText(
	totals: Totals,
	database: DatabaseCounts | null,
	log: PublicLogState
): string {
	const lines: string[] = [];
	const metric = (name: string, kind: 'counter' | 'gauge' | 'histogram', help: string) =>
		lines.push(`# HELP invigil_${name} ${help}`, `# TYPE invigil_${name} ${kind}`);
	const value = (name: string, number: number) => lines.push(`invigil_${name} ${number}`);
	metric('sessions_live', 'gauge', 'Devices connected to a room.');
	value('sessions_live', totals.live);
	metric('rooms_live', 'gauge', 'Rooms with a device connected.');
	value('rooms_live', totals.rooms);
	metric('entries_admitted_total', 'counter', 'Log entries taken in.');
	value('entries_admitted_total', totals.admitted);
	metric(
		'frames_refused_total',
		'counter',
		'Frames that were refused, by the code of the refusal.'
	);
	for (const [code, times] of Object.entries(totals.refused).sort())
		value(`frames_refused_total{code="${code}"}`, times);
	metric('outbox_rows', 'gauge', 'Segments that Postgres lacks.');
	value('outbox_rows', totals.waiting);
	metric('outbox_oldest_seconds', 'gauge', 'How long the oldest of them has waited.');
	value('outbox_oldest_seconds', totals.oldestMs / 1000);
	metric('receipt_seconds', 'histogram', 'From a frame to its receipt.');
	let below = 0;
	[...LATENCY_SECONDS, Infinity].forEach((most, at) => {
		below += totals.receipts.buckets[at] ?? 0;
		value(`receipt_seconds_bucket{le="${most === Infinity ? '+Inf' : most}"}`, below);
	});
	value('receipt_seconds_sum', totals.receipts.sumMs / 1000);
	value('receipt_seconds_count', totals.receipts.count);
	metric('chain_failures_total', 'counter', 'Logs that did not follow from what Postgres holds.');
	value('chain_failures_total', totals.broken);
	metric('postgres_up', 'gauge', 'Whether Postgres answers.');
	value('postgres_up', database ? 1 : 0);
	if (database) {
		metric('sign_ins_live', 'gauge', 'Sign-ins that stand.');
		value('sign_ins_live', database.signIns);
		metric('sign_in_failures_day', 'gauge', 'Failed sign-ins of the last 24 hours.');
		value('sign_in_failures_day', database.signInFailures);
		metric('audit_broken_alerts', 'gauge', 'Times that a broken audit log was found.');
		value('audit_broken_alerts', database.auditBroken);
	}
	metric('public_log_up', 'gauge', 'Whether the public log takes heads in and signs.');
	value('public_log_up', log.answers && log.refusal === null ? 1 : 0);
	metric('public_log_refuses', 'gauge', 'Why it does not, by its code (SPEC G12).');
	if (log.refusal !== null) value(`public_log_refuses{code="${log.refusal}"}`, 1);
	return `${lines.join('\n')}\n`;
}
