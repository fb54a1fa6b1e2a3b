/**
 * A draft becomes a form, frozen, and beside it what only the edge may have. A form's items are parsed by the schema of a form, which
 * knows no key, no feedback and no rule: what an author put elsewhere cannot come along. Pure.
 */
import { form as formSchema } from '../schema/form.ts';
import type { Form, Media } from '../schema/form.ts';
import type { Draft, DraftItem } from '../schema/draft.ts';
import type { Feedback, Solution } from '../schema/solution.ts';
import { checkDraft } from './check-draft.ts';
import type { DraftWarning } from './check-draft.ts';
import { mediaOf } from './media-of.ts';

export type Compiled =
	| { ok: true; form: Form; solutions: Solution[]; feedback: Feedback[]; warnings: DraftWarning[] }
	| { ok: false; errors: DraftWarning[]; warnings: DraftWarning[] };

type Ids = { form: string; exam: string };

/** `media`: what the institution has of the pictures and sounds that the items name. */
export function compileForm(draft: Draft, ids: Ids, media: readonly Media[]): Compiled {
	const found = checkDraft(draft, media);
	const errors = found.filter(({ stops }) => stops);
	const warnings = found.filter(({ stops }) => !stops);
	if (errors.length > 0) return { ok: false, errors, warnings };
	const items = draft.sections.flatMap((section) => section.items);
	const named = new Set(items.flatMap(({ item }) => mediaOf(item)));
	const form = formSchema.parse({
		version: 1,
		id: ids.form,
		exam: ids.exam,
		title: draft.title,
		language: draft.language,
		instructions: draft.instructions,
		shuffleItems: false,
		items: items.map(({ item }) => item),
		sections: draft.sections.map(({ items: inside, ...section }) => ({
			...section,
			items: inside.map(({ item }) => item.id)
		})),
		navigation: draft.navigation,
		media: media.filter(({ hash }) => named.has(hash))
	});
	return {
		ok: true,
		form,
		solutions: items.flatMap((one) => solutionOf(one) ?? []),
		feedback: items.flatMap(({ item, feedback }) =>
			feedback ? { ...feedback, item: item.id } : []
		),
		warnings
	};
}

const solutionOf = ({ item, solution }: DraftItem): Solution | null =>
	solution && { ...solution, item: item.id };
