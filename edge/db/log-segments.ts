import { z } from 'zod';
import type { Bytes } from '#sync/bytes.ts';
import { fromBase64 } from './base64.ts';
import type { Query } from './query.ts';

const stored = z.object({ log: z.enum(['log', 'control']), bytes: z.string() });

/** All segments of a session, in order. */
export async function selectSegments(
	query: Query,
	session: string
): Promise<{ log: Bytes[]; control: Bytes[] }> {
	const rows = z
		.array(stored)
		.parse(
			await query(
				"select log, encode(bytes, 'base64') as bytes from log_segments where session_id = $1 order by log, index",
				[session]
			)
		);
	const of = (log: 'log' | 'control') =>
		rows.filter((row) => row.log === log).map(({ bytes }) => fromBase64(bytes));
	return { log: of('log'), control: of('control') };
}
