import { checkWords as wordsOf } from '#app/i18n/check-words.ts';
import type { StaffCheck } from '#sync/schema/observation.ts';

/** What is for the student's own eyes has no words here. */
export const checkWords = (check: StaffCheck): string => wordsOf(check);
