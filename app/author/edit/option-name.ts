import { formatNumber } from '#app/i18n/format.ts';
import { m } from '#app/i18n/generated/messages.js';
import { plainText } from '#app/ui/plain-text.ts';

/** An option where only words fit; one without words goes by its number. */
export function optionName(options: readonly { id: string; text: string }[], id: string): string {
	const at = options.findIndex((option) => option.id === id);
	return (
		plainText(options[at]?.text ?? '').trim() || m.author_option_n({ n: formatNumber(at + 1) })
	);
}
