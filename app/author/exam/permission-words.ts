import { m } from '#app/i18n/generated/messages.js';
import type { ExamPermission } from '../exam-api.ts';

export const permissionWords: Record<ExamPermission, () => string> = {
	view: m.author_may_view,
	edit: m.author_may_edit,
	mark: m.author_may_mark,
	analytics: m.author_may_analytics
};
export const permissions = Object.keys(permissionWords) as ExamPermission[];
