/** What the Worker is given: bindings of wrangler.toml and the installation's secrets. */
import type {
	DraftCalls,
	HallCalls,
	MeterCalls,
	MonitorDeskCalls,
	PublicLogCalls,
	RoomCalls
} from './rooms/calls.ts';

export interface Env {
	ASSETS: Fetcher;
	BLOBS: R2Bucket;
	/** Tiles and checkpoint of the public log. */
	LOG_TILES: R2Bucket;
	SITTING_ROOM: DurableObjectNamespace<RoomCalls>;
	SITTING_HALL: DurableObjectNamespace<HallCalls>;
	MONITOR_DESK: DurableObjectNamespace<MonitorDeskCalls>;
	DRAFT_ROOM: DurableObjectNamespace<DraftCalls>;
	PUBLIC_LOG: DurableObjectNamespace<PublicLogCalls>;
	METER: DurableObjectNamespace<MeterCalls>;
	/** A Neon connection string; locally any PostgreSQL behind LOCAL_PG_PROXY. */
	DATABASE_URL: string;
	/** host:port/path of the WebSocket-to-TCP bridge of `npm start`; unset against Neon. */
	LOCAL_PG_PROXY?: string;
	/** Set where the database lets one connection in at a time: one that is kept would keep everybody else out. */
	LOCAL_PG_ONE_AT_A_TIME?: string;
	/** Ed25519: PKCS #8 and raw public key, base64url. */
	EDGE_PRIVATE_KEY: string;
	EDGE_PUBLIC_KEY: string;
	/** base64url, 32 bytes: seals the keys of access tokens, and derives refresh tokens that are asked for twice. */
	COOKIE_SECRET: string;
	/** base64url, 32 bytes: lets the publishing tool put encrypted blobs. */
	PUBLISH_SECRET: string;
	APP_VERSION: string;
	/** Address of the app as people type it; unset: that of the request. Links in mails begin with it. */
	PUBLIC_ORIGIN?: string;
	/** HTTP mail API; "capture": mails are kept and shown on a page, for one machine. */
	MAIL_URL?: string;
	MAIL_TOKEN?: string;
	MAIL_FROM?: string;
	/** Bearer token of whoever reads /metrics. Unset: nobody does. */
	METRICS_TOKEN?: string;
}
