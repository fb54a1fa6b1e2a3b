import { tick } from 'svelte';

/** After a form was refused: to what has to be put right. */
export async function focusInvalid(form: HTMLFormElement): Promise<void> {
	await tick();
	form.querySelector<HTMLElement>(':is(input, textarea)[aria-invalid="true"]')?.focus();
}

/** A field that holds what cannot be taken, whatever its value still is: a form is not sent over it. */
export const unread = (error: string | undefined) => (input: HTMLInputElement) =>
	input.setCustomValidity(error ?? '');

/** To the first field of that kind; false: there is none. */
export function focusUnread(form: HTMLFormElement): boolean {
	const [first] = [...form.querySelectorAll('input')].filter(
		({ validity }) => validity.customError
	);
	first?.focus();
	return first !== undefined;
}
