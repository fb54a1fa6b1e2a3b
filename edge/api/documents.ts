/** The API describes itself: for programs as OpenAPI, for people as one page without a script. */
import type { Context } from 'hono';
import { html, raw } from 'hono/html';
import { z } from 'zod';
import { openApiOf } from './openapi.ts';
import type { OpenApi } from './openapi.ts';
import { operation } from './operation.ts';
import type { Operation } from './operation.ts';
import type { Authenticated } from './signed-in.ts';

const tag = 'Installation';

/** Of all operations, these two among them. */
export function documents(all: () => readonly Operation[]): Operation[] {
	const made = (context: Context<Authenticated>) => openApiOf(all(), context.env.APP_VERSION);
	const asJson = operation(
		{
			id: 'openApi',
			method: 'get',
			path: '/openapi.json',
			tag,
			summary: 'This document: OpenAPI 3.1',
			access: 'everyone',
			answer: z.looseObject({ openapi: z.string() })
		},
		(context) => made(context)
	);
	const asPage = operation(
		{
			id: 'apiPage',
			method: 'get',
			path: '/docs',
			tag,
			summary: 'The same for people',
			access: 'everyone',
			answer: 'text'
		},
		async (context) => {
			context.header(
				'Content-Security-Policy',
				"default-src 'none'; style-src 'sha256-" +
					(await styleHash()) +
					"'; frame-ancestors 'none'; base-uri 'none'"
			);
			return context.html(page(made(context)));
		}
	);
	return [asJson, asPage];
}

const style = `:root{color-scheme:light dark;--line:light-dark(#d9d4cb,#3a3833)}
body{max-width:60rem;margin:0 auto;padding:2rem 1.25rem 6rem;font:1rem/1.55 system-ui,sans-serif;background:light-dark(#faf7f2,#161513);color:light-dark(#211f1b,#ece8e0)}
h1{font-size:1.9rem}h2{margin-top:3rem;border-bottom:1px solid var(--line);padding-bottom:.4rem}
details{border:1px solid var(--line);border-radius:.6rem;margin:.6rem 0;background:light-dark(#fffdf9,#1e1d1a)}
summary{display:flex;flex-wrap:wrap;gap:.4rem .8rem;align-items:baseline;padding:.7rem 1rem;cursor:pointer}
summary code{font-weight:650}.method{min-width:4.2rem;font:650 .85rem ui-monospace,monospace;text-transform:uppercase;color:light-dark(#00585c,#7fd3d0)}
.says{flex-basis:100%;color:light-dark(#57534a,#b5b0a6);font-size:.95rem}.in{padding:0 1rem 1rem;overflow-x:auto}
pre{font-size:.82rem;line-height:1.45;overflow-x:auto;padding:.8rem;border-radius:.4rem;background:light-dark(#f1ece3,#11100f)}
table{border-collapse:collapse}td{padding:.15rem 1rem .15rem 0;vertical-align:top}`;

async function styleHash(): Promise<string> {
	const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(style));
	return btoa(String.fromCharCode(...new Uint8Array(digest)));
}

type Described = {
	tags: string[];
	summary: string;
	'x-access': string;
	parameters: { name: string; in: string; required: boolean }[];
	requestBody?: { content: Record<string, { schema: unknown }> };
	responses: Record<
		string,
		{ description: string; content?: Record<string, { schema?: { $ref?: string } }> }
	>;
};

function page({ info, tags, paths }: OpenApi) {
	const all = Object.entries(paths).flatMap(([path, methods]) =>
		Object.entries(methods).map(([method, described]) => ({
			path,
			method,
			described: described as unknown as Described
		}))
	);
	return html`<!doctype html>
		<html lang="en">
			<head>
				<meta charset="utf-8" />
				<meta name="viewport" content="width=device-width" />
				<title>Invigil API</title>
				${raw(`<style>${style}</style>`)}
			</head>
			<body>
				<h1>Invigil API ${info['version']}</h1>
				<p>${info['description']}</p>
				<p>
					All paths begin with <code>/api/v1</code>. For programs:
					<a href="/api/v1/openapi.json">openapi.json</a>. A refusal is a problem document (RFC
					9457) with a stable <code>code</code>.
				</p>
				${tags.map(
					({ name }) =>
						html`<h2>${name}</h2>
							${all
								.filter(({ described }) => described.tags[0] === name)
								.map(({ path, method, described }) => card(path, method, described))}`
				)}
			</body>
		</html>`;
}

function card(path: string, method: string, described: Described) {
	const body = described.requestBody?.content['application/json']?.schema;
	return html`<details>
		<summary>
			<span class="method">${method}</span><code>${path}</code>
			<span class="says">${described.summary}</span>
		</summary>
		<div class="in">
			<p>Asked by: ${described['x-access'].replaceAll('_', ' ')}</p>
			${
				described.parameters.length > 0
					? html`<table>
							${described.parameters.map(
								(one) =>
									html`<tr>
										<td><code>${one.name}</code></td>
										<td>${one.in}</td>
										<td>${one.required ? 'required' : 'optional'}</td>
									</tr>`
							)}
						</table>`
					: ''
			}
			${
				body
					? html`<p>Body</p>
							<pre>${JSON.stringify(body, null, 2)}</pre>`
					: ''
			}
			${Object.entries(described.responses).map(([status, one]) => {
				const schema = one.content?.['application/json']?.schema;
				return html`<p><strong>${status}</strong> ${one.description}</p>
					${schema ? html`<pre>${JSON.stringify(schema, null, 2)}</pre>` : ''}`;
			})}
		</div>
	</details>`;
}
