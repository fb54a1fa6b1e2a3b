import type { Form } from './schema/form.ts';

/** How many questions of a form each student gets to answer: what is only to be read asks nothing. */
export function questionsOf({ items, sections = [] }: Pick<Form, 'items' | 'sections'>): number {
	const asked = new Set(items.filter(({ type }) => type !== 'description').map(({ id }) => id));
	const pooled = sections.filter(({ draw }) => draw !== null);
	const left = pooled.map(({ items: pool, draw }) => {
		const own = pool.filter((id) => asked.has(id)).length;
		return own - Math.min(own, draw ?? own);
	});
	return asked.size - left.reduce((sum, count) => sum + count, 0);
}
