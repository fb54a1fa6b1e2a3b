import type { Gap } from '#sync/schema/item.ts';
import type { Feedback, GapSolution } from '#sync/schema/solution.ts';
import { gapMark, htmlToWords } from '../html.ts';
import { saidToEach } from '../marks/said-to.ts';
import { LeftOutError } from '../report.ts';
import { childOf } from '../xml.ts';
import { replaceParts, type ClozePart } from './cloze-source.ts';
import type { TextFormat } from './formatted-text.ts';
import { formatOf, type Made, type MoodleQuestion } from './question.ts';
import { readDecimal } from './read-decimal.ts';
import { acceptedNumbers, exactly, numberName } from './typed-number.ts';
import { acceptedTexts } from './typed-text.ts';

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

type TypedAnswer = { name: string; share: number; said: string };

class Gaps {
	readonly gaps: Gap[] = [];
	readonly solutions: GapSolution[] = [];
	readonly parts: { id: string; text: string }[] = [];
	readonly #right: TypedAnswer[] = [];
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
			texts.map((one) => ({ ...one, name: one.text }))
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
			numbers.map((one) => ({ ...one, name: numberName(one) }))
		);
		this.gaps.push({ id: gap, input: 'number' });
		this.solutions.push({ gap, weight, input: 'number', accepted });
		return gapMark(gap);
	}

	#nextId = () => `gap-${this.gaps.length + 1}`;

	#markdown = (source: string) => this.#question.toMarkdown(source, this.#format);

	#words = (source: string) => (this.#format === 'plain' ? source : htmlToWords(source)).trim();

	/**
	 * What is said to one typed answer has no id to hang on. To a wrong one it is said where the gap is filled; to one that earns something
	 * only where all is right, since its name would give it away.
	 */
	#say(gap: string, answers: readonly TypedAnswer[]): void {
		const all = answers.map((one) => ({ ...one, said: this.#markdown(one.said) }));
		this.#right.push(...all.filter(({ share }) => share > 0));
		const wrong = all.filter(({ share }) => share <= 0);
		const text = saidToEach(wrong, this.#question.note);
		if (text !== '') this.parts.push({ id: gap, text });
	}

	said(): Omit<Feedback, 'item'> {
		const correct = saidToEach(this.#right, this.#question.note);
		return {
			...(correct === '' ? {} : { correct }),
			...(this.parts.length === 0 ? {} : { parts: this.parts })
		};
	}
}
