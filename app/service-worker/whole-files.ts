/**
 * What may lie in the precache as a file of this version. Where a version is not all there yet, hosting answers for a missing file with the
 * page and 200; kept as a script, that page would stand in the place of the app until the next version. A version with such a file is not
 * installed: the one before goes on, and the browser asks again.
 */
export const keepWhole = {
	async cacheWillUpdate({
		request,
		response
	}: {
		request: Request;
		response: Response;
	}): Promise<Response | null> {
		const isPage = new URL(request.url).pathname.endsWith('.html');
		const isFallback = response.headers.get('content-type')?.startsWith('text/html') && !isPage;
		return response.status < 400 && !isFallback ? response : null;
	}
};
