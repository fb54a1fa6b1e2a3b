/** Findings in plain words: what is asked, and what the answer means. */
import { formatDateTime, formatNumber } from '#app/i18n/format.ts';
import { m } from '#app/i18n/generated/messages.js';
import type { Finding, FindingId } from '#sync/verify/verify-kept.ts';

const titles: Record<FindingId, () => string> = {
	receipt_signed: m.verify_receipt_signed,
	receipt_logged: m.verify_receipt_logged,
	proof_holds: m.verify_proof_holds,
	checkpoint_signed: m.verify_checkpoint_signed,
	log_only_grew: m.verify_log_only_grew
};

const causes: Record<string, () => string> = {
	wrong_signature: m.verify_wrong_signature,
	note_wrong_signature: m.verify_wrong_signature,
	key_wrong: m.verify_wrong_key,
	note_unknown_key: m.verify_wrong_key,
	wrong_session: m.verify_wrong_session,
	logged_other: m.verify_wrong_head,
	other_log: m.verify_wrong_log,
	log_shrank: m.verify_wrong_shrank,
	log_rewritten: m.verify_wrong_rewritten,
	not_logged: m.verify_logged_open,
	other_entry: m.verify_logged_other,
	no_tiles: m.verify_grew_open,
	too_many: m.verify_grew_many
};

export const findingTitle = ({ id }: Finding): string => titles[id]();

/** With the log's name where it is known: a place in a log says nothing to whoever does not know in which. */
export function findingMeaning(found: Finding): string {
	const named = logNames(found.detail);
	return named === null ? meaning(found) : `${meaning(found)} ${named}`;
}

function logNames({ because, origin, other }: Finding['detail']): string | null {
	if (typeof origin !== 'string') return null;
	if (because === 'other_log' && typeof other === 'string')
		return m.verify_logs_named({ origin: isolated(origin), other: isolated(other) });
	return m.verify_log_named({ origin: isolated(origin) });
}

/** From the left in any language. */
const isolated = (name: string): string => `\u2066${name}\u2069`;

function meaning({ id, status, detail }: Finding): string {
	const number = (name: string, more = 0) => formatNumber(Number(detail[name]) + more);
	if (status !== 'pass') {
		const because = String(detail['because']);
		const unread = id === 'receipt_logged' || id === 'proof_holds';
		return (causes[because] ?? (unread ? m.verify_wrong_proof : m.verify_wrong_signature))();
	}
	switch (id) {
		case 'receipt_signed':
			return m.verify_receipt_signed_means({
				n: number('upTo', 1),
				at: formatDateTime(Number(detail['at']), true)
			});
		case 'receipt_logged':
		case 'proof_holds':
			return m.verify_logged_means({ n: number('index', 1), size: number('size') });
		case 'checkpoint_signed':
			return m.verify_checkpoint_means({ size: number('size') });
		case 'log_only_grew':
			return (detail['today'] ? m.verify_grew_today : m.verify_grew_means)({
				from: number('from'),
				to: number('to')
			});
	}
}
