import { m } from '#app/i18n/generated/messages.js';
import type { Verdict } from './verdict.ts';

const words: Record<Verdict, () => string> = {
	pass: m.check_pass,
	warn: m.check_warn,
	fail: m.check_fail,
	running: m.check_running,
	untried: m.check_untried
};

export const checkWord = (verdict: Verdict): string => words[verdict]();
