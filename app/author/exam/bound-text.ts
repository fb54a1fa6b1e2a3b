/** A text area and a shared text, kept alike: what others write comes in without moving the caret from its place. */
import type { Attachment } from 'svelte/attachments';
import type * as Y from 'yjs';

type Delta = readonly { insert?: unknown; delete?: number; retain?: number }[];

/** Where a caret stands after a change; what is put in right at the caret comes behind it. */
export function shifted(caret: number, delta: Delta): number {
	let at = 0;
	let now = caret;
	for (const { insert, delete: gone = 0, retain = 0 } of delta) {
		if (typeof insert === 'string') {
			if (at < now) now += insert.length;
			at += insert.length;
		} else if (gone > 0) now -= Math.min(gone, Math.max(0, now - at));
		else at += retain;
	}
	return now;
}

/** A lone blank stands for nothing. */
export const shownText = (text: string): string => (text === ' ' ? '' : text);

export function boundText(
	text: Y.Text | null,
	write: (next: string) => void
): Attachment<HTMLTextAreaElement> {
	return (area) => {
		if (!text) return;
		const show = () => {
			const next = shownText(text.toString());
			if (area.value !== next) area.value = next;
		};
		const changed = ({ delta }: Y.YTextEvent) => {
			if (area.value === shownText(text.toString())) return;
			const { selectionStart, selectionEnd, selectionDirection } = area;
			show();
			// Setting a selection moves the focus in some browsers.
			if (document.activeElement === area)
				area.setSelectionRange(
					shifted(selectionStart, delta),
					shifted(selectionEnd, delta),
					selectionDirection
				);
		};
		const typed = () => write(area.value);
		show();
		text.observe(changed);
		area.addEventListener('input', typed);
		return () => {
			text.unobserve(changed);
			area.removeEventListener('input', typed);
		};
	};
}
