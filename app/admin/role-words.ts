import type { Role } from '#sync/schema/person.ts';
import { formatList } from '#app/i18n/format.ts';
import { m } from '#app/i18n/generated/messages.js';

export const roleWords: Record<Role, () => string> = {
	student: m.account_role_student,
	teacher: m.account_role_teacher,
	proctor: m.account_role_proctor,
	admin: m.account_role_admin
};

export const roleHints: Record<Role, () => string> = {
	student: m.admin_role_student_hint,
	teacher: m.admin_role_teacher_hint,
	proctor: m.admin_role_proctor_hint,
	admin: m.admin_role_admin_hint
};

export const roleList = (roles: readonly Role[]): string =>
	formatList(roles.map((role) => roleWords[role]()));
