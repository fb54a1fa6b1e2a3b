/** A sitting of the demo exam with a policy of its own, and what the edge says was observed in it. */
import { examList, createdSitting } from '#sync/schema/teaching.ts';
import { monitoring } from '#sync/schema/dashboards.ts';
import { attemptList } from '#sync/schema/api.ts';
import { defaultPolicy, type Policy } from '#sync/schema/policy.ts';
import { signedIn, type EdgeClient } from './edge-client.ts';

export async function scheduleWatched(
	teacher: EdgeClient,
	title: string,
	students: string[],
	policy: Partial<Policy>
): Promise<string> {
	const { exams } = examList.parse((await teacher.ask('GET', '/teacher/exams')).body);
	const now = Date.now();
	const made = await teacher.ask('POST', `/teacher/exams/${exams[0]?.id}/sittings`, {
		body: {
			title,
			opensAt: now - 60_000,
			closesAt: now + 3_600_000,
			durationMs: 3_000_000,
			policy: { ...defaultPolicy, ...policy },
			students,
			teachers: [],
			proctors: []
		}
	});
	if (made.status !== 201) throw new Error(JSON.stringify(made.body));
	return createdSitting.parse(made.body).id;
}

/** As `check phase reason`, oldest first, of one student's attempt at that sitting. */
export async function observedOf(
	teacher: EdgeClient,
	student: { email: string; sitting: string }
): Promise<string[]> {
	const own = await signedIn(teacher.origin, student.email);
	const { attempts } = attemptList.parse((await own.ask('GET', '/attempts')).body);
	const attempt = attempts.find(({ sitting }) => sitting === student.sitting);
	const { body } = await teacher.ask('GET', `/teacher/attempts/${attempt?.id}/monitoring`);
	return monitoring
		.parse(body)
		.observations.map(({ check, phase, reason }) =>
			[check, phase, ...(reason === null ? [] : [reason])].join(' ')
		);
}
