import { untrack } from 'svelte';
import type { Attachment } from 'svelte/attachments';

const FIELD = 'form :is(input, textarea, select):not(:disabled)';

/**
 * Opens a <dialog> as a modal for as long as it is on the page and gives the focus back afterwards. The browser makes the
 * rest of the page inert and closes on Escape; a press on the backdrop is ours.
 */
export function modal(options: { dismissable: () => boolean }): Attachment<HTMLDialogElement> {
	return (dialog) => {
		const before = document.activeElement;
		// Opening takes the focus away from a field, whose blur handler reads state: that is none of this attachment's, else a
		// change of it would close the dialog and open it again.
		untrack(() => {
			dialog.showModal();
			// The browser would begin at the cross; whoever opened a form came for its first field.
			dialog.querySelector<HTMLElement>(FIELD)?.focus();
		});

		// Both ends of the press must be outside, else a selection dragged out of a field would close it.
		let pressedOutside = false;
		const outside = (event: PointerEvent) => {
			const box = dialog.getBoundingClientRect();
			return (
				event.target === dialog &&
				(event.clientX < box.left ||
					event.clientX > box.right ||
					event.clientY < box.top ||
					event.clientY > box.bottom)
			);
		};
		const down = (event: PointerEvent) => {
			pressedOutside = outside(event);
		};
		const up = (event: PointerEvent) => {
			if (options.dismissable() && pressedOutside && outside(event)) dialog.close();
		};
		dialog.addEventListener('pointerdown', down);
		dialog.addEventListener('pointerup', up);

		return () => {
			dialog.removeEventListener('pointerdown', down);
			dialog.removeEventListener('pointerup', up);
			// It goes because the page took it away, which is no answer of the person's.
			dialog.addEventListener('close', (event) => event.stopImmediatePropagation(), {
				capture: true,
				once: true
			});
			dialog.close();
			if (before instanceof HTMLElement && before.isConnected) before.focus();
		};
	};
}
