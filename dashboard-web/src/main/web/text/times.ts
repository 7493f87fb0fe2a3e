const CLOCK = new Intl.DateTimeFormat(undefined, { hour: '2-digit', minute: '2-digit', second: '2-digit' });
const MINUTE = new Intl.DateTimeFormat(undefined, { hour: '2-digit', minute: '2-digit' });
const DAY_AND_TIME = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'medium' });
const DAY_MS = 86_400_000;

/** The time of day in the viewer's zone, to the second. */
export function clock(at: number): string {
  return CLOCK.format(at);
}

export function minute(at: number): string {
  return MINUTE.format(at);
}

/** The time of day, with the date if that is not of the last 24 hours. */
export function moment(at: number, now: number): string {
  return now - at < DAY_MS ? clock(at) : DAY_AND_TIME.format(at);
}

/** How long something is past: "3 s", "5 min", "2 h", "4 d". A clock that goes wrong by a little makes no negative age. */
export function age(ms: number): string {
  const seconds = Math.max(0, Math.floor(ms / 1_000));
  if (seconds < 120) {
    return `${seconds} s`;
  }
  const minutes = Math.floor(seconds / 60);
  if (minutes < 120) {
    return `${minutes} min`;
  }
  const hours = Math.floor(minutes / 60);
  return hours < 48 ? `${hours} h` : `${Math.floor(hours / 24)} d`;
}

/** The viewer's zone, as "Europe/Berlin (UTC+1)". */
export function zone(at: number): string {
  const { timeZone } = Intl.DateTimeFormat().resolvedOptions();
  const minutes = -new Date(at).getTimezoneOffset();
  const sign = minutes < 0 ? '−' : '+';
  const hours = Math.floor(Math.abs(minutes) / 60);
  const rest = Math.abs(minutes) % 60;
  const offset = `UTC${sign}${hours}${rest === 0 ? '' : `:${String(rest).padStart(2, '0')}`}`;
  return timeZone === 'UTC' ? 'UTC' : `${timeZone} (${offset})`;
}
