/** The bank of items: searched, added to, changed in versions, filed. */
import type { Context } from 'hono';
import type { AuthoredItem } from '#sync/schema/authored-item.ts';
import {
	bankAdd,
	bankAdded,
	bankBulk,
	bankBulkDone,
	bankChange,
	bankChanged,
	bankFacets,
	bankItem,
	bankItemQuery,
	bankPage,
	bankQuery
} from '#sync/schema/bank.ts';
import { contentHash } from '../access/bank-words.ts';
import { permit } from '../access/permit.ts';
import {
	bankForm,
	changeMany,
	insertBankItems,
	insertVersion,
	selectDuplicates,
	selectKnown,
	selectOptionalBankHead,
	selectOptionalVersion,
	selectVersions
} from '../db/bank.ts';
import { selectMissingMedia } from '../db/bank-media.ts';
import { selectBank, selectFacets } from '../db/bank-search.ts';
import { transaction } from '../db/database.ts';
import type { Query } from '../db/database.ts';
import { readId } from './body.ts';
import { operation } from './operation.ts';
import { ProblemError } from './problem.ts';
import type { Authenticated } from './signed-in.ts';
import { audit } from './who-asks.ts';

const tag = 'Items';
const noSuchItem = () => new ProblemError('not_found', 'There is no such item.');

export function asTeacher(context: Context<Authenticated>): {
	person: string;
	institution: string;
} {
	const asker = context.get('asker');
	if (!permit(asker, { to: 'teach' }))
		throw new ProblemError('not_allowed', 'This is for teachers.');
	return { person: asker.id, institution: asker.institution };
}

const list = operation(
	{
		id: 'searchItems',
		method: 'get',
		path: '/bank/items',
		tag,
		summary: 'Items of one’s own and those that colleagues share, the newest first',
		access: 'signed_in',
		query: bankQuery,
		answer: bankPage,
		refusals: ['not_allowed']
	},
	(context, { query: asked }) => {
		const { person } = asTeacher(context);
		return transaction(context.env, context.get('actor'), (query) =>
			selectBank(query, person, asked)
		);
	}
);

const facets = operation(
	{
		id: 'itemFacets',
		method: 'get',
		path: '/bank/facets',
		tag,
		summary: 'Subjects, tags and types that one can filter by, with how many items have them',
		access: 'signed_in',
		answer: bankFacets,
		refusals: ['not_allowed']
	},
	(context) => {
		asTeacher(context);
		return transaction(context.env, context.get('actor'), selectFacets);
	}
);

const add = operation(
	{
		id: 'addItems',
		method: 'post',
		path: '/bank/items',
		tag,
		summary: 'New items: all of them, or none',
		access: 'signed_in',
		body: bankAdd,
		answer: bankAdded,
		status: 201,
		refusals: ['not_allowed', 'conflict']
	},
	(context, { body }) => {
		const by = asTeacher(context);
		const items = body.items.map(bankForm);
		const hashes = items.map(contentHash);
		return transaction(context.env, context.get('actor'), async (query) => {
			await refuseMissingMedia(query, items);
			const known = body.skipKnown
				? await selectKnown(query, by.person, hashes)
				: new Set<string>();
			const ids = hashes.map((hash) => {
				if (known.has(hash)) return null;
				// The same item twice in one file is known from its second time on.
				if (body.skipKnown) known.add(hash);
				return crypto.randomUUID();
			});
			const added = items.flatMap((authored, at) => {
				const id = ids[at];
				return id ? [{ id, authored }] : [];
			});
			await insertBankItems(query, { ...by, shared: body.shared }, added);
			await audit(context, query, {
				action: 'items_added',
				subject: by.person,
				detail: { items: added.length, from: body.from, shared: body.shared }
			});
			return { ids, added: added.length, known: ids.length - added.length };
		});
	}
);

/** Bytes first: an item must never name a picture that is not there. */
async function refuseMissingMedia(query: Query, items: readonly AuthoredItem[]): Promise<void> {
	const named = new Set(items.flatMap(mediaOf));
	if (named.size === 0) return;
	const [missing] = await selectMissingMedia(query, [...named]);
	if (missing)
		throw new ProblemError('conflict', 'A picture or sound of an item has not been uploaded.', {
			evidence: { media: missing }
		});
}

function mediaOf(authored: AuthoredItem): string[] {
	const { item } = authored;
	const text = JSON.stringify([item, authored.feedback]);
	const linked = [...text.matchAll(/media:([0-9a-f]{64})/g)].map(([, hash]) => hash ?? '');
	return 'picture' in item ? [...linked, item.picture] : linked;
}

const show = operation(
	{
		id: 'showItem',
		method: 'get',
		path: '/bank/items/:id',
		tag,
		summary: 'An item with its key, its feedback and its versions',
		access: 'signed_in',
		query: bankItemQuery,
		answer: bankItem,
		refusals: ['not_found', 'not_allowed']
	},
	(context, { query: asked }) => {
		const { person } = asTeacher(context);
		const id = readId(context, 'id');
		return transaction(context.env, context.get('actor'), async (query) => {
			const head = await selectOptionalBankHead(query, id);
			const version = asked.version ?? head?.version ?? 0;
			const authored = head && (await selectOptionalVersion(query, id, version));
			if (!head || !authored) throw noSuchItem();
			return {
				id,
				version,
				authored,
				mine: head.owner_id === person,
				shared: head.shared,
				...(await selectVersions(query, id)),
				duplicates: await selectDuplicates(query, head)
			};
		});
	}
);

const change = operation(
	{
		id: 'changeItem',
		method: 'put',
		path: '/bank/items/:id',
		tag,
		summary: 'A new version of an item of one’s own',
		access: 'signed_in',
		body: bankChange,
		answer: bankChanged,
		refusals: ['not_found', 'not_allowed', 'conflict']
	},
	(context, { body }) => {
		const by = asTeacher(context);
		const id = readId(context, 'id');
		const authored = bankForm(body.authored);
		return transaction(context.env, context.get('actor'), async (query) => {
			const head = await selectOptionalBankHead(query, id);
			if (head?.owner_id !== by.person) throw noSuchItem();
			await refuseMissingMedia(query, [authored]);
			if (!(await insertVersion(query, by, { id, base: body.base, authored })))
				throw new ProblemError('conflict', 'The item has been changed since.', {
					evidence: { version: head.version }
				});
			await audit(context, query, {
				action: 'item_changed',
				subject: id,
				detail: { version: body.base + 1 }
			});
			return { version: body.base + 1 };
		});
	}
);

const bulk = operation(
	{
		id: 'changeItems',
		method: 'patch',
		path: '/bank/items',
		tag,
		summary: 'File, tag, share or put away many of one’s own items at once',
		access: 'signed_in',
		body: bankBulk,
		answer: bankBulkDone,
		refusals: ['not_allowed']
	},
	(context, { body }) => {
		const { person } = asTeacher(context);
		return transaction(context.env, context.get('actor'), async (query) => {
			const changed = await changeMany(query, person, body);
			await audit(context, query, {
				action: 'items_filed',
				subject: person,
				detail: {
					items: changed,
					...(body.shared !== undefined && { shared: body.shared }),
					...(body.archived !== undefined && { archived: body.archived })
				}
			});
			return { changed };
		});
	}
);

export const bank = [list, facets, add, show, change, bulk];
