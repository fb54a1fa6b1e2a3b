/** What the page itself can tell. Each small watcher runs only where one of its checks is watched. */
import type { Check } from '#sync/schema/observation.ts';
import { watchAutomated } from './page/automated.ts';
import { watchBattery } from './page/battery.ts';
import { watchClipboard } from './page/clipboard.ts';
import { watchContextMenu } from './page/context-menu.ts';
import { watchDevtools } from './page/devtools.ts';
import { watchFastText } from './page/fast-text.ts';
import { watchFullscreen } from './page/fullscreen.ts';
import { createKeyRhythm, watchKeyRhythm, type KeyRhythm } from './page/key-rhythm.ts';
import type { PageMonitor, PageTold } from './page/monitor.ts';
import { watchNetwork } from './page/network.ts';
import { watchPrint } from './page/print.ts';
import { watchSecondScreen } from './page/second-screen.ts';
import { watchStorage } from './page/storage.ts';
import { watchVisibility } from './page/visibility.ts';
import { watchWindowSize } from './page/window-size.ts';

const monitors: readonly { checks: readonly Check[]; start: PageMonitor }[] = [
	{ checks: ['page_hidden', 'focus_lost'], start: watchVisibility },
	{ checks: ['fullscreen_left'], start: watchFullscreen },
	{ checks: ['window_small'], start: watchWindowSize },
	{ checks: ['second_screen'], start: watchSecondScreen },
	{ checks: ['copy', 'cut', 'paste', 'drop'], start: watchClipboard },
	{ checks: ['print'], start: watchPrint },
	{ checks: ['context_menu'], start: watchContextMenu },
	{ checks: ['devtools'], start: watchDevtools },
	{ checks: ['automated'], start: watchAutomated },
	{ checks: ['fast_text'], start: watchFastText },
	{ checks: ['battery_low'], start: watchBattery },
	{ checks: ['storage_low'], start: watchStorage },
	{ checks: ['network_gone'], start: watchNetwork }
];

export interface PageMonitorDeps extends PageTold {
	page: Document;
	watched: (check: Check) => boolean;
}

export interface PageMonitors {
	/** How somebody typed since it was last asked: nothing where fast text is not watched. */
	keys: Pick<KeyRhythm, 'take'>;
	stop(): void;
}

export function startPageMonitors({ page, watched, ...told }: PageMonitorDeps): PageMonitors {
	const keys = createKeyRhythm();
	const stops = watched('fast_text') ? [watchKeyRhythm(page, keys)] : [];
	for (const { checks, start } of monitors)
		if (checks.some(watched)) {
			// One that a browser trips over must not take the others with it.
			try {
				stops.push(start(page, told));
			} catch (error) {
				console.warn(`Not watched in this browser: ${checks.join()}.`, error);
			}
		}
	return {
		keys,
		stop() {
			for (const stop of stops) stop();
		}
	};
}
