import { expect, test } from 'vitest';
import { m } from '#app/i18n/generated/messages.js';
import { ApiError } from '#app/api/api-error.ts';
import type { SittingChange, SittingPlan } from '#sync/schema/plan.ts';
import type { SittingApi } from '../sitting-api.ts';
import { OpenPlan } from './plan.svelte.ts';

/** A sitting at the edge; its terms have a revision, its staff has none. */
async function sitting() {
	const edge = {
		plan: {
			revision: 1,
			title: 'Algebra',
			standing: 'before',
			staff: []
		} as unknown as SittingPlan,
		answers: true,
		beingWritten: false
	};
	const asked: SittingChange[] = [];
	const api = {
		plan: async () => edge.plan,
		change: async (_id: string, change: SittingChange) => {
			asked.push(change);
			if (!edge.answers) throw new ApiError('unreachable', 'away');
			const evidence = { because: 'being_written' };
			if (edge.beingWritten) throw new ApiError('conflict', 'somebody writes', { evidence });
			if (change.revision !== edge.plan.revision || edge.plan.standing !== 'before')
				throw new ApiError('conflict', 'another by now');
			edge.plan = { ...edge.plan, ...change, revision: change.revision + 1 };
			return edge.plan;
		}
	};
	const open = new OpenPlan(api as unknown as SittingApi, 'one');
	await open.load();
	return { open, edge, asked };
}
const elsewhere = (plan: SittingPlan, title: string) => ({
	...plan,
	title,
	revision: plan.revision + 1
});

test('what was saved makes the form anew', async () => {
	const { open } = await sitting();
	const before = open.form;
	expect(await open.change({ title: 'Logic' })).toBe(true);
	expect(open.form).not.toBe(before);
	expect(open.form?.title).toBe('Logic');
	expect(open.conflict).toBe(false);
});

test('on a conflict the form stays as it was made, and says so until it is shown how it is now', async () => {
	const { open, edge, asked } = await sitting();
	const before = open.form;
	edge.plan = elsewhere(edge.plan, 'Geometry');
	expect(await open.change({ title: 'Logic' })).toBe(false);
	expect(open.plan?.title).toBe('Geometry');
	expect(open.form).toBe(before);
	expect(open.conflict).toBe(true);
	expect(open.told.problem).not.toBe('');
	// Saved again it does not go over what nobody has looked at.
	expect(await open.change({ title: 'Logic' })).toBe(false);
	expect(asked.map(({ revision }) => revision)).toEqual([1, 1]);
	open.showNow();
	expect(open.form?.title).toBe('Geometry');
	expect(open.conflict).toBe(false);
	expect(open.told.problem).toBe('');
	expect(await open.change({ title: 'Logic' })).toBe(true);
});

test("an answer about the staff keeps the form, and tells of somebody else's terms in it", async () => {
	const { open, edge } = await sitting();
	const before = open.form;
	open.put({ ...edge.plan, staff: [{ person: 'p', name: 'P', role: 'proctor' }] });
	expect(open.form).toBe(before);
	expect(open.conflict).toBe(false);
	edge.plan = elsewhere(edge.plan, 'Geometry');
	open.put(edge.plan);
	expect(open.form).toBe(before);
	expect(open.conflict).toBe(true);
});

test('that it has begun is a conflict too, and the form is made anew for it', async () => {
	const { open, edge } = await sitting();
	const before = open.form;
	edge.plan = { ...edge.plan, standing: 'open' };
	expect(await open.change({ title: 'Logic' })).toBe(false);
	expect(open.conflict).toBe(true);
	open.showNow();
	expect(open.form).not.toBe(before);
	expect(open.conflict).toBe(false);
});

test('an edge that does not answer is no conflict', async () => {
	const { open, edge } = await sitting();
	edge.answers = false;
	expect(await open.change({ title: 'Logic' })).toBe(false);
	expect(open.conflict).toBe(false);
	expect(open.told.problem).not.toBe('');
});

test('while somebody writes, the end is not moved here, and the sentence leads to more time for all', async () => {
	const { open, edge } = await sitting();
	edge.beingWritten = true;
	const before = open.form;
	expect(await open.change({ closesAt: 1 })).toBe(false);
	expect(open.told.problem).toBe(m.sitting_being_written());
	expect(open.conflict).toBe(false);
	expect(open.form).toBe(before);
});
