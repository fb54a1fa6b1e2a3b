/** An item on a page of its own, answered by hand: what the tests of this folder look at. */
import { flushSync, mount, unmount, type ComponentProps } from 'svelte';
import { SvelteMap } from 'svelte/reactivity';
import type { Item } from '#sync/schema/item.ts';
import type { ResponseValue } from '#sync/schema/response.ts';
import { OwnFiles, setOwnFiles } from '../files/own-files.svelte.ts';
import { prepareFile } from '../files/prepare-file.ts';
import { MemoryShelf } from '../files/memory-shelf.ts';
import ItemView from './ItemView.svelte';

export type Shown = {
	/** Every value that was entered, in turn. */
	said: ResponseValue[];
	/** How often a field was left. */
	left: () => number;
	end: () => Promise<void>;
};

type Given = {
	value?: ResponseValue | undefined;
	/** Option ids as the student's ticket has them; else as they were written. */
	order?: Record<string, string[]>;
	media?: (hash: string) => string | undefined;
	target?: Element;
	/** Where files are kept. */
	shelf?: MemoryShelf;
};

export function showItem(item: Item, given: Given = {}): Shown {
	const said: ResponseValue[] = [];
	let left = 0;
	const props = $state({
		item,
		number: 3,
		count: 20,
		order: given.order ?? asWritten(item),
		// Thirty-two bytes, as a ticket's.
		seed: 'A'.repeat(43),
		value: given.value,
		lang: 'en',
		media: given.media ?? (() => undefined),
		onrespond: (next: ResponseValue) => {
			said.push(next);
			props.value = next;
		},
		onleave: () => left++
	});
	const files = new OwnFiles({
		attempt: 'attempt',
		shelf: given.shelf ?? new MemoryShelf(),
		channel: { tell: () => undefined, listen: () => () => undefined },
		prepare: (chosen, asked) => prepareFile(chosen, asked),
		answer: { of: () => props.value, respond: (_item, value) => props.onrespond(value) },
		now: () => 0,
		address: URL
	});
	// A component is a function of where it goes and its props; what is set in it is for those inside.
	const within = (anchor: Parameters<typeof ItemView>[0], own: ComponentProps<typeof ItemView>) => {
		setOwnFiles(files);
		return ItemView(anchor, own);
	};
	const mounted = mount(within, {
		target: given.target ?? document.body,
		props,
		context: new SvelteMap()
	});
	flushSync();
	const end = () => {
		files.close();
		return unmount(mounted);
	};
	return { said, left: () => left, end };
}

function asWritten(item: Item): Record<string, string[]> {
	const ids = (options: readonly { id: string }[]) => options.map(({ id }) => id);
	if (item.type === 'gap_text')
		return Object.fromEntries(
			item.gaps.flatMap((gap) =>
				gap.input === 'choice' ? [[`${item.id}:${gap.id}`, ids(gap.options)]] : []
			)
		);
	return 'options' in item ? { [item.id]: ids(item.options) } : {};
}
