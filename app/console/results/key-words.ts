/** What was changed in the keys, in words: an option by its text, a number with how far off it may be. */
import { formatExact, formatList } from '#app/i18n/format.ts';
import { m } from '#app/i18n/generated/messages.js';
import { plainText } from '#app/ui/plain-text.ts';
import type { ItemKeyChange } from '#sync/schema/form-keys.ts';
import type { Item } from '#sync/schema/item.ts';
import { keyFields } from './key-fields.ts';

export function keyChangeWords(change: ItemKeyChange, item: Item | undefined): string {
	switch (change.kind) {
		case 'strike_full':
			return m.marking_struck_full();
		case 'strike_drop':
			return m.marking_struck_drop();
		case 'restore':
			return m.marking_key_counts_again();
		case 'key':
			return m.marking_key_is_now({ answer: answerWords(change, item) });
	}
}

function answerWords({ solution }: ItemKeyChange & { kind: 'key' }, item: Item | undefined) {
	if (solution.type === 'numeric') {
		const { kind, amount } = solution.tolerance;
		const number = formatExact(solution.correct);
		return amount === 0
			? number
			: `${number} ± ${formatExact(amount, { share: kind === 'relative' })}`;
	}
	const { right, texts } = keyFields(solution);
	if (texts !== '') return formatList(texts.split('\n'));
	if (item?.type === 'true_false')
		return right[0] === 'true' ? m.attempt_true() : m.attempt_false();
	const options =
		item?.type === 'single_choice' || item?.type === 'multiple_choice' ? item.options : [];
	return formatList(
		right.map((id) => plainText(options.find((option) => option.id === id)?.text ?? id))
	);
}
