/** What an export made of each item. What is lost is not foreseen but found: the file is read again by our own importer and compared. */
import type { AuthoredItem } from '#sync/schema/authored-item.ts';

export const exportFormats = [
	'invigil',
	'moodle_xml',
	'qti_2',
	'qti_3',
	'gift',
	'xlsx',
	'csv'
] as const;
export type ExportFormat = (typeof exportFormats)[number];

/** What is not the same any more once the file is read again. */
export const losses = [
	'type_changed',
	'text_changed',
	'options_changed',
	'order_changed',
	'marks_changed',
	'points_changed',
	'unit_lost',
	'length_lost',
	'choosing_lost',
	'files_lost',
	'picture_missing',
	'feedback_lost',
	'name_changed',
	'category_lost',
	'tags_lost',
	'difficulty_lost',
	'language_lost'
] as const;
export type Loss = (typeof losses)[number];

/** Why an item is not in the file. */
export const exportReasons = [
	'type_unsupported',
	'no_key',
	'marks_unsupported',
	'text_unsupported',
	'picture_missing',
	'unreadable'
] as const;
export type ExportReason = (typeof exportReasons)[number];

export type ExportedItem = {
	name: string;
	/** How its question begins, in words alone. */
	begins: string;
} & (
	| { outcome: 'whole' }
	| { outcome: 'changed'; losses: Loss[] }
	| { outcome: 'left_out'; reason: ExportReason }
);

/** null: its bytes could not be had. */
export type MediaBytes = ReadonlyMap<string, Uint8Array>;

export type Exported = {
	format: ExportFormat;
	/** With its ending. */
	name: string;
	contentType: string;
	bytes: Uint8Array<ArrayBuffer>;
	/** In the order given. */
	items: ExportedItem[];
};

/** What a writer of a format makes: a file, and for each item null or why it is not in it. */
export type Written = { bytes: Uint8Array<ArrayBuffer>; leftOut: (ExportReason | null)[] };
/** `title`: of the exam they are from; empty where they are from no exam. */
export type WriteFile = (
	items: readonly AuthoredItem[],
	media: MediaBytes,
	title: string
) => Written;

/** Thrown by what writes one item: the others go on. */
export class NotWrittenError extends Error {
	readonly reason: ExportReason;

	constructor(reason: ExportReason) {
		super(reason);
		this.reason = reason;
	}
}

/** One after the other; those that cannot be written are left out. */
export function writeEach<T>(
	items: readonly AuthoredItem[],
	write: (item: AuthoredItem, at: number) => T
): { parts: T[]; leftOut: (ExportReason | null)[] } {
	const parts: T[] = [];
	const leftOut = items.map((item, at) => {
		try {
			parts.push(write(item, at));
			return null;
		} catch (problem) {
			if (problem instanceof NotWrittenError) return problem.reason;
			throw problem;
		}
	});
	return { parts, leftOut };
}
