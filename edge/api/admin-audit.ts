/** The audit log: searched, exported, checked. */
import { auditCheck, auditPage, auditQuery } from '#sync/schema/administration.ts';
import { emptyChain, followChain } from '../access/audit-chain.ts';
import { selectAuditLines, selectAuditPage, selectSearchedLines } from '../db/audit-search.ts';
import { transaction } from '../db/database.ts';
import { insertAlert } from '../db/security-alerts.ts';
import { asAdmin } from './admin-guard.ts';
import { operation } from './operation.ts';
import { audit } from './who-asks.ts';
import { system } from '../db/database.ts';

const tag = 'Administration';
const AT_ONCE = 5_000;
const MOST_EXPORTED = 100_000;

const page = operation(
	{
		id: 'searchAuditLog',
		method: 'get',
		path: '/admin/audit-logs',
		tag,
		summary: 'The audit log of the institution, newest first',
		access: 'signed_in',
		query: auditQuery,
		answer: auditPage,
		refusals: ['not_allowed']
	},
	(context, { query: asked }) => {
		const institution = asAdmin(context);
		return transaction(context.env, context.get('actor'), (query) =>
			selectAuditPage(query, institution, asked)
		);
	}
);

const exportLines = operation(
	{
		id: 'exportAuditLog',
		method: 'get',
		path: '/admin/audit-logs/export',
		tag,
		summary:
			'The same as NDJSON, oldest first: per line {"line": the text that was hashed, "hash": …}; hash = SHA-256 (hash before ‖ line)',
		access: 'signed_in',
		query: auditQuery,
		answer: 'bytes',
		refusals: ['not_allowed']
	},
	async (context, { query: asked }) => {
		const institution = asAdmin(context);
		const lines = await transaction(context.env, context.get('actor'), async (query) => {
			await audit(context, query, { action: 'audit_exported', subject: null });
			return selectSearchedLines(query, institution, asked, MOST_EXPORTED);
		});
		const text = lines.map(({ line, hash }) => `${JSON.stringify({ line, hash })}\n`).join('');
		return new Response(text, {
			headers: {
				'Content-Type': 'application/x-ndjson; charset=utf-8',
				'Content-Disposition': 'attachment; filename="audit-log.ndjson"'
			}
		});
	}
);

const check = operation(
	{
		id: 'checkAuditLog',
		method: 'get',
		path: '/admin/audit-logs/check',
		tag,
		summary: 'Does every entry follow from the one before it?',
		access: 'signed_in',
		answer: auditCheck,
		refusals: ['not_allowed']
	},
	async (context) => {
		const institution = asAdmin(context);
		const state = await transaction(context.env, context.get('actor'), async (query) => {
			let state = emptyChain;
			for (;;) {
				const lines = await selectAuditLines(query, institution, state.entries, AT_ONCE);
				state = followChain(state, lines);
				if (lines.length < AT_ONCE || state.brokenAt !== null) return state;
			}
		});
		const { brokenAt } = state;
		if (brokenAt !== null)
			await transaction(context.env, system, (query) =>
				insertAlert(query, {
					institution,
					kind: 'audit_broken',
					address: null,
					detail: { brokenAt }
				})
			);
		return {
			entries: state.entries,
			head: state.entries === 0 ? null : state.head,
			brokenAt
		};
	}
);

export const adminAudit = [page, exportLines, check];
