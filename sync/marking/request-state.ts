/** What a request for another look says of itself. Pure. */
import type { OwnRemarkRequest } from '../schema/release.ts';

type RequestState = OwnRemarkRequest['state'];

/** "kept" beside points that are others than when it was asked, as by a key that was put right, would be read as false: then they changed. */
export const saidState = (
	state: RequestState,
	{ asked, now }: { asked: number | null; now: number | null }
): RequestState => (state === 'kept' && asked !== now ? 'changed' : state);
