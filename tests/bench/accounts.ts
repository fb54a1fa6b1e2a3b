/** Signing in, asking, being refused, reporting, and the dashboards of a school that is full: on a real PostgreSQL server. */
import { startBridge } from '../../edge/local/bridge.ts';
import { openDatabase } from '../../edge/db/open-database.ts';
import { hashPassword, verifyPassword } from '../../edge/access/passwords.ts';
import { EdgeClient, signedIn } from '../support/edge-client.ts';
import type { Query } from '../support/edge-stack.ts';
import { startPostgres } from '../support/postgres.ts';
import { startStack } from '../support/stack.ts';
import { median, quantile, type Figure } from './figures.ts';
import { fillSchool, size } from './school.ts';

const RUNS = 40;
const MONITORS = 200;
const WARM_SECONDS = 2;
const SECONDS = 10;
const EVENTS_A_SECOND = 10;

async function asOwner<T>(url: string, work: (query: Query) => Promise<T>): Promise<T> {
	const { hostname, port } = new URL(url);
	const bridge = await startBridge({ host: hostname, port: Number(port) }, { oneAtATime: false });
	bridge.open();
	const owner = await openDatabase(url, bridge.address);
	try {
		return await work(owner.query);
	} finally {
		await owner.close();
		await bridge.close();
	}
}

async function times(client: EdgeClient, path: string, runs = RUNS): Promise<number[]> {
	const found: number[] = [];
	for (let run = 0; run < runs; run++) found.push((await client.ask('GET', path)).ms);
	return found;
}

/** Each attempt's monitor sends once a second what it has seen in it. */
async function reporting(teacher: EdgeClient, attempts: readonly string[]): Promise<number[]> {
	const took: number[] = [];
	const began = performance.now();
	const one = async (attempt: string, index: number) => {
		for (let second = 0; second < WARM_SECONDS + SECONDS; second++) {
			const at = began + (second + index / attempts.length) * 1000;
			await new Promise((done) => setTimeout(done, Math.max(0, at - performance.now())));
			const events = Array.from({ length: EVENTS_A_SECOND }, (_none, n) => ({
				check: 'gaze_away',
				from: second * 1000 + n * 100,
				to: second * 1000 + n * 100 + 50,
				peak: 1,
				confidence: 0.8,
				at: Date.now()
			}));
			const answer = await teacher.ask('POST', '/monitor/events', { body: { attempt, events } });
			if (answer.status !== 202) throw new Error(JSON.stringify(answer.body));
			if (second >= WARM_SECONDS) took.push(answer.ms / EVENTS_A_SECOND);
		}
	};
	await Promise.all(attempts.map(one));
	return took;
}

export async function accountFigures(): Promise<Figure[]> {
	const server = await startPostgres();
	const stack = await startStack({ DATABASE_URL: server.url }, ['--no-build']);
	try {
		const { exam, attempts } = await asOwner(server.url, async (query) => {
			await fillSchool(query);
			const [exam] = await query("select id from exams where title = 'Exam 1'");
			const rows = await query("select id from exam_attempts where order_seed = 'seed' limit $1", [
				MONITORS
			]);
			return { exam: String(exam?.['id']), attempts: rows.map(({ id }) => String(id)) };
		});
		const signIns: number[] = [];
		for (let run = 0; run < 10; run++)
			signIns.push(
				(await new EdgeClient(stack.origin).signIn(`student${(run % 3) + 1}@demo.test`)).ms
			);
		const hash = hashPassword('invigil-demo', new Uint8Array(16));
		const began = performance.now();
		for (let run = 0; run < 5; run++) verifyPassword('invigil-demo', hash);
		const hashing = (performance.now() - began) / 5;
		const teacher = await signedIn(stack.origin, 'teacher@demo.test');
		const student = await signedIn(stack.origin, 'student1@demo.test');
		const many = new EdgeClient(stack.origin);
		await asOwner(server.url, (query) =>
			query(
				"insert into user_passwords (user_id, hash) select id, $1 from users where email = 'many1@demo.test'",
				[hash]
			)
		);
		await many.signIn('many1@demo.test');
		const permitted = await times(student, '/attempts');
		const refused = await times(student, `/teacher/exams/${exam}/analytics`);
		const events = await reporting(teacher, attempts);
		const dashboards = {
			student: await times(many, '/student/dashboard'),
			teacher: await times(teacher, '/teacher/dashboard'),
			analytics: await times(teacher, `/teacher/exams/${exam}/analytics`),
			flagged: await times(teacher, '/teacher/alerts', 10)
		};
		const full = `${size.students.toLocaleString('en')} students × ${size.exams} exams × ${size.observations.toLocaleString('en')} observations`;
		return [
			{
				what: 'sign-in with a password',
				value: median(signIns),
				unit: 'ms',
				note: `of it ${hashing.toFixed(0)} ms Argon2id`
			},
			{ what: 'a permitted read, p50', value: median(permitted), unit: 'ms', note: 'own attempts' },
			{
				what: 'a refused read, p50',
				value: median(refused),
				unit: 'ms',
				note: 'a student asks for analytics'
			},
			{
				what: 'an outside event, p50',
				value: median(events),
				unit: 'ms',
				note: `${MONITORS} attempts × ${EVENTS_A_SECOND} a second, in requests of ${EVENTS_A_SECOND}`
			},
			{ what: 'an outside event, p99', value: quantile(events, 0.99), unit: 'ms', aim: 10 },
			{
				what: 'student dashboard, p95',
				value: quantile(dashboards.student, 0.95),
				unit: 'ms',
				aim: 100,
				note: full
			},
			{
				what: 'teacher dashboard, p95',
				value: quantile(dashboards.teacher, 0.95),
				unit: 'ms',
				aim: 100
			},
			{
				what: 'analytics of an exam, p95',
				value: quantile(dashboards.analytics, 0.95),
				unit: 'ms',
				aim: 500
			},
			{
				what: 'flagged students, p95',
				value: quantile(dashboards.flagged, 0.95),
				unit: 'ms',
				aim: 1000
			}
		];
	} finally {
		await stack.dispose();
		await server.dispose();
	}
}
