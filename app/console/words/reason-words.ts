/** Why a sensor or its analysis was not there, and what an observation is more exactly. */
import { reasonText } from '../../i18n/reason-text.ts';

/** A code of a newer app is shown as it is written: better than nothing. */
export const reasonWords = (code: string): string => reasonText(code) ?? code.replaceAll('_', ' ');
