/** Sealed copies: opened here and nowhere else, and handed to the attempt's room, which admits them as it admits a socket (SPEC X). */
import type { Context } from 'hono';
import { toHex } from '#sync/bytes.ts';
import type { Bytes } from '#sync/bytes.ts';
import { copyReport } from '#sync/schema/copy.ts';
import type { CopyReport } from '#sync/schema/copy.ts';
import { permit } from '../access/permit.ts';
import { transaction } from '../db/database.ts';
import { selectOptionalSitting } from '../db/sittings.ts';
import { readId } from './body.ts';
import { bringCopy } from './bring-copy.ts';
import { operation } from './operation.ts';
import { ProblemError } from './problem.ts';
import type { Authenticated } from './signed-in.ts';
import { audit } from './who-asks.ts';

const bring = operation(
	{
		id: 'bringCopy',
		method: 'put',
		path: '/sittings/:id/copies/:hash',
		tag: 'Supervising',
		summary:
			'A sealed copy of a student’s work, by its SHA-256: for the staff of the sitting. Bringing it again changes nothing',
		access: 'signed_in',
		answer: copyReport,
		refusals: ['not_found', 'too_large', 'unavailable']
	},
	async (context) => {
		const { env } = context;
		const id = readId(context, 'id');
		await staffed(context, id);
		const file: Bytes = new Uint8Array(await context.req.arrayBuffer());
		const hash = toHex(new Uint8Array(await crypto.subtle.digest('SHA-256', file)));
		if (hash !== context.req.param('hash'))
			throw new ProblemError('invalid_request', 'The file did not arrive as it was sent.', {
				evidence: { field: 'hash' }
			});
		const report = await bringCopy(env, id, file);
		const said = report.sitting ? await onlyForStaff(context, report) : report;
		await transaction(env, context.get('actor'), (query) =>
			audit(context, query, {
				action: 'copy_brought',
				subject: report.attempt ?? id,
				detail: {
					outcome: report.outcome,
					entries: report.entries,
					bytes: file.length,
					file: hash.slice(0, 12),
					...(report.code !== null && { code: report.code })
				}
			})
		);
		return said;
	}
);

const mayBring = (context: Context<Authenticated>, id: string) =>
	transaction(context.env, context.get('actor'), async (query) => {
		const asker = context.get('asker');
		const found = await selectOptionalSitting(query, id, asker.id);
		const sitting = { institution: asker.institution, staff: found ? [asker.id] : [] };
		return found && permit(asker, { to: 'bring_copy', sitting }) ? found : null;
	});

async function staffed(context: Context<Authenticated>, id: string): Promise<void> {
	if (!(await mayBring(context, id)))
		throw new ProblemError('not_found', 'There is no such sitting.');
}

/** Which other sitting a file belongs to is told to who could bring it in there. */
async function onlyForStaff(
	context: Context<Authenticated>,
	report: CopyReport
): Promise<CopyReport> {
	const other = report.sitting && (await mayBring(context, report.sitting.id));
	return { ...report, sitting: other ? { id: other.id, title: other.title } : null };
}

export const copies = [bring];
