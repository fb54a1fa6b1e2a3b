/** Fetches a weight in the worker that runs it, and takes it only when it is the file that the app was built with. */

export interface ModelAddress {
	url: string;
	/** Lower-case hex; absent: whatever is there is taken (tests). */
	sha256?: string | undefined;
}

export async function fetchModel({
	url,
	sha256
}: ModelAddress): Promise<Uint8Array<ArrayBuffer> | 'model_missing' | 'model_damaged'> {
	const response = await fetch(url).catch(() => null);
	// A server of a single-page app answers a missing file with its page and 200.
	if (!response?.ok || response.headers.get('content-type')?.startsWith('text/html'))
		return 'model_missing';
	const bytes = await response.arrayBuffer().then(
		(buffer) => new Uint8Array(buffer),
		() => null
	);
	if (!bytes || bytes.length === 0) return 'model_missing';
	if (sha256 === undefined) return bytes;
	const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
	const found = Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('');
	return found === sha256 ? bytes : 'model_damaged';
}
