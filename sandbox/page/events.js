// What happens, live: Server-Sent Events of one person, reconnected for as long as the page is open.

const FIRST_WAIT_MS = 500;
const LONGEST_WAIT_MS = 8000;

/**
 * Listens as `person`. `onEvent` gets each document, `onLive(live, again)` each change of the line:
 * `again` is true when the line came back, so events may have been missed. Returns a function that hangs up.
 */
export function listen(person, { onEvent, onLive }) {
  let source = null;
  let timer = null;
  let wait = FIRST_WAIT_MS;
  let hasBeenLive = false;

  function open() {
    source = new EventSource(`/local/events?${new URLSearchParams({ as: person })}`);
    source.onmessage = (event) => onEvent(JSON.parse(event.data));
    source.onopen = () => {
      wait = FIRST_WAIT_MS;
      onLive(true, hasBeenLive);
      hasBeenLive = true;
    };
    source.onerror = () => {
      onLive(false, hasBeenLive);
      if (source.readyState === EventSource.CLOSED) retryLater(); // else the browser tries again by itself
    };
  }

  function retryLater() {
    timer = setTimeout(open, wait);
    wait = Math.min(wait * 2, LONGEST_WAIT_MS);
  }

  open();
  return () => {
    clearTimeout(timer);
    source.close();
  };
}
