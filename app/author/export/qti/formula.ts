import katex from 'katex';
import { escapeXml } from '../text/xml.ts';

/** MathML with the LaTeX it was made of beside it. What KaTeX cannot read stays as it was written. */
export function formulaMarkup(tex: string, display: boolean): string {
	try {
		const markup = katex.renderToString(tex, {
			displayMode: display,
			output: 'mathml',
			throwOnError: true,
			trust: false,
			strict: 'ignore',
			maxExpand: 200,
			maxSize: 40
		});
		const math = /<math[\s\S]*<\/math>/.exec(markup)?.[0];
		if (math !== undefined) return math;
	} catch (problem) {
		if (!(problem instanceof katex.ParseError)) throw problem;
	}
	return display ? `\\[${escapeXml(tex)}\\]` : `\\(${escapeXml(tex)}\\)`;
}
