import { expect, test } from 'vitest';
import { renderFormulas, richText } from './rich-text.ts';

const hash = 'ab'.repeat(32);
const media = (name: string) => (name === hash ? 'blob:picture' : undefined);

function html(source: string, inline = false): HTMLElement {
	const place = document.createElement('div');
	const { fragment } = richText(source, media, { inline });
	place.append(fragment);
	return place;
}

async function withFormulas(source: string): Promise<HTMLElement> {
	const place = document.createElement('div');
	const { fragment, formulas } = richText(source, media);
	place.append(fragment);
	await renderFormulas(formulas);
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
	const place = await withFormulas(source);
	document.body.append(place);
	expect(place.querySelector('script, iframe, a, style, form, input, animate')).toBeNull();
	for (const element of place.querySelectorAll('*'))
		for (const { name, value } of element.attributes) {
			expect(name, element.outerHTML).not.toMatch(/^on/);
			if (['src', 'href', 'action'].includes(name)) expect(value).toMatch(/^blob:/);
		}
	expect(Reflect.get(window, 'hit')).toBeUndefined();
	place.remove();
});

test('words are underlined, above or below their line, and no other element is made of letters', () => {
	const place = html('<u>A</u> H<sub>2</sub>O 10<sup>**3**</sup>');
	expect(place.querySelector('p')?.innerHTML).toBe(
		'<u>A</u> H<sub>2</sub>O 10<sup><strong>3</strong></sup>'
	);
	for (const letters of [
		'<u onclick="x">a</u>',
		'<sub>a',
		'<b>a</b>',
		'`<u>a</u>`',
		'\\<u>a\\</u>'
	])
		expect(html(letters).querySelector('u, sub, sup, b')).toBeNull();
});

test('a picture of the form is shown, one that is not here gives its words', () => {
	expect(html(`![A map](media:${hash})`).querySelector('img')?.src).toBe('blob:picture');
	const away = html(`![A map](media:${'cd'.repeat(32)})`);
	expect(away.querySelector('img')).toBeNull();
	expect(away.textContent?.trim()).toBe('A map');
});

test('formulas are seen as HTML and read as MathML; prices stay prices', async () => {
	const place = await withFormulas('Solve $x^2 = 4$ for 5$ or 6$.\n\n$$\\frac{1}{2}$$');
	expect(place.querySelectorAll('.katex')).toHaveLength(2);
	expect(place.querySelectorAll('math')).toHaveLength(2);
	expect(place.querySelectorAll('.katex-display')).toHaveLength(1);
	expect(place.textContent).toContain('5$ or 6$');
});

test('a formula that cannot be read stays as it was written', async () => {
	const place = await withFormulas('$\\frac{1$');
	expect(place.textContent).toContain('\\frac{1');
});

test('tables, lists and code come through; a wide table scrolls by itself', () => {
	const place = html('| a | b |\n|---|--:|\n| 1 | 2 |\n\n- x\n- y\n\n`code`');
	expect(place.querySelector('.table-scroll > table td')?.textContent).toBe('1');
	expect(place.querySelectorAll('li')).toHaveLength(2);
	expect(place.querySelector('code')?.textContent).toBe('code');
	expect(html('*a* &lt; 3 &amp; b\\_c', true).innerHTML).toBe('<em>a</em> &lt; 3 &amp; b_c');
	expect(html('3. x\n4. y').querySelector('ol')?.start).toBe(3);
});

test('a place is made only where it is asked for, and is empty', () => {
	const source = 'The [[one]] and **the [[two]]**, not `[[three]]`';
	expect(html(source).textContent).toContain('The [[one]] and the [[two]]');
	const { fragment, gaps } = richText(source, media, { gaps: true });
	expect(gaps.map(({ id }) => id)).toEqual(['one', 'two']);
	expect(fragment.textContent).toBe('The  and the , not [[three]]');
	for (const { place } of gaps) expect(fragment.contains(place)).toBe(true);
});

/** A tenth of a second of silence. */
function silence(): Blob {
	const wav = new DataView(new ArrayBuffer(44 + 800));
	const write = (at: number, text: string) =>
		[...text].forEach((letter, index) => wav.setUint8(at + index, letter.charCodeAt(0)));
	write(0, 'RIFF');
	wav.setUint32(4, 36 + 800, true);
	write(8, 'WAVEfmt ');
	wav.setUint32(16, 16, true);
	wav.setUint16(20, 1, true);
	wav.setUint16(22, 1, true);
	wav.setUint32(24, 8000, true);
	wav.setUint32(28, 8000, true);
	wav.setUint16(32, 1, true);
	wav.setUint16(34, 8, true);
	write(36, 'data');
	wav.setUint32(40, 800, true);
	return new Blob([wav.buffer], { type: 'audio/wav' });
}

async function shownMedia(address: string): Promise<HTMLElement> {
	const place = document.body.appendChild(document.createElement('div'));
	place.append(richText(`Listen: ![A bell rings](media:${hash})`, () => address).fragment);
	await expect.poll(() => place.querySelector('img'), { timeout: 10_000 }).toBeNull();
	return place;
}

test('a sound is played, and its words are there for who cannot hear it', async () => {
	const place = await shownMedia(URL.createObjectURL(silence()));
	const player = place.querySelector('audio');
	await expect.poll(() => player?.duration, { timeout: 10_000 }).toBeCloseTo(0.1);
	expect(player?.controls).toBe(true);
	expect(place.querySelector('details')?.textContent).toContain('A bell rings');
});

test('what is neither a picture nor a sound gives its words', async () => {
	const place = await shownMedia(URL.createObjectURL(new Blob(['nothing'])));
	await expect.poll(() => place.querySelector('audio'), { timeout: 10_000 }).toBeNull();
	expect(place.textContent).toBe('Listen: A bell rings');
});
