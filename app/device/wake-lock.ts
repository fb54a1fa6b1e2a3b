/** Keeps the screen on while an exam is open: a phone that sleeps stops the clock, the camera and the network. */

type Screen = {
	wakeLock?: Pick<WakeLock, 'request'>;
	document: Pick<Document, 'visibilityState' | 'addEventListener' | 'removeEventListener'>;
};

/** Returns what lets the screen sleep again. Browsers without it, or on low battery, refuse: then it sleeps as ever. */
export function keepAwake(screen: Screen = { ...wakeLockOf(), document }): () => void {
	let lock: { release(): Promise<void> } | null = null;
	let over = false;

	const take = async () => {
		if (over || screen.document.visibilityState !== 'visible') return;
		const taken = await screen.wakeLock?.request('screen').catch(() => null);
		if (over) void taken?.release();
		else lock = taken ?? null;
	};
	// The browser takes it back whenever the page is hidden.
	const shown = () => void take();
	screen.document.addEventListener('visibilitychange', shown);
	void take();

	return () => {
		over = true;
		screen.document.removeEventListener('visibilitychange', shown);
		void lock?.release();
	};
}

function wakeLockOf(): Pick<Screen, 'wakeLock'> {
	const wakeLock: WakeLock | undefined = navigator.wakeLock;
	return wakeLock ? { wakeLock } : {};
}
