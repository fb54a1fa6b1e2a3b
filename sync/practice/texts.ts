/** What the practice exam says in one language. */
export const practiceLocales = ['en', 'es', 'fr', 'hi', 'ar'] as const;
export type PracticeLocale = (typeof practiceLocales)[number];

export type PracticeTexts = {
	title: string;
	instructions: string;
	/** Of the three the first is right. */
	offline: { prompt: string; options: readonly [string, string, string] };
	even: { prompt: string };
	minutes: { prompt: string; unit: string };
	/** `accepted`: the first is the one that is shown. */
	tuesday: { prompt: string; accepted: readonly [string, ...string[]] };
	/** In the right order. */
	steps: { prompt: string; options: readonly [string, string, string, string] };
	essay: { prompt: string };
};
