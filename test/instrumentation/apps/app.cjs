const { main } = require('./clients.cjs');

main((name) => require(name));
