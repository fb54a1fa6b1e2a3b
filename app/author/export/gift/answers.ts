/** What stands between the braces, by type; null: no braces at all. */
import type { AuthoredItem } from '#sync/schema/authored-item.ts';
import { fraction } from '../moodle/grades.ts';
import { keyed } from '../moodle/kinds.ts';
import { numberText } from '../moodle/question-text.ts';
import { allowedBy, saidAnswers } from '../said-answers.ts';
import { NotWrittenError } from '../report.ts';
import { escapeGift } from './escape.ts';
import type { GiftText } from './gift-text.ts';

export function answersOf(authored: AuthoredItem, text: GiftText): string | null {
	const { feedback } = authored;
	const said = (source: string | undefined) => (source ? `#${text.block(source)}` : '');
	const partOf = (id: string) => said(feedback?.parts?.find((part) => part.id === id)?.text);
	switch (authored.item.type) {
		case 'description':
			return null;
		case 'essay':
			return '';
		case 'true_false': {
			const { solution } = keyed('true_false', authored);
			const [wrong, right] = [feedback?.wrong ?? '', feedback?.correct ?? ''];
			const behind = wrong === '' && right === '' ? '' : `#${text.block(wrong)}`;
			return (solution.correct ? 'T' : 'F') + behind + said(right);
		}
		case 'single_choice': {
			const { item, solution } = keyed('single_choice', authored);
			return lines(
				item.options.map(({ id, text: option }) => {
					const share = solution.shares?.find((one) => one.option === id)?.share ?? 0;
					const sign = id === solution.correct ? '=' : share === 0 ? '~' : `~%${fraction(share)}%`;
					return sign + text.line(option) + partOf(id);
				})
			);
		}
		case 'multiple_choice': {
			const { item, solution } = keyed('multiple_choice', authored);
			const one = 1 / solution.correct.length;
			return lines(
				item.options.map(({ id, text: option }) => {
					const isRight = solution.correct.includes(id);
					const share = solution.shares
						? (solution.shares.find((each) => each.option === id)?.share ?? 0)
						: isRight
							? one
							: solution.partial
								? -one
								: -1;
					return `~%${fraction(share)}%${text.line(option)}${partOf(id)}`;
				})
			);
		}
		case 'short_text':
			keyed('short_text', authored);
			return lines(
				saidAnswers(authored).map(({ rule, share, said: words }) => {
					const typed = rule.input === 'text' ? rule.answer : '*';
					const isPattern = rule.input === 'other' || (rule.input === 'text' && rule.wildcards);
					const safe = isPattern ? typed : typed.replaceAll('*', '\\*');
					return `=%${fraction(share)}%${escapeGift(safe)}${said(words)}`;
				})
			);
		case 'numeric':
			keyed('numeric', authored);
			return `#${lines(
				saidAnswers(authored).map(({ rule, share, said: words }) =>
					rule.input === 'number'
						? `=%${fraction(share)}%${numberText(rule.value)}:${numberText(allowedBy(rule))}${said(words)}`
						: `~${said(words)}`
				)
			)}`;
		case 'matching': {
			const { item, solution } = keyed('matching', authored);
			const option = (id: string) =>
				text.line(item.options.find((one) => one.id === id)?.text ?? '');
			const used = new Set<string>();
			const rows = item.rows.map(({ id, text: row }) => {
				const [only, ...more] = solution.correct.filter((pair) => pair.row === id);
				if (!only || more.length > 0) throw new NotWrittenError('marks_unsupported');
				used.add(only.option);
				return `=${text.line(row)} -> ${option(only.option)}`;
			});
			const others = item.options.filter(({ id }) => !used.has(id));
			return lines([...rows, ...others.map(({ id }) => `= -> ${option(id)}`)]);
		}
		default:
			throw new NotWrittenError('type_unsupported');
	}
}

const lines = (all: readonly string[]): string => `\n${all.map((one) => `\t${one}\n`).join('')}`;
