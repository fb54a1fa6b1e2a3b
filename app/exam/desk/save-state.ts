/**
 * Where the newest response is. `saved_on_device` only after a durable write, `received` only under a receipt that covers it,
 * `failing` while the device cannot write.
 */
export type SaveState = 'saving' | 'saved_on_device' | 'received' | 'failing';
