export const tabs = ['responses', 'timeline', 'record'] as const;
export type Tab = (typeof tabs)[number];

/** From the address, so that a reload and a shared link open the same tab. */
export const tabOf = (hash: string): Tab => tabs.find((tab) => `#${tab}` === hash) ?? 'responses';
