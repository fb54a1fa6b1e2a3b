import { tick } from 'svelte';

/**
 * Takes a row out of a list by its button, with which the focus would go: it goes to the button that then stands in its place, else
 * to the one before, else to what `data-else` marks. The list and what stands in for it lie in `data-rows`, the buttons carry
 * `data-take-out`.
 */
export async function takeOutRow(button: Element, remove: () => unknown): Promise<void> {
	const within = button.closest('[data-rows]');
	const buttons = () => [...(within?.querySelectorAll<HTMLElement>('[data-take-out]') ?? [])];
	const at = buttons().findIndex((each) => each === button);
	await remove();
	await tick();
	const { activeElement } = document;
	// Whoever went on to something else meanwhile is left there.
	if (activeElement && activeElement !== document.body && activeElement !== button) return;
	const rows = buttons();
	const near = [...rows.slice(at), ...rows.slice(0, at).reverse()];
	const next = near.find((each) => !each.matches(':disabled'));
	(next ?? within?.querySelector<HTMLElement>('[data-else]'))?.focus();
}
