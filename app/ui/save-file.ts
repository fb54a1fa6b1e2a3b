/** Hands bytes to the browser's downloads. */
export function saveFile(name: string, type: string, bytes: Uint8Array<ArrayBuffer>): void {
	const url = URL.createObjectURL(new Blob([bytes], { type }));
	const link = document.createElement('a');
	link.href = url;
	link.download = name;
	link.click();
	// The download has begun by then.
	setTimeout(() => URL.revokeObjectURL(url), 60_000);
}
