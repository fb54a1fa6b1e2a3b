/** One question of GIFT, taken apart: `::name:: [format] text {answers #### feedback} rest of the text`. */
import { LeftOutError } from '../report.ts';
import { formatNamed, type TextFormat } from '../moodle/formatted-text.ts';
import { showSigns } from './escapes.ts';

export type Written = { source: string; format: TextFormat };
export type GiftQuestion = {
	name: string;
	text: Written;
	/** null: no braces, so there is nothing to answer. Its signs still hidden. */
	answers: string | null;
	general: Written;
};

const BLANK = '_____';

export function takeApart(block: string): GiftQuestion {
	const named = /^\s*::([\s\S]*?)::/.exec(block);
	const name = showSigns(named?.[1] ?? '');
	const rest = block.slice(named?.[0].length ?? 0).trim();
	const open = rest.indexOf('{');
	const close = rest.indexOf('}');
	if (open < 0 && close < 0) {
		const text = written(rest, 'moodle');
		return { name, text, answers: null, general: { source: '', format: text.format } };
	}
	if (open < 0 || close < open) throw new LeftOutError('malformed', open < 0 ? '}' : '{');
	const behind = rest.slice(close + 1);
	if (behind.includes('{')) throw new LeftOutError('several_interactions');
	// Of text that a program left behind, as `";` is, no gap is made.
	const tail = /^["';\s]*$/.test(behind) ? '' : BLANK + behind;
	const text = written(rest.slice(0, open) + tail, 'moodle');
	const body = rest.slice(open + 1, close);
	const general = body.lastIndexOf('####');
	return {
		name,
		text,
		answers: (general < 0 ? body : body.slice(0, general)).trim(),
		general: written(general < 0 ? '' : body.slice(general + 4), text.format)
	};
}

/** `[html]` before a text says how it is written; other words in brackets are text. */
export function written(source: string, otherwise: TextFormat): Written {
	const trimmed = source.trim();
	const named = /^\[([a-z_]+)\]/i.exec(trimmed);
	const format = formatNamed(named?.[1]);
	return format === null
		? { source: showSigns(trimmed).trim(), format: otherwise }
		: { source: showSigns(trimmed.slice(named?.[0].length)).trim(), format };
}
