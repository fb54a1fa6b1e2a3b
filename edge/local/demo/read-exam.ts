/**
 * Reads an exam as a teacher can write it in any editor (demo-exam.md): a title, instructions, and per item a heading
 * "id · type · points", a prompt in Markdown, and the answer under it. Solutions come out apart from the items.
 */
import { item as itemSchema } from '#sync/schema/item.ts';
import type { Item, ItemType } from '#sync/schema/item.ts';
import { solution as solutionSchema } from '#sync/schema/solution.ts';
import type { Solution } from '#sync/schema/solution.ts';

export type WrittenExam = {
	title: string;
	instructions: string;
	items: Item[];
	solutions: Solution[];
};

type WrittenType = Extract<
	ItemType,
	'single_choice' | 'multiple_choice' | 'true_false' | 'numeric' | 'short_text' | 'essay'
>;

const types: Record<string, WrittenType> = {
	'single choice': 'single_choice',
	'multiple choice': 'multiple_choice',
	'true or false': 'true_false',
	numeric: 'numeric',
	'short text': 'short_text',
	essay: 'essay'
};

/** Throws with the item's heading when something cannot be read. */
export function readExam(text: string): WrittenExam {
	const [head = '', ...sections] = text.split(/^## /m);
	const title = /^# (.+)$/m.exec(head)?.[1];
	if (!title) throw new Error('The exam has no title.');
	const read = sections.map(readSection);
	return {
		title,
		instructions: head.replace(/^# .+$/m, '').trim(),
		items: read.map(({ item }) => item),
		solutions: read.map(({ solution }) => solution)
	};
}

function readSection(section: string): { item: Item; solution: Solution } {
	const [heading = '', ...lines] = section.split('\n');
	const parts = heading.split('·').map((part) => part.trim());
	const [id = '', typeName = '', pointsText = '', ...more] = parts;
	try {
		const base = { id, points: Number(/^([\d.]+) points?$/.exec(pointsText)?.[1]) };
		const type = types[typeName];
		if (!type) throw new Error(`"${typeName}" is no type of item`);
		const written = split(lines);
		const { item, solution } = build(type, id, written, more);
		return {
			item: itemSchema.parse({ ...base, prompt: written.prompt, type, ...item }),
			solution: solutionSchema.parse({ item: id, type, ...solution })
		};
	} catch (problem) {
		throw new Error(`Item "${heading}": ${problem instanceof Error ? problem.message : problem}`, {
			cause: problem
		});
	}
}

type Written = {
	prompt: string;
	choices: { text: string; right: boolean }[];
	fields: Map<string, string>;
};

/** Options and "Name: value" lines belong to the answer; all else is the prompt. */
function split(lines: readonly string[]): Written {
	const prompt: string[] = [];
	const choices: Written['choices'] = [];
	const fields = new Map<string, string>();
	for (const line of lines) {
		const choice = /^- \[([ x])\] (.+)$/.exec(line);
		const field = /^(Answer|Accept|Rubric): (.+)$/.exec(line);
		if (choice?.[2]) choices.push({ text: choice[2], right: choice[1] === 'x' });
		else if (field?.[1] && field[2]) fields.set(field[1], field[2]);
		else prompt.push(line);
	}
	return { prompt: prompt.join('\n').trim(), choices, fields };
}

function build(type: WrittenType, id: string, written: Written, more: readonly string[]) {
	const { choices, fields } = written;
	const options = choices.map(({ text }, index) => ({ id: `${id}-${index + 1}`.slice(-64), text }));
	const right = options
		.filter((_option, index) => choices[index]?.right)
		.map((option) => option.id);
	const answer = fields.get('Answer') ?? '';
	switch (type) {
		case 'single_choice':
			return { item: { options, shuffle: true }, solution: { correct: right[0] } };
		case 'multiple_choice':
			return {
				item: { options, shuffle: true },
				solution: { correct: right, partial: more.includes('partial') }
			};
		case 'true_false':
			return { item: {}, solution: { correct: answer === 'true' } };
		case 'numeric':
			return readNumeric(answer);
		case 'short_text':
			return {
				item: { maxLength: 100 },
				solution: {
					accepted: (fields.get('Accept') ?? '').split('|').map((text) => text.trim()),
					caseSensitive: false
				}
			};
		case 'essay':
			return { item: readWords(more), solution: { rubric: fields.get('Rubric') ?? '' } };
	}
}

/** "3.96 ± 0.05 m/s" or "6.022e24 ± 1 %". */
function readNumeric(answer: string) {
	const [, value, amount, percent, unit] =
		/^([-\d.e+]+) ± ([\d.]+)(?: (%))?(?: (.+))?$/.exec(answer) ?? [];
	const tolerance = percent
		? { kind: 'relative', amount: Number(amount) / 100 }
		: { kind: 'absolute', amount: Number(amount) };
	return {
		item: unit ? { unit } : {},
		solution: { correct: Number(value), tolerance }
	};
}

function readWords(more: readonly string[]) {
	const range = more.map((part) => /^(\d+) to (\d+) words$/.exec(part)).find((found) => found);
	return range ? { minWords: Number(range[1]), maxWords: Number(range[2]) } : {};
}
