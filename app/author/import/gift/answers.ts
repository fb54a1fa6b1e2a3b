/** What stands between the braces. Which type it is hangs on the signs in it, as in Moodle. */
import { LeftOutError } from '../report.ts';
import { exactly } from '../moodle/typed-number.ts';
import { percentToShare } from '../moodle/grades.ts';
import { readDecimal } from '../moodle/read-decimal.ts';
import { showSigns } from './escapes.ts';

/** Texts with their signs still hidden: a format may stand before each. */
export type GiftAnswer = { text: string; share: number; said: string };
export type GiftNumber = {
	value: number | null;
	tolerance: { kind: 'absolute' | 'relative'; amount: number };
	share: number;
	said: string;
};
export type GiftAnswers =
	| { kind: 'essay' }
	| { kind: 'number'; answers: GiftNumber[] }
	| { kind: 'true_false'; correct: boolean; wrong: string; right: string }
	| { kind: 'choice'; single: boolean; answers: GiftAnswer[] }
	| { kind: 'matching'; pairs: { row: string; option: string }[] }
	| { kind: 'text'; answers: GiftAnswer[] };

export function readAnswers(body: string): GiftAnswers {
	if (body === '') return { kind: 'essay' };
	if (body.startsWith('#')) return { kind: 'number', answers: numbers(body.slice(1)) };
	if (body.includes('~')) {
		const answers = pieces(body, /(?=[~=])/).map((piece) =>
			answerOf(piece.slice(1), piece.startsWith('=') ? 1 : 0)
		);
		return { kind: 'choice', single: body.includes('='), answers };
	}
	if (body.includes('=') && body.includes('->')) return { kind: 'matching', pairs: pairsOf(body) };
	const truth = /^(T|F|[Tt]rue|TRUE|[Ff]alse|FALSE)\s*(?:#|$)/.exec(body)?.[1];
	if (truth !== undefined) {
		const [, wrong = '', right = ''] = body.split('#');
		return { kind: 'true_false', correct: /^t/i.test(truth), wrong, right };
	}
	const texts = body.includes('=') ? pieces(body, /(?==)/).map((piece) => piece.slice(1)) : [body];
	return { kind: 'text', answers: texts.map((text) => answerOf(text, 1)) };
}

/** Every piece begins with a sign; words before the first belong to none. */
function pieces(body: string, before: RegExp): string[] {
	const all = body
		.split(before)
		.map((piece) => piece.trim())
		.filter((piece) => piece !== '');
	if (!/^[~=]/.test(all[0] ?? '')) throw new LeftOutError('malformed', short(all[0] ?? ''));
	return all;
}

function answerOf(source: string, otherwise: number): GiftAnswer {
	const weight = /^\s*%(-?\d+(?:\.\d*)?)%/.exec(source);
	const rest = source.slice(weight?.[0].length ?? 0);
	const mark = rest.indexOf('#');
	return {
		text: (mark < 0 ? rest : rest.slice(0, mark)).trim(),
		share: weight ? percentToShare(weight[1] ?? '') : otherwise,
		said: mark < 0 ? '' : rest.slice(mark + 1).trim()
	};
}

function numbers(body: string): GiftNumber[] {
	const wrong = body.indexOf('~');
	const right = wrong < 0 ? body : body.slice(0, wrong);
	const any = wrong < 0 ? '' : answerOf(body.slice(wrong + 1), 0).said;
	const answers = right
		.split('=')
		.filter((piece) => piece.trim() !== '')
		.map((piece) => {
			const { text, share, said } = answerOf(piece, 1);
			return { ...numberOf(showSigns(text)), share, said };
		});
	return any === ''
		? answers
		: [...answers, { value: null, tolerance: exactly(0), share: 0, said: any }];
}

/** `5`, `5:0.1` and `4.9..5.1`. */
function numberOf(text: string): Pick<GiftNumber, 'value' | 'tolerance'> {
	if (text === '*') return { value: null, tolerance: exactly(0) };
	const range = /^(.+?)\.\.(.+)$/.exec(text);
	if (range) {
		const [low, high] = [readDecimal(range[1] ?? ''), readDecimal(range[2] ?? '')];
		if (low === null || high === null) throw new LeftOutError('malformed', short(text));
		// Half of 0.1 + 0.2 has more digits than anyone wrote.
		const middle = Number(((low + high) / 2).toPrecision(14));
		return { value: middle, tolerance: exactly(Number(((high - low) / 2).toPrecision(14))) };
	}
	const [written = '', tolerance = '0'] = text.split(':');
	const [value, amount] = [readDecimal(written), readDecimal(tolerance)];
	if (value === null || amount === null) throw new LeftOutError('malformed', short(text));
	return { value, tolerance: exactly(amount) };
}

const pairsOf = (body: string) =>
	pieces(body, /(?==)/).map((piece) => {
		const arrow = piece.indexOf('->');
		if (arrow < 0) throw new LeftOutError('malformed', short(piece));
		return { row: piece.slice(1, arrow).trim(), option: piece.slice(arrow + 2).trim() };
	});

const short = (text: string) => showSigns(text).slice(0, 80);
