/** The page speaks another language until the test is over, and nothing of it is kept. */
import { language, type Locale } from '#app/i18n/language.svelte.ts';
import { onTestFinished, vi } from 'vitest';

export function speak(locale: Locale): void {
	const before = language.current;
	vi.stubGlobal('localStorage', { setItem: () => undefined });
	language.choose(locale);
	onTestFinished(() => {
		language.choose(before);
		vi.unstubAllGlobals();
	});
}
