import { version } from '$app/env';
import { isNeeded, readModelManifest } from '#app/device/model-cache.ts';
import type { Opening } from '#app/exam/start.ts';
import { noticeOf } from '#app/proctor/notice.ts';
import { toHex } from '#sync/bytes.ts';
import { canonicalBytes } from '#sync/canonical.ts';
import { sha256 } from '#sync/hash.ts';
import type { Ticket } from '#sync/schema/ticket.ts';
import { modelNeeds } from '#sync/watched-checks.ts';

/** What the record says the exam was started with: this notice, this app, these models, this promise of the browser. */
export async function openingOf(
	{ policy, accommodation }: Pick<Ticket, 'policy' | 'accommodation'>,
	persisted: boolean | null
): Promise<Opening> {
	const uses = modelNeeds(policy, accommodation);
	const models = uses.length > 0 ? await readModelManifest().catch(() => []) : [];
	return {
		noticeHash: toHex(sha256(canonicalBytes(noticeOf(policy, accommodation)))),
		appVersion: version.slice(0, 40),
		models: models
			.filter((file) => isNeeded(file, uses))
			.map(({ name, sha256 }) => ({ name, sha256 })),
		persisted
	};
}
