/** The one place that answers "may this person do this to that?". Pure: what it needs to know is handed in. */
import type { Role } from '#sync/schema/person.ts';

export type Asker = { id: string; institution: string; roles: readonly Role[] };
export type ExamPermission = 'view' | 'edit' | 'analytics' | 'mark';

type Staffed = { institution: string; staff: readonly string[] };
type OfExam = {
	institution: string;
	owner: string;
	/** What the owner granted to the asker. */
	granted: readonly ExamPermission[];
};

export type Question =
	| { to: 'sit_attempt'; attempt: { student: string; institution: string } }
	| { to: 'see_own_work' }
	| { to: 'list_sittings' }
	| {
			to:
				| 'watch_sitting'
				| 'control_sitting'
				| 'correct_sitting'
				| 'arrange'
				| 'read_record'
				| 'bring_copy'
				| 'read_results';
			sitting: Staffed;
	  }
	| { to: 'teach' }
	| { to: 'use_exam'; exam: OfExam; permission: ExamPermission }
	| { to: 'share_exam'; exam: OfExam }
	/** `mayChange`: they may edit its exam, or are a teacher on its staff. */
	| { to: 'plan_sitting'; sitting: { institution: string; mayChange: boolean } }
	/** For one student of it: by who plans it and is on its staff, as only they are told what applies. */
	| { to: 'grant_at_sitting'; sitting: Staffed & { mayChange: boolean } }
	| { to: 'join_sitting' }
	/** A student some of whose attempts lie in sittings the asker is on the staff of. */
	| { to: 'see_student'; student: { institution: string; taughtByAsker: boolean } }
	| { to: 'administer'; institution: string }
	| { to: 'keep_passkeys' };

export function permit(asker: Asker, question: Question): boolean {
	const has = (...roles: Role[]) => roles.some((role) => asker.roles.includes(role));
	switch (question.to) {
		case 'sit_attempt':
			return (
				has('student') &&
				question.attempt.student === asker.id &&
				question.attempt.institution === asker.institution
			);
		case 'see_own_work':
			return has('student');
		case 'list_sittings':
			return has('teacher', 'proctor');
		case 'watch_sitting':
		case 'control_sitting':
		case 'read_record':
		case 'bring_copy':
			return has('teacher', 'proctor') && staffs(asker, question.sitting);
		// What the exam asks and what is observed is the teacher's; how it goes is the proctor's too.
		case 'correct_sitting':
		case 'arrange':
		case 'read_results':
			return has('teacher') && staffs(asker, question.sitting);
		case 'teach':
			return has('teacher');
		case 'use_exam':
			return has('teacher') && mayUse(asker, question.exam, question.permission);
		case 'share_exam':
			return has('teacher') && owns(asker, question.exam);
		case 'plan_sitting':
			return (
				has('teacher') &&
				question.sitting.institution === asker.institution &&
				question.sitting.mayChange
			);
		case 'grant_at_sitting':
			return has('teacher') && question.sitting.mayChange && staffs(asker, question.sitting);
		case 'join_sitting':
			return has('student');
		case 'see_student':
			return (
				has('teacher') &&
				question.student.institution === asker.institution &&
				question.student.taughtByAsker
			);
		case 'administer':
			return has('admin') && question.institution === asker.institution;
		case 'keep_passkeys':
			return has('teacher', 'proctor', 'admin');
	}
}

function staffs(asker: Asker, sitting: Staffed): boolean {
	return sitting.institution === asker.institution && sitting.staff.includes(asker.id);
}

const owns = (asker: Asker, exam: OfExam) =>
	exam.institution === asker.institution && exam.owner === asker.id;

function mayUse(asker: Asker, exam: OfExam, permission: ExamPermission): boolean {
	if (exam.institution !== asker.institution) return false;
	return exam.owner === asker.id || exam.granted.includes(permission);
}
