import { describe, expect, it } from 'vitest';
import { htmlToMarkdown } from './html.ts';

const tex = (inside: string, attributes = '') =>
	htmlToMarkdown(`<p><math ${attributes}>${inside}</math></p>`, () => ({
		missing: 'media_missing'
	}));

describe('MathML as LaTeX', () => {
	it.each([
		['<mfrac><mn>1</mn><mi>n</mi></mfrac>', '$\\frac{1}{n}$'],
		[
			'<msup><mrow><mo>(</mo><mi>a</mi><mo>+</mo><mi>b</mi><mo>)</mo></mrow><mn>2</mn></msup>',
			'${( a + b )}^{2}$'
		],
		[
			'<munderover><mo>∑</mo><mrow><mi>i</mi><mo>=</mo><mn>1</mn></mrow><mi>n</mi></munderover>',
			'$\\sum_{i = 1}^{n}$'
		],
		['<mroot><mi>x</mi><mn>3</mn></mroot>', '$\\sqrt[3]{x}$'],
		['<mi>sin</mi><mi>x</mi>', '$\\sin x$'],
		['<mover><mi>v</mi><mo>→</mo></mover>', '$\\vec{v}$'],
		[
			'<mtable><mtr><mtd><mn>1</mn></mtd><mtd><mn>0</mn></mtd></mtr></mtable>',
			'$\\begin{matrix} 1 & 0 \\end{matrix}$'
		]
	])('%s', (mathml, latex) => {
		expect(tex(mathml)).toEqual({ text: latex, changes: [] });
	});

	it('what an editor left in LaTeX is taken as it is', () => {
		expect(
			tex(
				'<semantics><mi>x</mi><annotation encoding="application/x-tex">x_1</annotation></semantics>'
			).text
		).toBe('$x_1$');
	});

	it('what has no place in LaTeX is told, its words stay', () => {
		expect(tex('<mlongdiv><mn>12</mn></mlongdiv>')).toEqual({
			text: '$12$',
			changes: [{ code: 'formatting_lost', detail: 'mlongdiv' }]
		});
	});

	it('a command written as text stays text', () => {
		expect(tex('<mtext>\\href{x}</mtext>').text).not.toContain('\\href');
	});
});
