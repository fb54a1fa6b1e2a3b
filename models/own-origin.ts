/**
 * What runs on the device talks to nobody else. MediaPipe's tasks post usage figures to their maker once a minute; a worker
 * that loads them calls this first, and the first refused post makes the library give up posting.
 */
export function stayOnOwnOrigin(scope: {
	fetch: typeof fetch;
	location: { href: string; origin: string };
}): void {
	const original = scope.fetch;
	scope.fetch = (input, init) => {
		const address = input instanceof Request ? input.url : String(input);
		if (new URL(address, scope.location.href).origin !== scope.location.origin)
			return Promise.reject(new TypeError('Requests to other origins are refused here.'));
		return original.call(scope, input, init);
	};
}
