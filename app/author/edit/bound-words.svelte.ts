/** A text area and a text of an item, kept alike; where several write in it at once, through the shared one. */
import type { Attachment } from 'svelte/attachments';
import type * as Y from 'yjs';
import { boundText, shownText } from '../exam/bound-text.ts';

interface Words {
	shared: Y.Text | null;
	said: () => string;
	write: (next: string) => void;
}

export function boundWords({ shared, said, write }: Words): Attachment<HTMLTextAreaElement> {
	if (shared) return boundText(shared, write);
	return (area) => {
		$effect(() => {
			const next = shownText(said());
			if (area.value !== next) area.value = next;
		});
		const typed = () => write(area.value);
		area.addEventListener('input', typed);
		return () => area.removeEventListener('input', typed);
	};
}
