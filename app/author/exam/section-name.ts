import { formatNumber } from '#app/i18n/format.ts';
import { m } from '#app/i18n/generated/messages.js';

/** Sections without a title go by their number. */
export const sectionName = (section: { title: string }, at: number): string =>
	section.title.trim() || m.author_section_n({ n: formatNumber(at + 1) });
