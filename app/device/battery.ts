/** How full the battery is, where the browser tells: Chromium does, others do not. */
export interface Battery {
	/** 0 to 1. */
	level: number;
	charging: boolean;
}

interface BatteryManager extends EventTarget, Battery {}
type Asks = { getBattery?: () => Promise<BatteryManager> };

const events = ['levelchange', 'chargingchange'];

/** Calls back at once and with every change; null: it cannot be told. Returns what stops that. */
export function watchBattery(
	tell: (battery: Battery | null) => void,
	navigator: Asks = globalThis.navigator as Navigator & Asks
): () => void {
	let manager: BatteryManager | null = null;
	let stopped = false;
	const say = () => {
		if (manager && !stopped) tell({ level: manager.level, charging: manager.charging });
	};
	const asked = navigator.getBattery?.() ?? Promise.resolve(null);
	asked
		.catch(() => null)
		.then((found) => {
			if (stopped) return;
			manager = found;
			if (!manager) return tell(null);
			for (const event of events) manager.addEventListener(event, say);
			say();
		}, undefined);
	return () => {
		stopped = true;
		for (const event of events) manager?.removeEventListener(event, say);
	};
}
