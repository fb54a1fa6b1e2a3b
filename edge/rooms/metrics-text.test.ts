import { expect, test } from 'vitest';
import { addReadings, emptyTotals, metricsText } from './metrics-text.ts';
import { RoomCounters } from './room-counters.ts';

const logUp = { answers: true, refusal: null };

test('readings of rooms are added up, and the oldest row is the oldest of all', () => {
	const counters = new RoomCounters();
	counters.admit(10);
	counters.refuse('fork');
	counters.receipt(4);
	counters.receipt(60);
	counters.receipt(9_000);
	const one = counters.read({ live: 2, waiting: 3, oldestMs: 500 });
	const totals = addReadings(addReadings(emptyTotals(), one), { ...one, live: 0, oldestMs: 4_000 });
	const text = metricsText(totals, { signIns: 4, signInFailures: 5, auditBroken: 0 }, logUp);
	for (const line of [
		'invigil_sessions_live 2',
		'invigil_rooms_live 1',
		'invigil_entries_admitted_total 20',
		'invigil_frames_refused_total{code="fork"} 2',
		'invigil_outbox_rows 6',
		'invigil_outbox_oldest_seconds 4',
		'invigil_receipt_seconds_bucket{le="0.005"} 2',
		'invigil_receipt_seconds_bucket{le="0.1"} 4',
		'invigil_receipt_seconds_bucket{le="+Inf"} 6',
		'invigil_receipt_seconds_count 6',
		'invigil_sign_ins_live 4',
		'invigil_public_log_up 1'
	])
		expect(text.split('\n')).toContain(line);
});

test('each metric is said once, with its kind, and Postgres away leaves its own out', () => {
	const text = metricsText(emptyTotals(), null, logUp);
	const names = text.split('\n').filter((line) => line.startsWith('# TYPE'));
	expect(new Set(names).size).toBe(names.length);
	expect(text).toContain('invigil_postgres_up 0');
	expect(text).not.toContain('sign_ins');
});

test('G12: a public log that refuses says why, and one that does not answer is not up', () => {
	const refused = metricsText(emptyTotals(), null, { answers: true, refusal: 'log_behind' });
	expect(refused).toContain('invigil_public_log_up 0');
	expect(refused).toContain('invigil_public_log_refuses{code="log_behind"} 1');
	const away = metricsText(emptyTotals(), null, { answers: false, refusal: null });
	expect(away).toContain('invigil_public_log_up 0');
	expect(away).not.toContain('code=');
});
