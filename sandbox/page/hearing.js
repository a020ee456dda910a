// What the local Slack tells while one is there, put into the store.

/** A new message comes to `session`, which knows whether somebody looks. */
export function hear(event, store, session) {
  const on = {
    message: () => session.meet(event.channel, event.message),
    ephemeral: () => session.meet(event.channel, { ...event.message, is_ephemeral: true }),
    message_changed: () => store.putMessage(event.channel, event.message, { isNew: false }),
    message_deleted: () => store.removeMessage(event.channel, event.ts),
    ephemeral_deleted: () => store.removeMessage(event.channel, event.ts),
    view: () => {
      store.views = event.stack;
      store.tell("views");
    },
    home: () => {
      session.homesHeard += 1;
      store.home = event.view;
      store.tell("home");
    },
    app: () => {
      store.app = { ...store.app, connected: event.connected };
      store.tell("app");
    },
    channel: () => {
      store.channels.set(event.channel.id, event.channel);
      store.tell("workspace");
    },
    person: () => {
      store.people.set(event.person.id, event.person);
      store.tell("workspace");
    },
    read: () => store.markRead(event.channel, event.last_read),
    clock: () => store.setClock(event.now),
    faults: () => store.setFaults(event.faults),
    refusal: () => store.setRefusals([event.refusal, ...store.refusals]),
  }[event.type];
  on?.();
}
