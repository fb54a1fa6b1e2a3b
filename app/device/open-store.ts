import { DeviceStore } from './device-store.ts';

let opened: DeviceStore | null = null;

/** The page's one connection to the store, made when first asked for. */
export function deviceStore(): DeviceStore {
	return (opened ??= new DeviceStore());
}
