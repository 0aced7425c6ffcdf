// Material's own search worker, sent the messages that its page sends.
const SETUP = 0, QUERY = 2;

const index = await (await fetch("./search/search_index.json")).json();
const { worker: address } = await (await fetch("./worker.json")).json();
const worker = new Worker(address);
await sent({ type: SETUP, data: { ...index, options: { suggest: false } } });

function sent(message) {
  return new Promise((resolve, reject) => {
    worker.onmessage = ({ data }) => resolve(data);
    worker.onerror = ({ message: text }) => reject(new Error(text));
    worker.postMessage(message);
  });
}

export async function ask(query) {
  const { data } = await sent({ type: QUERY, data: query });
  const ids = data.items.map(([{ location }]) => /^q\/([^/]+)\//.exec(location)?.[1]).filter(Boolean);
  return { ids: ids.slice(0, 10), answered: ids.length > 0 };
}
