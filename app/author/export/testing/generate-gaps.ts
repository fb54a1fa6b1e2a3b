import type { Gap } from '#sync/schema/item.ts';
import type { GapSolution } from '#sync/schema/solution.ts';
import { optionsFor, type Made } from './made.ts';
import type { Random } from './random.ts';
import { line, typed } from './texts.ts';

type Base = { id: string; prompt: string; points: number };

export function generateGaps(type: 'gap_text' | 'drag_text', random: Random, base: Base): Made {
	const ids = ['gap-a', 'gap-b', 'gap-c'].slice(0, 1 + random.below(3));
	const prompt = `${base.prompt}\n\n${ids.map((id) => `${line(random)} [[${id}]]`).join(', ')} and so on`;
	const item = base.id;
	if (type === 'drag_text') {
		const options = optionsFor(random, 'opt-', 4);
		const mixed = random.mixed(options);
		return {
			item: {
				...base,
				prompt,
				type,
				blanks: ids,
				options,
				reuse: random.chance(0.5),
				shuffle: random.chance(0.5)
			},
			solution: {
				type,
				item,
				correct: ids.map((blank, at) => ({ blank, options: [mixed[at]?.id ?? ''] })),
				credit: random.of(['all', 'parts', 'parts_less_wrong'])
			},
			parts: []
		};
	}
	const made = ids.map((id) => generateGap(id, random));
	return {
		item: { ...base, prompt, type, gaps: made.map(({ gap }) => gap) },
		solution: {
			type,
			item,
			gaps: made.map(({ key }) => key),
			credit: random.of(['all', 'parts'])
		},
		parts: made.flatMap(({ gap }) =>
			gap.input === 'choice' ? gap.options.map((option) => option.id) : []
		)
	};
}

function generateGap(id: string, random: Random): { gap: Gap; key: GapSolution } {
	const weight = random.of([1, 1, 2]);
	switch (random.of(['text', 'number', 'choice'] as const)) {
		case 'text':
			return {
				gap: { id, input: 'text' },
				key: {
					gap: id,
					weight,
					input: 'text',
					accepted: [{ text: random.of(typed), share: 1 }],
					caseSensitive: random.chance(0.3),
					wildcards: false
				}
			};
		case 'number':
			return {
				gap: { id, input: 'number' },
				key: {
					gap: id,
					weight,
					input: 'number',
					accepted: [{ value: 7.5, tolerance: { kind: 'absolute', amount: 0.5 }, share: 1 }]
				}
			};
		case 'choice': {
			const options = optionsFor(random, `${id}-`, 3);
			return {
				gap: { id, input: 'choice', options, shuffle: random.chance(0.5) },
				key: {
					gap: id,
					weight,
					input: 'choice',
					shares: [{ option: random.of(options).id, share: 1 }]
				}
			};
		}
	}
}
