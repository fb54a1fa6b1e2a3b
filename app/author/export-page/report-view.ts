import {
	exportReasons,
	losses,
	type ExportedItem,
	type ExportReason,
	type Loss
} from '../export/report.ts';

/** A question that a line of the report is about. */
export type Told = {
	/** From 1, among all that were given. */
	number: number;
	name: string;
	/** Empty where the name says it already. */
	begins: string;
};
export type Line<Code> = { code: Code; items: Told[] };

export const whole = (items: readonly ExportedItem[]): number =>
	items.filter(({ outcome }) => outcome === 'whole').length;

/** Which lose what, what most of them lose first. */
export const lost = (items: readonly ExportedItem[]): Line<Loss>[] =>
	lines(losses, items, (item, code) => item.outcome === 'changed' && item.losses.includes(code));

export const leftOut = (items: readonly ExportedItem[]): Line<ExportReason>[] =>
	lines(exportReasons, items, (item, code) => item.outcome === 'left_out' && item.reason === code);

function lines<Code>(
	codes: readonly Code[],
	items: readonly ExportedItem[],
	is: (item: ExportedItem, code: Code) => boolean
): Line<Code>[] {
	return codes
		.map((code) => ({
			code,
			items: items.flatMap((item, at) => (is(item, code) ? [told(item, at + 1)] : []))
		}))
		.filter(({ items }) => items.length > 0)
		.toSorted((one, other) => other.items.length - one.items.length);
}

/** Many systems name a question by its first words; saying them twice tells nothing. */
function told({ name, begins }: ExportedItem, number: number): Told {
	const bare = name.replace(/(…|\.\.\.)$/u, '').trim();
	return { number, name, begins: begins.startsWith(bare) ? '' : begins };
}

/** A name that any system takes for a file; never empty. */
export const fileName = (title: string): string =>
	title
		.normalize('NFC')
		.replaceAll(/[^\p{L}\p{M}\p{N}]+/gu, '-')
		.replace(/^-+|-+$/g, '')
		.slice(0, 60) || 'questions';
