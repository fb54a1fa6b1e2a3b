/** The practice exam, under /api/v1. */
import * as z from 'zod';
import { practiceLocales } from '../practice/texts.ts';

/** In which languages there is one. */
export const practiceLocale = z.enum(practiceLocales);
export const practiceRequest = z.strictObject({ locale: practiceLocale });
