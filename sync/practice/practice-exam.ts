/**
 * The practice exam that ships with the code: one question of each main type, the same in every language. Its answers are no secret: the
 * page that ends a practice shows them, without a network too. Pure.
 */
import { canonicalText } from '../canonical.ts';
import { sha256Hex } from '../hash.ts';
import { utf8 } from '../bytes.ts';
import { policyPresets } from '../policy-presets.ts';
import { form as formSchema } from '../schema/form.ts';
import type { Form } from '../schema/form.ts';
import type { Item } from '../schema/item.ts';
import type { Policy } from '../schema/policy.ts';
import type { Solution } from '../schema/solution.ts';
import { ar } from './ar.ts';
import { en } from './en.ts';
import { es } from './es.ts';
import { fr } from './fr.ts';
import { hi } from './hi.ts';
import type { PracticeLocale, PracticeTexts } from './texts.ts';

const texts: Readonly<Record<PracticeLocale, PracticeTexts>> = { en, es, fr, hi, ar };

export const PRACTICE_DURATION_MS = 20 * 60_000;

/** What a sitting watches unless its teacher says otherwise, without the pictures: no still of a practice leaves the device. */
export const practicePolicy: Policy = {
	...policyPresets.supervised,
	stills: 'never',
	lateSync: 'accept',
	graceMs: 0,
	retentionDays: 1
};

const optionsOf = (all: readonly string[]) =>
	all.map((text, at) => ({ id: `option-${at + 1}`, text }));
const asked = (id: string, prompt: string) => ({ id, prompt, points: 1 });

export function practiceItems(locale: PracticeLocale): Item[] {
	const said = texts[locale];
	const { offline, even, minutes, tuesday, steps, essay } = said;
	const [first, second, third, fourth] = optionsOf(steps.options);
	if (!first || !second || !third || !fourth) throw new Error('four steps');
	return [
		{
			...asked('offline', offline.prompt),
			type: 'single_choice',
			options: optionsOf(offline.options),
			shuffle: true
		},
		{
			...asked('even', even.prompt),
			type: 'multiple_choice',
			options: optionsOf(['3', '8', '12', '15']),
			shuffle: false
		},
		{ ...asked('minutes', minutes.prompt), type: 'numeric', unit: minutes.unit },
		{ ...asked('tuesday', tuesday.prompt), type: 'short_text', maxLength: 60 },
		{
			...asked('steps', steps.prompt),
			type: 'ordering',
			// As it is shown: nobody finds it in order already.
			options: [third, first, fourth, second],
			shuffle: false
		},
		{ ...asked('essay', essay.prompt), type: 'essay' }
	];
}

/** Of the essay there is none. */
export function practiceSolutions(locale: PracticeLocale): Solution[] {
	const [right, ...also] = texts[locale].tuesday.accepted;
	return [
		{ type: 'single_choice', item: 'offline', correct: 'option-1' },
		{
			type: 'multiple_choice',
			item: 'even',
			correct: ['option-2', 'option-3'],
			partial: false
		},
		{
			type: 'numeric',
			item: 'minutes',
			correct: 90,
			tolerance: { kind: 'absolute', amount: 0 }
		},
		{ type: 'short_text', item: 'tuesday', accepted: [right, ...also], caseSensitive: false },
		{
			type: 'ordering',
			item: 'steps',
			correct: ['option-1', 'option-2', 'option-3', 'option-4'],
			credit: 'all'
		}
	];
}

export function practiceForm(locale: PracticeLocale, ids: { form: string; exam: string }): Form {
	const { title, instructions } = texts[locale];
	return formSchema.parse({
		version: 1,
		id: ids.form,
		exam: ids.exam,
		title,
		language: locale,
		instructions,
		shuffleItems: false,
		items: practiceItems(locale),
		navigation: 'free',
		media: []
	});
}

const nobody = '00000000-0000-4000-8000-000000000000';

/** Names what is asked and what is watched: another one is published anew. SHA-256 in hex. */
export function practiceEdition(locale: PracticeLocale): string {
	const form = practiceForm(locale, { form: nobody, exam: nobody });
	const all = { form, policy: practicePolicy, durationMs: PRACTICE_DURATION_MS };
	return sha256Hex(utf8(canonicalText(all)));
}
