/**
 * Somebody on the way answered for the edge: a captive portal gives its own page to every request, most of them with 200. No answer of the
 * API is a page.
 */
export const isPage = ({ headers }: Pick<Response, 'headers'>): boolean =>
	/^(text\/html|application\/xhtml)/i.test(headers.get('content-type') ?? '');
