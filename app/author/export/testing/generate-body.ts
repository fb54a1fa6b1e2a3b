import type { ItemType } from '#sync/schema/item.ts';
import { generateGaps } from './generate-gaps.ts';
import { generatePicture } from './generate-picture.ts';
import { optionsFor, type How, type Made } from './made.ts';
import type { Random } from './random.ts';
import { line, text, typed } from './texts.ts';

const credits = ['all', 'parts', 'parts_less_wrong'] as const;

export function generateBody(type: ItemType, random: Random, how: How): Made {
	const id = `id-${random.below(1000)}`;
	const points = random.of([1, 2, 2.5, 3, 10]);
	const base = { id, prompt: text(random, how.hash), points };
	const options = optionsFor(random, 'opt-', 2 + random.below(4));
	const ids = options.map((option) => option.id);
	const shuffle = random.chance(0.5);
	const parts = ids;
	switch (type) {
		case 'single_choice': {
			const [correct = '', ...others] = random.mixed(ids);
			const shares = others
				.slice(0, random.below(others.length + 1))
				.map((option) => ({ option, share: random.of([0.5, 0.25, -0.5, -1]) }));
			return {
				item: { ...base, type, options, shuffle },
				solution: { type, item: id, correct, ...(shares.length > 0 ? { shares } : {}) },
				parts
			};
		}
		case 'multiple_choice': {
			const correct = random.some(ids, 1);
			const shares = ids.map((option) => ({
				option,
				share: correct.includes(option) ? 1 / correct.length : random.of([0, -0.5, -1])
			}));
			return {
				item: { ...base, type, options, shuffle },
				solution: {
					type,
					item: id,
					correct,
					partial: random.chance(0.6),
					...(random.chance(0.3) ? { shares } : {})
				},
				parts
			};
		}
		case 'true_false':
			return {
				item: { ...base, type },
				solution: { type, item: id, correct: random.chance(0.5) },
				parts: []
			};
		case 'numeric': {
			const unit = random.chance(0.3) ? 'm' : undefined;
			const also = random.chance(0.3)
				? [{ value: 500, tolerance: { kind: 'absolute' as const, amount: 1 }, share: 0.5 }]
				: undefined;
			return {
				item: { ...base, type, ...(unit ? { unit } : {}) },
				solution: {
					type,
					item: id,
					correct: random.of([42, -3.5, 0.001, 1e6]),
					tolerance: random.of([
						{ kind: 'absolute', amount: 0 },
						{ kind: 'absolute', amount: 0.5 },
						{ kind: 'relative', amount: 0.01 }
					]),
					...(also ? { also } : {}),
					...(unit ? { units: [{ name: 'km', factor: 1000 }] } : {})
				},
				parts: []
			};
		}
		case 'short_text': {
			const [first = '', second = ''] = random.mixed(typed);
			return {
				item: { ...base, type, maxLength: random.of([50, 255, 1000]) },
				solution: {
					type,
					item: id,
					accepted: random.chance(0.3) ? [first, `${second}x`] : [first],
					caseSensitive: random.chance(0.3),
					...(random.chance(0.3) ? { also: [{ text: `${second}y`, share: 0.5 }] } : {})
				},
				parts: []
			};
		}
		case 'essay':
			return {
				item: { ...base, type, ...(random.chance(0.3) ? { minWords: 10, maxWords: 200 } : {}) },
				solution: { type, item: id, rubric: random.chance(0.5) ? text(random, how.hash) : '' },
				parts: []
			};
		case 'matching': {
			const rows = optionsFor(random, 'row-', 2 + random.below(2));
			return {
				item: {
					...base,
					type,
					rows,
					options,
					several: random.chance(0.2),
					reuse: random.chance(0.7),
					shuffle
				},
				solution: {
					type,
					item: id,
					correct: rows.map((row) => ({ row: row.id, option: random.of(ids) })),
					credit: random.of(credits)
				},
				parts: []
			};
		}
		case 'ordering':
			return {
				item: { ...base, type, options, shuffle },
				solution: {
					type,
					item: id,
					correct: random.mixed(ids),
					credit: random.of(['all', 'position', 'next', 'longest'])
				},
				parts: []
			};
		case 'hot_text': {
			const spans = options.slice(0, 3);
			return {
				item: {
					...base,
					type,
					prompt: `${line(random)} ${spans.map((span) => `[[${span.id}]]`).join(' and ')}, done`,
					spans,
					most: random.of([1, spans.length])
				},
				solution: {
					type,
					item: id,
					correct: [random.of(spans).id],
					credit: random.of(credits)
				},
				parts: spans.map((span) => span.id)
			};
		}
		case 'calculated':
			return {
				item: {
					...base,
					type,
					prompt: `${line(random)}: {a} times {b}?`,
					wildcards: ['a', 'b'],
					variants: Array.from({ length: 1 + random.below(5) }, () => [
						random.below(100),
						random.below(1000) / 8
					])
				},
				solution: {
					type,
					item: id,
					formula: random.of(['{a} * {b}', '({a} + {b}) / 2', 'sqrt({a}) + {b}']),
					tolerance: { kind: 'relative', amount: 0.01 }
				},
				parts: []
			};
		case 'upload':
			return {
				item: {
					...base,
					type,
					accept: random.some(['image', 'pdf', 'text'] as const, 1),
					most: 1 + random.below(3)
				},
				solution: { type, item: id, rubric: '' },
				parts: []
			};
		case 'description':
			return { item: { ...base, type, points: 0 }, solution: null, parts: [] };
		case 'gap_text':
		case 'drag_text':
			return generateGaps(type, random, base);
		case 'drag_picture':
		case 'hotspot':
			return generatePicture(type, random, { ...base, picture: how.hash });
	}
}
