/** One exam for many students on one edge, for classes that do something to real browsers: short, all of it typed, and nothing is watched. */
import { bankAdded } from '#sync/schema/bank.ts';
import type { AuthoredItem } from '#sync/schema/authored-item.ts';
import { attemptList } from '#sync/schema/api.ts';
import { bundle as bundleSchema, type Bundle } from '#sync/schema/bundle.ts';
import { defaultPolicy } from '#sync/schema/policy.ts';
import { createdExam, createdSitting } from '#sync/schema/teaching.ts';
import { buildIfStale } from '../../../edge/local/build.ts';
import { inDatabase } from '../../support/database.ts';
import { signedIn, type EdgeClient } from '../../support/edge-client.ts';
import { startStack, type Stack } from '../../support/stack.ts';

export const TITLE = 'Rivers and lakes';
/** Each asks for a text of its own. */
export const QUESTIONS = 5;
const HOUR = 3_600_000;

export interface Exam {
	stack: Stack;
	teacher: EdgeClient;
	/** Address of a student who has not begun. */
	nextStudent(): string;
	attemptOf(student: string): Promise<string>;
	bundleOf(attempt: string): Promise<{ text: string; bundle: Bundle }>;
	dispose(): Promise<void>;
}

export async function openExam(students: number): Promise<Exam> {
	buildIfStale();
	const stack = await startStack();
	try {
		const emails = await addStudents(stack, students);
		const teacher = await signedIn(stack.origin, 'teacher@demo.test');
		const sitting = await schedule(teacher, emails);
		let next = 0;
		return {
			stack,
			teacher,
			nextStudent: () => {
				const email = emails[next++];
				if (!email) throw new Error(`only ${students} students are here`);
				return email;
			},
			attemptOf: async (student) => {
				const client = await signedIn(stack.origin, student);
				const { attempts } = attemptList.parse((await client.ask('GET', '/attempts')).body);
				const own = attempts.find((attempt) => attempt.sitting === sitting);
				if (!own) throw new Error(`${student} has no attempt`);
				return own.id;
			},
			bundleOf: async (attempt) => {
				const { status, body } = await teacher.ask('GET', `/attempts/${attempt}/bundle`);
				if (status !== 200) throw new Error(JSON.stringify(body));
				return { text: JSON.stringify(body), bundle: bundleSchema.parse(body) };
			},
			dispose: () => stack.dispose()
		};
	} catch (error) {
		await stack.dispose();
		throw error;
	}
}

/** The state of an attempt as the edge tells its staff. */
export async function stateOf({ stack }: Exam, attempt: string): Promise<string> {
	const rows = await inDatabase(stack, (query) =>
		query('select state from exam_attempts where id = $1', [attempt])
	);
	return String(rows[0]?.['state']);
}

async function addStudents(stack: Stack, count: number): Promise<string[]> {
	const emails = Array.from({ length: count }, (_, at) => `fault${at + 1}@demo.test`);
	await inDatabase(stack, (query) =>
		query(
			`with fresh as (
				insert into users (id, institution_id, email, name, roles, email_verified_at)
				select gen_random_uuid(), institution_id, 'fault' || n || '@demo.test', 'Fault ' || n, roles, now()
				from users, generate_series(1, $1::int) n where email = 'student1@demo.test'
				returning id
			)
			insert into user_passwords (user_id, hash) select fresh.id, p.hash from fresh,
				(select hash from user_passwords p join users u on u.id = p.user_id where u.email = 'student1@demo.test') p`,
			[count]
		)
	);
	return emails;
}

async function schedule(teacher: EdgeClient, students: string[]): Promise<string> {
	const blank = { feedback: null, category: [], tags: [], difficulty: null, language: null };
	const items = Array.from({ length: QUESTIONS }, (_, at): AuthoredItem => {
		const item = {
			id: 'item',
			type: 'essay' as const,
			prompt: `What is number ${at + 1}?`,
			points: 1
		};
		return { name: `Number ${at + 1}`, item, solution: null, ...blank };
	});
	const made = async (method: string, path: string, body: unknown) => {
		const answer = await teacher.ask(method, path, { body });
		if (answer.status >= 300) throw new Error(`${path}: ${JSON.stringify(answer.body)}`);
		return answer.body;
	};
	const added = await made('POST', '/bank/items', {
		items,
		shared: false,
		skipKnown: false,
		from: 'faults'
	});
	const { ids } = bankAdded.parse(added);
	const exam = createdExam.parse(
		await made('POST', '/teacher/exams', { title: TITLE, language: 'en', items: ids })
	).id;
	await made('POST', `/teacher/exams/${exam}/publish`, {});
	const now = Date.now();
	const sitting = await made('POST', `/teacher/exams/${exam}/sittings`, {
		title: TITLE,
		opensAt: now - 60_000,
		closesAt: now + 6 * HOUR,
		durationMs: 5 * HOUR,
		policy: { ...defaultPolicy, camera: false, microphone: false, analyses: [] },
		tellAdded: false,
		students,
		teachers: [],
		proctors: []
	});
	return createdSitting.parse(sitting).id;
}
