/** What the edge says of the public log beyond its static files (C2SP tlog-tiles). */
import * as z from 'zod';

/** A c2sp.org/tlog-proof@v1 text (SPEC G8); the checkpoint in it may carry signatures of witnesses. */
export const logProofText = z.string().max(20_000);

/** null: it does not stand in what is published yet. */
export const logProofAnswer = z.strictObject({ proof: logProofText.nullable() });
