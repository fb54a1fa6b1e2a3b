/** Blanks that stand as `[name]` in the text, or where their field stands, filled with words or one of some options. */
import type { Gap } from '#sync/schema/item.ts';
import { gapMark, htmlToWords } from '../html.ts';
import { gapMarks, gapSolution, type GapInput } from '../marks/gap-marks.ts';
import { LeftOutError } from '../report.ts';
import { descendantsOf, type XmlElement } from '../xml.ts';
import { creditsParts } from './blackboard.ts';
import {
	identOf,
	idOf,
	labelsIn,
	optionsOf,
	pointsOf,
	promptOf,
	unkeyed,
	type Context,
	type Made
} from './context.ts';
import { textsHtml } from './material.ts';
import { comparedWith } from './scoring.ts';

type Blank = {
	/** As the conditions call it. */
	respident: string;
	/** As the text calls it. */
	label: string;
	response: XmlElement | null;
};

export function readGaps(context: Context, isChosen: boolean): Made {
	const { id, note } = context;
	const blanks = blanksOf(context);
	if (blanks.length === 0) throw new LeftOutError('malformed', 'response_lid');
	const gaps: Gap[] = [];
	const inputs: GapInput[] = [];
	const optionIds = new Map<string, ReadonlyMap<string, string>>();
	/** Canvas takes any of the words of a blank, and names but the first in its conditions. */
	const sameAs = new Map<string, { respident: string; first: string }>();
	blanks.forEach(({ respident, response }, at) => {
		const gap = `gap-${at + 1}`;
		const labels = response ? labelsIn(response) : [];
		if (isChosen) {
			const { ids, options } = optionsOf(labels, `${gap}-option`, context);
			optionIds.set(respident, ids);
			gaps.push({ id: gap, input: 'choice', options, shuffle: false });
			// Where a rule asks for all gaps at once, only the right ones together earn anything: they are tried first.
			const right = comparedWith(context.item, respident).filter((value) => ids.has(value));
			const tried = [...new Set([...right, ...ids.keys()])];
			inputs.push({ response: respident, input: 'choice', options: tried });
			return;
		}
		const words = labels
			.map((label) => htmlToWords(textsHtml(label, note)))
			.filter((word) => word !== '');
		const [first] = labels;
		if (words.length > 0 && first) sameAs.set(respident, { respident, first: identOf(first) });
		gaps.push({ id: gap, input: 'text' });
		const candidates = words.length > 0 ? words : comparedWith(context.item, respident);
		inputs.push({ response: respident, input: 'text', candidates: candidates.slice(0, 200) });
	});
	const wordsOf = new Map(
		inputs.map((input) => [input.response, input.input === 'text' ? input.candidates : []])
	);
	const marks = gapMarks(inputs, (answers) => {
		const meant = Object.fromEntries(
			Object.entries(answers).map(([respident, values]) => {
				const same = sameAs.get(respident);
				const word = (values[0] ?? '').toLowerCase();
				const isOne =
					same && (wordsOf.get(respident) ?? []).some((one) => one.toLowerCase() === word);
				return [respident, same ? (isOne ? [same.first] : []) : values];
			})
		);
		return context.run(meant).score;
	});
	if (marks === 'no_end') throw new LeftOutError('response_processing_unsupported', 'range');
	const key = marks === 'no_key' ? null : marks;
	const points = key ? pointsOf(context, key.top) : unkeyed(context);
	if (key && !key.agrees) note({ code: 'marks_guessed', detail: key.credit });
	return {
		item: { id, type: 'gap_text', prompt: gapPrompt(blanks, context), gaps, points },
		solution: key && {
			type: 'gap_text',
			item: id,
			gaps: key.gaps.map((mark, at) =>
				gapSolution(mark, `gap-${at + 1}`, (option) =>
					idOf(optionIds.get(mark.response) ?? new Map(), option)
				)
			),
			credit: creditsParts(context.fields) === true ? 'parts' : key.credit
		}
	};
}

function blanksOf({ responses, item, note }: Context): Blank[] {
	if (responses.length > 0)
		return responses.map((response) => {
			const respident = identOf(response);
			const label = htmlToWords(textsHtml(response, note));
			return { respident, label: label || respident.replace(/^response_/, ''), response };
		});
	// Respondus has no responses for these: the conditions name the blanks as the text does.
	const named = new Set(
		descendantsOf(item, 'varequal').map(({ attributes }) => (attributes['respident'] ?? '').trim())
	);
	return [...named]
		.filter((name) => name !== '')
		.map((name) => ({ respident: name, label: name.replace(/^\[(.*)\]$/, '$1'), response: null }));
}

/** A blank that its text does not name stands where its field does, or at the end. */
function gapPrompt(blanks: readonly Blank[], context: Context): string {
	const ids = new Map(blanks.map(({ response }, at) => [response, `gap-${at + 1}`]));
	const whole = promptText(context);
	const isNamed = (label: string) => whole.includes(`[${label}]`);
	return promptOf(
		context,
		(response) => {
			const blank = blanks.find((one) => one.response === response);
			const id = ids.get(response);
			return blank && id && !isNamed(blank.label) ? gapMark(id) : '';
		},
		(html) => {
			let text = html;
			blanks.forEach(({ label, response }, at) => {
				const mark = gapMark(`gap-${at + 1}`);
				if (isNamed(label)) text = text.replace(`[${label}]`, () => mark);
				else if (response === null) text += ` ${mark}`;
			});
			return text;
		}
	);
}

const promptText = ({ presentation, note }: Context): string => textsHtml(presentation, note);
