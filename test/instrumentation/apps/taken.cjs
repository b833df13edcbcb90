// Something that is started before: it keeps what Node gave it.
globalThis.taken = { fetch, request: require('node:http').request };
