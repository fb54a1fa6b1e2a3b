import type { MarkingOverview } from '#sync/schema/marking.ts';

/** A question that people mark, with its rubric. */
export type MarkingItem = MarkingOverview['items'][number];
