import type { Gap } from '#sync/schema/item.ts';
import type { Feedback, GapSolution, TypedRule } from '#sync/schema/solution.ts';
import { gapMark, htmlToWords } from '../html.ts';
import { toBeSaid, typedOf, type SaidTo } from '../marks/typed-said.ts';
import { LeftOutError } from '../report.ts';
import { childOf } from '../xml.ts';
import { replaceParts, type ClozePart } from './cloze-source.ts';
import type { TextFormat } from './formatted-text.ts';
import { formatOf, type Made, type MoodleQuestion } from './question.ts';
import { readDecimal } from './read-decimal.ts';
import { acceptedNumbers, exactly, numberRule } from './typed-number.ts';
import { acceptedTexts, textRule } from './typed-text.ts';

export function readCloze(question: MoodleQuestion): Made {
	const made = new Gaps(question);
	let weights = 0;
	const base = question.base((source) =>
		replaceParts(source, (part) => {
			weights += part.weight;
			return made.put(part);
		})
	);
	const { gaps, solutions } = made;
	if (gaps.length === 0) throw new LeftOutError('malformed', '{1:…}');
	return {
		item: {
			...base,
			// Without a mark of its own it is worth what its parts are.
			points: question.field('defaultgrade') === '' ? weights : base.points,
			type: 'gap_text',
			gaps
		},
		solution: { type: 'gap_text', item: base.id, gaps: solutions, credit: 'parts' },
		said: made.said()
	};
}

class Gaps {
	readonly gaps: Gap[] = [];
	readonly solutions: GapSolution[] = [];
	readonly parts: { id: string; text: string }[] = [];
	readonly #typed: SaidTo[] = [];
	readonly #question: MoodleQuestion;
	readonly #format: TextFormat;

	constructor(question: MoodleQuestion) {
		this.#question = question;
		this.#format = formatOf(childOf(question.element, 'questiontext'));
	}

	put(part: ClozePart): string {
		switch (part.kind) {
			case 'choice':
				return this.#choice(part);
			case 'several':
				return this.#several(part);
			case 'text':
				return this.#text(part);
			case 'number':
				return this.#number(part);
		}
	}

	#choice({ answers, weight, shuffle }: ClozePart): string {
		const gap = this.#nextId();
		const options = answers.map(({ source }, at) => ({
			id: `${gap}-option-${at + 1}`,
			text: this.#markdown(source)
		}));
		const shares = answers.flatMap(({ share }, at) =>
			share === 0 ? [] : [{ option: `${gap}-option-${at + 1}`, share }]
		);
		if (!shares.some(({ share }) => share > 0)) throw new LeftOutError('no_right_answer');
		answers.forEach(({ said }, at) => {
			if (said !== '')
				this.parts.push({ id: `${gap}-option-${at + 1}`, text: this.#markdown(said) });
		});
		this.gaps.push({ id: gap, input: 'choice', options, shuffle });
		this.solutions.push({ gap, weight, input: 'choice', shares });
		return gapMark(gap);
	}

	/** A gap takes one choice, so each option becomes a gap of its own: yes or no, in signs of no language. */
	#several({ answers, weight }: ClozePart): string {
		if (!answers.some(({ share }) => share > 0)) throw new LeftOutError('no_right_answer');
		this.#question.note({ code: 'type_approximated', detail: 'MULTIRESPONSE' });
		return answers
			.map(({ source, share, said }) => {
				const gap = this.#nextId();
				// As there: said to whoever chose it, right or not.
				if (said !== '') this.parts.push({ id: `${gap}-yes`, text: this.#markdown(said) });
				const options = [
					{ id: `${gap}-yes`, text: '✓' },
					{ id: `${gap}-no`, text: '✗' }
				];
				const option = share > 0 ? `${gap}-yes` : `${gap}-no`;
				this.gaps.push({ id: gap, input: 'choice', options, shuffle: false });
				this.solutions.push({
					gap,
					weight: weight / answers.length,
					input: 'choice',
					shares: [{ option, share: 1 }]
				});
				return `${gapMark(gap)} ${source}`;
			})
			.join(' · ');
	}

	#text({ answers, weight, caseSensitive }: ClozePart): string {
		const gap = this.#nextId();
		// Tags cannot be typed: H<sub>2</sub>O is answered by H2O.
		const texts = answers.map((answer) => ({ ...answer, text: this.#words(answer.source) }));
		const { accepted, wildcards } = acceptedTexts(texts, this.#question.note);
		this.#say(
			gap,
			texts.map((one) => ({ ...one, rule: textRule(one.text, caseSensitive, this.#question.note) }))
		);
		this.gaps.push({ id: gap, input: 'text' });
		this.solutions.push({ gap, weight, input: 'text', accepted, caseSensitive, wildcards });
		return gapMark(gap);
	}

	#number({ answers, weight }: ClozePart): string {
		const gap = this.#nextId();
		const numbers = answers.map(({ source, share, said }) => {
			const words = this.#words(source);
			const [written = '', tolerance = '0'] = words.split(':');
			const value = readDecimal(written);
			if (value === null && words !== '*') throw new LeftOutError('malformed', words.slice(0, 80));
			return { value, tolerance: exactly(readDecimal(tolerance) ?? 0), share, said };
		});
		const accepted = acceptedNumbers(numbers, this.#question.note);
		this.#say(
			gap,
			numbers.map((one) => ({ ...one, rule: numberRule(one) }))
		);
		this.gaps.push({ id: gap, input: 'number' });
		this.solutions.push({ gap, weight, input: 'number', accepted });
		return gapMark(gap);
	}

	#nextId = () => `gap-${this.gaps.length + 1}`;

	#markdown = (source: string) => this.#question.toMarkdown(source, this.#format);

	#words = (source: string) => (this.#format === 'plain' ? source : htmlToWords(source)).trim();

	#say(gap: string, answers: readonly { rule: TypedRule; said: string }[]): void {
		this.#typed.push(
			...answers.map(({ rule, said }) => ({ rule, said: this.#markdown(said), gap }))
		);
	}

	said(): Omit<Feedback, 'item'> {
		return {
			...(this.parts.length === 0 ? {} : { parts: this.parts }),
			...typedOf(toBeSaid(this.#typed), this.#question.note)
		};
	}
}
