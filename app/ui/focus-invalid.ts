import { tick } from 'svelte';

/** After a form was refused: to what has to be put right. */
export async function focusInvalid(form: HTMLFormElement): Promise<void> {
	await tick();
	form.querySelector<HTMLElement>(':is(input, textarea)[aria-invalid="true"]')?.focus();
}
