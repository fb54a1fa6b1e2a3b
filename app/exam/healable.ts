import type { RefusalCode } from '#sync/refusal.ts';

/** The edge has another history of this session. It will never take this one, but a new session with the same answers it will. */
export const healable: readonly RefusalCode[] = [
	'fork',
	'gap',
	'chain_broken',
	'wrong_sequence',
	'wrong_signature',
	'edge_behind'
];
