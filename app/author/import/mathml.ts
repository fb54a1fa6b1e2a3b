/** MathML (presentation) as LaTeX. What has no place there is told, so that the report can say that a formula is not as it was. */
import type { Element, ElementContent } from 'hast';

export type Latex = { tex: string; lost: string | null };

export function mathmlToLatex(math: Element): Latex {
	const given = annotated(math);
	if (given !== null) return { tex: given, lost: null };
	const writer = new Writer();
	return { tex: writer.row(math.children).trim(), lost: writer.lost };
}

/** Editors that think in LaTeX leave it beside what they made of it. */
function annotated(node: Element): string | null {
	for (const child of elements(node)) {
		const encoding = String(child.properties['encoding'] ?? '');
		if (child.tagName === 'annotation' && /^(application\/x-|text\/)?(la)?tex$/i.test(encoding))
			return text(child).trim();
		const inside = annotated(child);
		if (inside !== null) return inside;
	}
	return null;
}

const elements = (node: Element): Element[] =>
	node.children.filter((child): child is Element => child.type === 'element');

const text = (node: ElementContent): string =>
	node.type === 'text'
		? node.value
		: node.type === 'element'
			? node.children.map(text).join('')
			: '';

const TRANSPARENT = new Set([
	'math',
	'mrow',
	'mstyle',
	'semantics',
	'mpadded',
	'maction',
	'merror'
]);
const NOTHING = new Set([
	'annotation',
	'annotation-xml',
	'maligngroup',
	'malignmark',
	'none',
	'mprescripts'
]);
const LARGE = new Set(['∑', '∏', '∫', '⋃', '⋂', 'lim', 'max', 'min']);
const ABOVE: Record<string, string> = {
	'→': 'vec',
	'⃗': 'vec',
	'¯': 'overline',
	'‾': 'overline',
	'^': 'hat',
	ˆ: 'hat',
	'~': 'tilde',
	'˜': 'tilde',
	'˙': 'dot',
	'¨': 'ddot',
	'⏞': 'overbrace'
};

class Writer {
	lost: string | null = null;

	row(nodes: readonly ElementContent[]): string {
		return nodes
			.map((node) => (node.type === 'element' ? this.#element(node) : ''))
			.filter((part) => part !== '')
			.join(' ');
	}

	#element(node: Element): string {
		const name = node.tagName.toLowerCase();
		const parts = elements(node);
		const at = (index: number) => {
			const part = parts[index];
			return part ? this.#element(part) : '';
		};
		if (TRANSPARENT.has(name)) return this.row(node.children);
		if (NOTHING.has(name)) return '';
		switch (name) {
			case 'mi':
				return identifier(text(node).trim(), node);
			case 'mn':
				return escaped(text(node).trim());
			case 'mo':
				return operator(text(node).trim());
			case 'mtext':
			case 'ms':
				return `\\text{${escaped(text(node))}}`;
			case 'mspace':
				return '\\ ';
			case 'mphantom':
				return `\\phantom{${this.row(node.children)}}`;
			case 'mfrac':
				return `\\frac{${at(0)}}{${at(1)}}`;
			case 'msqrt':
				return `\\sqrt{${this.row(node.children)}}`;
			case 'mroot':
				return `\\sqrt[${at(1)}]{${at(0)}}`;
			case 'msup':
				return `${grouped(at(0))}^{${at(1)}}`;
			case 'msub':
				return `${grouped(at(0))}_{${at(1)}}`;
			case 'msubsup':
			case 'munderover':
				return `${this.#base(parts[0], at(0))}_{${at(1)}}^{${at(2)}}`;
			case 'munder':
				return `${this.#base(parts[0], at(0))}_{${at(1)}}`;
			case 'mover':
				return this.#over(parts[0], at(0), text(parts[1] ?? node).trim(), at(1));
			case 'mfenced':
				return this.#fenced(node, parts);
			case 'menclose':
				return `\\boxed{${this.row(node.children)}}`;
			case 'mtable':
				return `\\begin{matrix} ${parts.map((row) => this.#cells(row)).join(' \\\\ ')} \\end{matrix}`;
			default:
				this.lost ??= name;
				return this.row(node.children);
		}
	}

	#base(element: Element | undefined, tex: string): string {
		return element && LARGE.has(text(element).trim()) ? tex : grouped(tex);
	}

	#over(element: Element | undefined, base: string, sign: string, above: string): string {
		const command = ABOVE[sign];
		if (command) return `\\${command}{${base}}`;
		return element && LARGE.has(text(element).trim())
			? `${base}^{${above}}`
			: `\\overset{${above}}{${base}}`;
	}

	#fenced(node: Element, parts: readonly Element[]): string {
		const open = operator(String(node.properties['open'] ?? '('));
		const close = operator(String(node.properties['close'] ?? ')'));
		const inside = parts.map((part) => this.#element(part)).join(' , ');
		return `\\left${open || '.'} ${inside} \\right${close || '.'}`;
	}

	#cells(row: Element): string {
		return elements(row)
			.map((cell) => this.row(cell.children))
			.join(' & ');
	}
}

const FUNCTIONS = new Set(
	'sin cos tan cot sec csc arcsin arccos arctan sinh cosh tanh log ln lg exp lim max min sup inf det gcd'.split(
		' '
	)
);

function identifier(name: string, node: Element): string {
	if (FUNCTIONS.has(name)) return `\\${name}`;
	if (name === '∞') return '\\infty';
	const isUpright = node.properties['mathvariant'] === 'normal';
	return [...name].length > 1 || isUpright ? `\\mathrm{${escaped(name)}}` : escaped(name);
}

const SIGNS: Record<string, string> = {
	'−': '-',
	'×': '\\times',
	'⋅': '\\cdot',
	'·': '\\cdot',
	'÷': '\\div',
	'±': '\\pm',
	'∓': '\\mp',
	'≤': '\\le',
	'≥': '\\ge',
	'≠': '\\ne',
	'≈': '\\approx',
	'≡': '\\equiv',
	'∑': '\\sum',
	'∏': '\\prod',
	'∫': '\\int',
	'∂': '\\partial',
	'∇': '\\nabla',
	'∞': '\\infty',
	'∈': '\\in',
	'∉': '\\notin',
	'⊂': '\\subset',
	'⊆': '\\subseteq',
	'∪': '\\cup',
	'∩': '\\cap',
	'∧': '\\land',
	'∨': '\\lor',
	'¬': '\\neg',
	'∀': '\\forall',
	'∃': '\\exists',
	'→': '\\to',
	'⇒': '\\Rightarrow',
	'⇔': '\\Leftrightarrow',
	'…': '\\dots',
	// Invisible: function applied, times, separator, plus.
	'\u2061': '',
	'\u2062': '',
	'\u2063': '',
	'\u2064': ''
};

const operator = (sign: string) => SIGNS[sign] ?? escaped(sign);

const grouped = (tex: string) => (/^([A-Za-z0-9]|\\[A-Za-z]+)$/.test(tex) ? tex : `{${tex}}`);

/** Letters of LaTeX's own are text here: nothing a file says can become a command. */
const escaped = (words: string) =>
	words
		.replaceAll(/[\\^~]/g, (sign) =>
			sign === '\\' ? '\\backslash ' : sign === '^' ? '\\wedge ' : '\\sim '
		)
		.replaceAll(/(?<!\\)[#$%&_{}]/g, (sign) => `\\${sign}`);
