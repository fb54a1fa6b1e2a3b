/** Embedded answers in the text of a cloze question: `{2:MULTICHOICE:wrong~=right#feedback~%50%half}`. */
import { LeftOutError } from '../report.ts';
import { percentToShare } from './grades.ts';

export type ClozeKind = 'text' | 'number' | 'choice' | 'several';
export type ClozeAnswer = { source: string; share: number; said: string };
export type ClozePart = {
	kind: ClozeKind;
	weight: number;
	caseSensitive: boolean;
	shuffle: boolean;
	answers: ClozeAnswer[];
};

const START =
	/\{\s{0,9}(\d{0,9})\s{0,9}:\s{0,9}(?:(NUMERICAL|NM)|(MULTICHOICE|MC)(_?[VHS]{0,2})|(MULTIRESPONSE|MR)(_?[VHS]{0,2})|(SHORTANSWER|SA|MW)(_?C)?)\s{0,9}:/g;

/** The text with each part replaced by what `put` gives for it. */
export function replaceParts(source: string, put: (part: ClozePart) => string): string {
	// The editor turns `&` of an entity into `&amp;` before anyone meant an answer by it.
	const text = source.replaceAll(/&amp;(#?[0-9a-z]{2,9};)/gi, '&$1');
	let made = '';
	let last = 0;
	START.lastIndex = 0;
	for (let found = START.exec(text); found; found = START.exec(text)) {
		const from = found.index + found[0].length;
		const end = endOf(text, from);
		made += text.slice(last, found.index) + put(partOf(found, text.slice(from, end)));
		last = end + 1;
		START.lastIndex = last;
	}
	return made + text.slice(last);
}

function partOf(found: RegExpExecArray, body: string): ClozePart {
	const [, weight, number, choice, choiceHow, several, severalHow, , textHow] = found;
	return {
		kind: number ? 'number' : choice ? 'choice' : several ? 'several' : 'text',
		weight: weight === undefined || weight === '' ? 1 : Number(weight),
		caseSensitive: textHow !== undefined,
		shuffle: (choiceHow ?? severalHow ?? '').includes('S'),
		answers: splitUnescaped(body, '~')
			.filter((one) => one.trim() !== '')
			.map(answerOf)
	};
}

function answerOf(written: string): ClozeAnswer {
	const text = written.trimStart();
	const worth = /^(?:=|%(-?\d+(?:\.\d+)?)%)/.exec(text);
	const [source = '', ...said] = splitUnescaped(text.slice(worth?.[0].length ?? 0), '#');
	return {
		source: unescaped(source).trim(),
		share: worth ? percentToShare(worth[1] ?? '100') : 0,
		said: unescaped(said.join('#')).trim()
	};
}

function endOf(text: string, from: number): number {
	for (let at = from; at < text.length; at++) {
		if (text[at] === '\\') at++;
		else if (text[at] === '}') return at;
	}
	throw new LeftOutError('malformed', text.slice(Math.max(0, from - 20), from + 20));
}

/** `#` of `&#233;` is no feedback. */
function splitUnescaped(text: string, sign: '~' | '#'): string[] {
	const parts = [''];
	for (let at = 0; at < text.length; at++) {
		const letter = text[at] ?? '';
		const isSign = letter === sign && !(sign === '#' && text[at - 1] === '&');
		if (isSign) parts.push('');
		else parts[parts.length - 1] += letter === '\\' ? letter + (text[++at] ?? '') : letter;
	}
	return parts;
}

const unescaped = (text: string) => text.replaceAll(/\\([}{~#/"'\\])/g, '$1');
