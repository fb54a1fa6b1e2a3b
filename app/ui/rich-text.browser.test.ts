import { expect, test } from 'vitest';
import { renderFormulas, richText } from './rich-text.ts';

const hash = 'ab'.repeat(32);

function html(source: string, inline = false): HTMLElement {
	const place = document.createElement('div');
	place.append(richText(source, (name) => (name === hash ? 'blob:picture' : undefined), inline));
	return place;
}

test.each([
	['a script', '<script>window.hit = 1</script>'],
	['a handler on a picture', '<img src=x onerror="window.hit = 1">'],
	['a handler through a picture’s words', '![x" onerror="window.hit = 1](media:' + hash + ')'],
	['a link to a script', '[press](javascript:window.hit=1)'],
	['a picture from outside', '![x](https://example.test/p.png)'],
	['a picture of data', '![x](data:image/svg+xml,<svg onload=window.hit=1>)'],
	['a frame', '<iframe srcdoc="<script>parent.hit=1</script>"></iframe>'],
	['a vector picture', '<svg><animate onbegin=window.hit=1 attributeName=x></svg>'],
	['a style', '<style>body{display:none}</style><p style="position:fixed">x</p>'],
	['a form', '<form action="https://example.test"><input name=password></form>'],
	['a formula that closes its place', '$x" onmouseover="window.hit=1$'],
	['a formula with a link', '$\\href{javascript:window.hit=1}{x}$'],
	['a formula with markup', '$\\htmlData{x=y}{z} \\includegraphics{https://example.test/p.png}$']
])('%s in an item does nothing and asks nobody', async (_, source) => {
	const place = html(source);
	await renderFormulas(place);
	document.body.append(place);
	expect(place.querySelector('script, iframe, a, style, form, input, animate')).toBeNull();
	for (const element of place.querySelectorAll('*'))
		for (const { name, value } of element.attributes) {
			expect(name, element.outerHTML).not.toMatch(/^on/);
			expect(value).not.toMatch(/javascript:|https?:\/\/example/);
		}
	expect(Reflect.get(window, 'hit')).toBeUndefined();
	place.remove();
});

test('a picture of the form is shown, one that is not here gives its words', () => {
	expect(html(`![A map](media:${hash})`).querySelector('img')?.src).toBe('blob:picture');
	const away = html(`![A map](media:${'cd'.repeat(32)})`);
	expect(away.querySelector('img')).toBeNull();
	expect(away.textContent?.trim()).toBe('A map');
});

test('formulas are seen as HTML and read as MathML; prices stay prices', async () => {
	const place = html('Solve $x^2 = 4$ for 5$ or 6$.\n\n$$\\frac{1}{2}$$');
	await renderFormulas(place);
	expect(place.querySelectorAll('.katex')).toHaveLength(2);
	expect(place.querySelectorAll('math')).toHaveLength(2);
	expect(place.querySelectorAll('.katex-display')).toHaveLength(1);
	expect(place.textContent).toContain('5$ or 6$');
});

test('a formula that cannot be read stays as it was written', async () => {
	const place = html('$\\frac{1$');
	await renderFormulas(place);
	expect(place.textContent).toContain('\\frac{1');
});

test('tables, lists and code come through; a wide table scrolls by itself', () => {
	const place = html('| a | b |\n|---|--:|\n| 1 | 2 |\n\n- x\n- y\n\n`code`');
	expect(place.querySelector('.table-scroll > table td')?.textContent).toBe('1');
	expect(place.querySelectorAll('li')).toHaveLength(2);
	expect(place.querySelector('code')?.textContent).toBe('code');
	expect(html('*a*', true).innerHTML).toBe('<em>a</em>');
});
