import type { ApiErrorCode } from '#app/api/api-error.ts';

/** Of a mailed link. It stands after the #, which a browser sends to no server. */
export const tokenOf = ({ hash }: { hash: string }): string => hash.slice(1);

/** Used, too old, or cut short on its way from the mail to here. */
export const linkRefused = (code: ApiErrorCode): boolean =>
	code === 'link_invalid' || code === 'invalid_request';
