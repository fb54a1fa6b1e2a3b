/** What is done and looked for inside a page. */
import type { Page } from 'playwright';

/** Notes of scripts that ran. Takes them away. */
export const whatRan = (page: Page): Promise<number[]> =>
	page.evaluate(() => {
		const { ran = [] } = window as unknown as { ran?: number[] };
		Object.assign(window, { ran: [] });
		return ran;
	});

/**
 * Puts the text into the page as markup, in each way in which a mistake would, and does what somebody does who looks at it. What it
 * loads has until the end of the wait.
 */
export const putAsMarkup = (page: Page, text: string, waitMs: number): Promise<void> =>
	page.evaluate(
		async ([markup, wait]) => {
			const rest = () => new Promise((done) => setTimeout(done, wait));
			const place = document.body.appendChild(document.createElement('div'));
			place.id = 'planted';
			place.style.cssText = 'position:fixed;inset:0;z-index:9;background:white';
			const range = document.createRange();
			range.selectNodeContents(place);
			place.innerHTML = markup;
			await rest();
			// Script in it runs, as it does not from innerHTML.
			place.append(range.createContextualFragment(markup));
			await rest();
			const clickable = 'a, button, xss, u, mtext, text, [tabindex]';
			for (const each of place.querySelectorAll<HTMLElement | SVGElement>(clickable))
				each.dispatchEvent(new MouseEvent('click', { bubbles: true, cancelable: true }));
			await rest();
			place.remove();
			for (const left of document.head.querySelectorAll('base')) left.remove();
		},
		[text, waitMs] as const
	);

/** What could run or fetch, in the page as it stands: none of it is ever ours. `host`: elsewhere. */
export const dangerous = (page: Page, host: string): Promise<string[]> =>
	page.evaluate((elsewhere) => {
		const found: string[] = [];
		const visit = (root: Document | ShadowRoot) => {
			for (const each of root.querySelectorAll('*')) {
				if (/^(iframe|object|embed|base|applet|marquee|xss)$/i.test(each.tagName))
					found.push(each.tagName);
				for (const { name, value } of each.attributes)
					if (/^on/i.test(name) || /^\s*javascript:/i.test(value) || named(name, value))
						found.push(`${each.tagName} ${name}=${value.slice(0, 80)}`);
				if (each.shadowRoot) visit(each.shadowRoot);
			}
		};
		/** An address: elsewhere its name is only shown. */
		const named = (name: string, value: string) =>
			/^(src|srcset|href|xlink:href|action|formaction|data|poster|ping|style|background)$/i.test(
				name
			) && value.includes(elsewhere);
		visit(document);
		return found;
	}, host);

/** Which of these stand on the page, as words or in a field. */
export const shown = (page: Page, names: string[]): Promise<string[]> =>
	page.evaluate((wanted) => {
		const fields = [...document.querySelectorAll('input, textarea, select')].map(
			(field) => (field as HTMLInputElement).value
		);
		const labels = [...document.querySelectorAll('[aria-label], [title], [alt]')].map((each) =>
			['aria-label', 'title', 'alt'].map((name) => each.getAttribute(name) ?? '').join(' ')
		);
		const text = [document.body.textContent ?? '', ...fields, ...labels].join('\n');
		return wanted.filter((name) => text.includes(name));
	}, names);
