import { tick } from 'svelte';

/** After a form was refused: to what has to be put right. */
export async function focusInvalid(form: HTMLElement): Promise<void> {
	await tick();
	goTo(form.querySelector<HTMLElement>(':is(input, textarea)[aria-invalid="true"]:enabled'));
}

/** A field that holds what cannot be taken, whatever its value still is: a form is not sent over it. */
export const unread = (error: string | undefined) => (input: HTMLInputElement) =>
	input.setCustomValidity(error ?? '');

/** To the first field of that kind that can be written in; false: there is none. */
export function focusUnread(form: HTMLElement): boolean {
	const first = [...form.querySelectorAll('input')].find(
		({ validity, willValidate }) => willValidate && validity.customError
	);
	goTo(first ?? null);
	return first !== undefined;
}

/** What is closed around it takes no focus, and would not show what is wrong. */
function goTo(field: HTMLElement | null): void {
	for (
		let closed = field?.closest<HTMLDetailsElement>('details:not([open])');
		closed;
		closed = closed.parentElement?.closest<HTMLDetailsElement>('details:not([open])')
	)
		closed.open = true;
	field?.focus();
}
