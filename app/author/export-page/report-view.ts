import {
	exportReasons,
	losses,
	type ExportedItem,
	type ExportReason,
	type Loss
} from '../export/report.ts';

export type Counted<Code> = { code: Code; count: number };

export const whole = (items: readonly ExportedItem[]): number =>
	items.filter(({ outcome }) => outcome === 'whole').length;

/** How many lose what, the most first. */
export const lost = (items: readonly ExportedItem[]): Counted<Loss>[] =>
	counted(losses, (code) =>
		items.filter((item) => item.outcome === 'changed' && item.losses.includes(code))
	);

export const leftOut = (items: readonly ExportedItem[]): Counted<ExportReason>[] =>
	counted(exportReasons, (code) =>
		items.filter((item) => item.outcome === 'left_out' && item.reason === code)
	);

function counted<Code>(
	codes: readonly Code[],
	found: (code: Code) => readonly ExportedItem[]
): Counted<Code>[] {
	return codes
		.map((code) => ({ code, count: found(code).length }))
		.filter(({ count }) => count > 0)
		.toSorted((one, other) => other.count - one.count);
}

/** A name that any system takes for a file; never empty. */
export const fileName = (title: string): string =>
	title
		.normalize('NFC')
		.replaceAll(/[^\p{L}\p{M}\p{N}]+/gu, '-')
		.replace(/^-+|-+$/g, '')
		.slice(0, 60) || 'questions';
