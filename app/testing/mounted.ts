/** A component on the page of a browser test, in English, gone with the test. */
import { flushSync, mount, unmount } from 'svelte';
import type { Component } from 'svelte';
import { onTestFinished } from 'vitest';
import { overwriteGetLocale } from '#app/i18n/generated/runtime.js';
import WithToasts from './WithToasts.svelte';

export type Bag = NonNullable<Parameters<typeof mount>[1]['props']>;

/** Answers what the component exports. Props that change are the caller's `$state`. */
export function mounted<Props extends Bag, Exports extends Bag>(
	component: Component<Props, Exports, string>,
	props: Props,
	target: HTMLElement = document.body
): Exports {
	overwriteGetLocale(() => 'en');
	const shown = mount(component, { target, props });
	onTestFinished(async () => {
		await unmount(shown);
		document.body.replaceChildren();
	});
	flushSync();
	return shown;
}

/** Of a part that says things at the edge of the page. */
export function mountedWithToasts<Props extends Bag>(
	component: Component<Props, Bag, string>,
	props: Props
): void {
	mounted(WithToasts, { part: component as unknown as Component<Bag>, props });
}
