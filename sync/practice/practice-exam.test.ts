import { describe, expect, test } from 'vitest';
import { checkDraft } from '../draft/check-draft.ts';
import { practiceEdition, practiceForm, practiceItems, practicePolicy } from './practice-exam.ts';
import { practiceSolutions } from './practice-exam.ts';
import { practiceLocales } from './texts.ts';

const ids = {
	form: '00000000-0000-4000-8000-000000000001',
	exam: '00000000-0000-4000-8000-000000000002'
};

describe.each(practiceLocales)('in %s', (locale) => {
	test('it is an exam that could be published: one question of each main type, each with a key but the essay', () => {
		const form = practiceForm(locale, ids);
		expect(form.items.map(({ type }) => type)).toEqual([
			'single_choice',
			'multiple_choice',
			'numeric',
			'short_text',
			'ordering',
			'essay'
		]);
		const solutions = practiceSolutions(locale);
		const items = form.items.map((item) => ({
			name: item.id,
			item,
			solution: solutions.find((each) => each.item === item.id) ?? null,
			feedback: null,
			category: [],
			tags: [],
			difficulty: null,
			language: null,
			bank: null
		}));
		const draft = {
			title: form.title,
			instructions: form.instructions,
			language: locale,
			navigation: 'free' as const,
			passPercent: null,
			sections: [{ id: 'all', title: '', instructions: '', shuffle: false, draw: null, items }]
		};
		expect(checkDraft(draft, [])).toEqual([]);
	});

	test('the form carries no key, and the steps are not in order already', () => {
		const text = JSON.stringify(practiceForm(locale, ids));
		expect(text).not.toContain('correct');
		const steps = practiceItems(locale).find(({ type }) => type === 'ordering');
		const order = steps?.type === 'ordering' ? steps.options.map(({ id }) => id) : [];
		expect(order.toSorted()).not.toEqual(order);
	});
});

test('each language is an edition of its own, and no still leaves the device', () => {
	expect(new Set(practiceLocales.map(practiceEdition)).size).toBe(practiceLocales.length);
	expect(practicePolicy).toMatchObject({ stills: 'never', retentionDays: 1 });
});
