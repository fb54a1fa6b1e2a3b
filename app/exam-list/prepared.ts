import { formatList } from '#app/i18n/format.ts';
import { m } from '#app/i18n/generated/messages.js';

/** How far an exam is prepared for a start without a network, as much of it as is shown. */
export interface Prepared {
	state: 'missing' | 'fetching' | 'ready' | 'failed';
	done: number;
	total: number;
	missing: readonly Part[];
	problem?: string;
}
export type Part = 'ticket' | 'form' | 'shell' | 'models';

const parts: Record<Part, () => string> = {
	ticket: m.exams_part_ticket,
	form: m.exams_part_form,
	shell: m.exams_part_shell,
	models: m.exams_part_models
};

export function missingText(missing: readonly Part[]): string {
	return formatList(missing.map((part) => parts[part]()));
}
