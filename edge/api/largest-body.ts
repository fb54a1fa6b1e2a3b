/** How large a body of each operation may be: as large as its schema lets it be, and no larger. Pure. */
import { STILL_PART_BYTES } from '#sync/stills.ts';
import { MOST_COPY_BYTES } from '#sync/copy/sealed-copy.ts';
import { PART_BYTES } from '#sync/upload.ts';

const LARGEST_JSON_BYTES = 65_536;
/** Of a published blob, and of ten thousand bank items with their keys. */
const LARGEST_BLOB_BYTES = 25_000_000;
const LARGEST_IMPORT_BYTES = 6_000_000;
/** Five thousand lines, twice in a schedule: addresses, and lines with groups. */
const LARGEST_ROSTER_BYTES = 6_000_000;
/** One mark alone may have 60,000 numbers of strokes, or 300 notes of 1,000 characters. */
const LARGEST_MARKS_BYTES = 4_000_000;

/** Ten thousand ids. */
const LARGEST_EXPORT_BYTES = 1_000_000;
/** Five hundred items with a hundred markers each. */
const LARGEST_ASSIGNMENTS_BYTES = 2_500_000;

const larger: readonly (readonly [path: RegExp, bytes: number])[] = [
	[/^\/publish\//, LARGEST_BLOB_BYTES],
	[/^\/admin\/import$/, LARGEST_IMPORT_BYTES],
	[/^\/bank\/items\/read$/, LARGEST_JSON_BYTES],
	[/^\/bank\/(items(\/[^/]+)?$|media\/)/, LARGEST_BLOB_BYTES],
	[/^\/bank\/exports$/, LARGEST_EXPORT_BYTES],
	// Fifty solutions, each with all that a bank item's may have.
	[/^\/teacher\/forms\/[^/]+\/keys\/(preview|apply)$/, LARGEST_BLOB_BYTES],
	[/^\/marking\/sittings\/[^/]+\/assignments$/, LARGEST_ASSIGNMENTS_BYTES],
	[/^\/attempts\/[^/]+\/files\//, PART_BYTES],
	[/^\/attempts\/[^/]+\/stills\//, STILL_PART_BYTES],
	[/^\/marking\/sittings\/[^/]+\/marks$/, LARGEST_MARKS_BYTES],
	[/^\/teacher\/roster\/check$/, LARGEST_ROSTER_BYTES],
	[/^\/sittings\/[^/]+\/copies\//, MOST_COPY_BYTES],
	[/^\/sittings\/[^/]+\/roster$/, LARGEST_ROSTER_BYTES],
	[/^\/teacher\/exams\/[^/]+\/sittings$/, LARGEST_ROSTER_BYTES]
];

/** `path` as it stands behind /api/v1. */
export function largestBody(path: string): number {
	return larger.find(([pattern]) => pattern.test(path))?.[1] ?? LARGEST_JSON_BYTES;
}
