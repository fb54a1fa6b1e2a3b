/** The battery is low and nothing charges it, where the browser says so. */
import { askedQuietly, listening, type PageMonitor } from './monitor.ts';

export const LOW_CHARGE = 0.1;

/** Not in every browser: MDN, BatteryManager. */
interface Battery extends EventTarget {
	readonly level: number;
	readonly charging: boolean;
}

export const watchBattery: PageMonitor = (page, told) => {
	const { on, stop } = listening();
	let stopped = false;
	const { getBattery } = (page.defaultView?.navigator ?? {}) as {
		getBattery?: () => Promise<Battery>;
	};
	const begin = async () => {
		const battery =
			getBattery && (await askedQuietly('its battery', () => getBattery.call(navigator)));
		if (!battery || stopped) return;
		const looked = () =>
			told.fact('battery_low', !battery.charging && battery.level <= LOW_CHARGE, {
				peak: battery.level
			});
		on(battery, 'levelchange', looked);
		on(battery, 'chargingchange', looked);
		looked();
	};
	void begin();
	return () => {
		stopped = true;
		stop();
	};
};
