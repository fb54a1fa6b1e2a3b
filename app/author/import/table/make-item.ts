/** One row to an item and its key. */
import type { Item } from '#sync/schema/item.ts';
import type { Credit, Solution, SolutionOf } from '#sync/schema/solution.ts';
import { LeftOutError } from '../report.ts';
import { readDecimal } from '../moodle/read-decimal.ts';
import { chosenIn, linesOf, readNumberRule, worthOf } from './right.ts';
import { readTruth, typeNamed, type TableType } from './type-names.ts';

export type Fields = {
	type: string;
	question: string;
	options: string[];
	right: string;
	points: string;
	marking: string;
	limit: string;
	shuffle: string;
};
type Made = { item: Item; solution: Solution | null };

const MOST_LETTERS = 1000;

export function makeItem(id: string, fields: Fields): Made {
	if (fields.question.trim() === '') throw new LeftOutError('no_prompt');
	const base = { id, prompt: fields.question.trim(), points: pointsOf(fields.points) };
	const shuffle = readTruth(fields.shuffle) ?? true;
	const type = typeOf(fields);
	switch (type) {
		case 'single_choice':
		case 'multiple_choice':
			return choice(type, base, fields, shuffle);
		case 'true_false': {
			const correct = readTruth(fields.right);
			if (correct === null) throw new LeftOutError('no_right_answer', fields.right.slice(0, 80));
			return { item: { ...base, type }, solution: { type, item: id, correct } };
		}
		case 'numeric':
			return numeric(base, fields);
		case 'short_text':
			return shortText(base, fields);
		case 'essay': {
			const [, least, most] = /^(\d+)?\s*(?:-|–)?\s*(\d+)?$/.exec(fields.limit.trim()) ?? [];
			return {
				item: {
					...base,
					type,
					...(Number(least) > 0 ? { minWords: Number(least) } : {}),
					...(most === undefined ? {} : { maxWords: Number(most) })
				},
				solution: { type, item: id, rubric: fields.right.trim() }
			};
		}
		case 'matching':
			return matching(base, fields, shuffle);
		case 'ordering': {
			const options = fields.options.map((text, at) => ({ id: `option-${at + 1}`, text }));
			const credit = creditIn(fields.marking, ['all', 'position', 'next', 'longest'], 'all');
			return {
				item: { ...base, type, options, shuffle: true },
				solution: { type, item: id, correct: options.map((option) => option.id), credit }
			};
		}
		case 'description':
			return { item: { ...base, type, points: 0 }, solution: null };
	}
}

function pointsOf(written: string): number {
	if (written.trim() === '') return 1;
	const points = readDecimal(written);
	if (points === null || points < 0 || points > 1000)
		throw new LeftOutError('marks_invalid', written.slice(0, 40));
	return points;
}

/** Where the row does not say it, by what is in it. */
function typeOf({ type, options, right }: Fields): TableType {
	if (type.trim() !== '') {
		const named = typeNamed(type);
		if (named === null) throw new LeftOutError('type_unsupported', type.slice(0, 80));
		return named;
	}
	if (options.length > 0)
		return chosenIn(right, options).length > 1 ? 'multiple_choice' : 'single_choice';
	if (right.trim() === '') return 'essay';
	if (readNumberRule(right.trim()) !== null) return 'numeric';
	return readTruth(right) === null ? 'short_text' : 'true_false';
}

function creditIn<Name extends string>(written: string, names: readonly Name[], usual: Name): Name {
	const plain = written
		.trim()
		.toLowerCase()
		.replaceAll(/[\s-]+/g, '_');
	if (plain === '') return usual;
	const found = names.find((name) => name === plain);
	if (!found) throw new LeftOutError('marks_invalid', written.slice(0, 80));
	return found;
}

type Base = { id: string; prompt: string; points: number };

function choice(
	type: 'single_choice' | 'multiple_choice',
	base: Base,
	{ options: texts, right, marking }: Fields,
	shuffle: boolean
): Made {
	if (texts.length < 2) throw new LeftOutError('too_few_options');
	const options = texts.map((text, at) => ({ id: `option-${at + 1}`, text }));
	const chosen = chosenIn(right, texts).map(({ at, share }) => ({
		option: options[at]?.id ?? '',
		share
	}));
	const whole = chosen.filter(({ share }) => share === 1);
	const item = base.id;
	if (type === 'single_choice') {
		const [best, ...more] = whole;
		if (!best) throw new LeftOutError('no_right_answer');
		if (more.length > 0) throw new LeftOutError('marks_invalid', right.slice(0, 80));
		const shares = chosen.filter((one) => one !== best && one.share !== 0);
		return {
			item: { ...base, type, options, shuffle },
			solution: { type, item, correct: best.option, ...(shares.length > 0 ? { shares } : {}) }
		};
	}
	const hasShares = whole.length < chosen.length;
	const correct = chosen.filter(({ share }) => share > 0).map(({ option }) => option);
	return {
		item: { ...base, type, options, shuffle },
		solution: {
			type,
			item,
			correct,
			partial: creditIn(marking, ['all', 'parts'], 'parts') === 'parts',
			...(hasShares ? { shares: chosen } : {})
		}
	};
}

function numeric(base: Base, { right, limit }: Fields): Made {
	const rules = linesOf(right).map((line) => {
		const { text, share } = worthOf(line);
		const rule = readNumberRule(text);
		if (!rule) throw new LeftOutError('malformed', line.slice(0, 80));
		return { ...rule, share };
	});
	const first = rules.find(({ share }) => share === 1);
	if (!first) throw new LeftOutError('no_right_answer');
	const also = rules.filter((rule) => rule !== first);
	const unit = limit.trim();
	return {
		item: { ...base, type: 'numeric', ...(unit === '' ? {} : { unit }) },
		solution: {
			type: 'numeric',
			item: base.id,
			correct: first.value,
			tolerance: first.tolerance,
			...(also.length > 0 ? { also } : {})
		}
	};
}

function shortText(base: Base, { right, marking, limit }: Fields): Made {
	const all = linesOf(right).map(worthOf);
	const accepted = all.filter(({ share }) => share === 1).map(({ text }) => text);
	const also = all.filter(({ share }) => share !== 1);
	if (accepted.length === 0) throw new LeftOutError('no_right_answer');
	const most = Number(limit.trim() || MOST_LETTERS);
	return {
		item: { ...base, type: 'short_text', maxLength: Number.isInteger(most) ? most : MOST_LETTERS },
		solution: {
			type: 'short_text',
			item: base.id,
			accepted,
			caseSensitive: creditIn(marking, ['case', 'any_case'], 'any_case') === 'case',
			...(also.length > 0 ? { also } : {})
		}
	};
}

const credits: readonly Credit[] = ['all', 'parts', 'parts_less_wrong'];

/** `row -> option`, one on each line; without a row, an option that belongs to none. */
function matching(base: Base, { options: lines, marking }: Fields, shuffle: boolean): Made {
	const pairs = lines.map((line) => {
		const found = /^(.*?)\s*(?:->|→)\s*(.+)$/.exec(line);
		if (!found) throw new LeftOutError('malformed', line.slice(0, 80));
		return { row: (found[1] ?? '').trim(), option: (found[2] ?? '').trim() };
	});
	const options = [...new Set(pairs.map(({ option }) => option))];
	const rows = [...new Set(pairs.map(({ row }) => row))].filter((row) => row !== '');
	const several = pairs.filter(({ row }) => row !== '').length > rows.length;
	const correct: SolutionOf<'matching'>['correct'] = pairs
		.filter(({ row }) => row !== '')
		.map(({ row, option }) => ({
			row: `row-${rows.indexOf(row) + 1}`,
			option: `option-${options.indexOf(option) + 1}`
		}));
	return {
		item: {
			...base,
			type: 'matching',
			rows: rows.map((text, at) => ({ id: `row-${at + 1}`, text })),
			options: options.map((text, at) => ({ id: `option-${at + 1}`, text })),
			several,
			reuse: true,
			shuffle
		},
		solution: {
			type: 'matching',
			item: base.id,
			correct,
			credit: creditIn(marking, credits, 'parts')
		}
	};
}
