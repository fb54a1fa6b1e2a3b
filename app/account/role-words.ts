import type { Role } from '#sync/schema/person.ts';
import { formatList } from '#app/i18n/format.ts';
import { m } from '#app/i18n/generated/messages.js';

const words: Record<Role, () => string> = {
	student: m.account_role_student,
	teacher: m.account_role_teacher,
	proctor: m.account_role_proctor,
	admin: m.account_role_admin
};

export const roleList = (roles: readonly Role[]): string =>
	formatList(roles.map((role) => words[role]()));
