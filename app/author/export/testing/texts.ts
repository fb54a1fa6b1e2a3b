/** Texts that formats trip over: their own signs, markup, formulas, code, tables, pictures, scripts of all directions. */
import type { Random } from './random.ts';

export const words = [
	'Which one is right?',
	'a < b & c > d',
	'\\<b>not bold\\</b> and \\<script>alert(1)\\</script>',
	'the end ]]> of CDATA',
	'{a} = ~b # c : d -> e',
	'\\{1:SHORTANSWER:=no\\}',
	'100 % of "quotes" and \'apostrophes\'',
	'`x = {y: [1, 2]} // code` here',
	'**bold**, *slanted*, ~~gone~~',
	'Energy is $E = mc^2$, they say',
	'$\\frac{a}{b} < \\sqrt{c} \\& x_1$',
	'costs \\$5 or \\$6',
	'ما هو الجواب الصحيح؟',
	'מהי התשובה הנכונה?',
	'数学の問題 – 第一',
	'हिन्दी में प्रश्न',
	'emoji 🧪 and ﷽',
	'back\\\\slash and \\*star\\* and \\_line\\_',
	'&amp; is an entity, &copy too',
	'C:\\\\path\\\\new = old',
	'//no comment',
	'::no name::',
	'ANSWER: A',
	'A) no option',
	'1 + 1 = 2',
	'=SUM(A1:A9)',
	'@mention, +plus, -minus',
	'semi;colon,comma\ttab'
];

const blocks = [
	'| a | b |\n| --- | --- |\n| 1 \\| 2 | $x$ |',
	'- one\n- two < three',
	'1. first\n2. second',
	'```\nif (a < b && c) {\n\treturn "}";\n}\n```',
	'> quoted & more',
	'$$\\int_0^1 x\\,dx$$',
	'## Heading'
];

export const line = (random: Random): string =>
	random.chance(0.3) ? `${random.of(words)} ${random.of(words)}` : random.of(words);

export function text(random: Random, hash: string): string {
	const parts = [line(random)];
	while (random.chance(0.4)) parts.push(random.of(blocks));
	if (random.chance(0.2)) parts.push(`A picture: ![a "red" dot \\] & more](media:${hash})`);
	if (random.chance(0.3)) parts.push(line(random));
	return parts.join('\n\n');
}

/** Typed by students: no markup. */
export const typed = [
	'H2O',
	'a < b',
	'{x}',
	'50 %',
	'a=b~c#d:e',
	'C:\\temp',
	'"quoted"',
	']]>',
	'الماء',
	'물',
	'A & B',
	'=1+1'
];
