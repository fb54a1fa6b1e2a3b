/** The one place that answers "may this person do this to that?". Pure: what it needs to know is handed in. */
import type { Role } from '#sync/schema/person.ts';

export type Asker = { id: string; institution: string; roles: readonly Role[] };
export type Question =
	| { to: 'sit_attempt'; attempt: { student: string; institution: string } }
	| { to: 'list_sittings' }
	| { to: 'watch_sitting'; sitting: { institution: string; staff: readonly string[] } }
	| { to: 'read_record'; sitting: { institution: string; staff: readonly string[] } }
	| { to: 'read_results'; sitting: { institution: string; staff: readonly string[] } };

export function permit(asker: Asker, question: Question): boolean {
	const has = (...roles: Role[]) => roles.some((role) => asker.roles.includes(role));
	switch (question.to) {
		case 'sit_attempt':
			return (
				has('student') &&
				question.attempt.student === asker.id &&
				question.attempt.institution === asker.institution
			);
		case 'list_sittings':
			return has('teacher', 'proctor');
		case 'watch_sitting':
		case 'read_record':
			return has('teacher', 'proctor') && staffs(asker, question.sitting);
		case 'read_results':
			return has('teacher') && staffs(asker, question.sitting);
	}
}

function staffs(asker: Asker, sitting: { institution: string; staff: readonly string[] }): boolean {
	return sitting.institution === asker.institution && sitting.staff.includes(asker.id);
}
