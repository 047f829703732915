// What was typed and not yet sent, on this phone, in IndexedDB: one record for each form and its owner.
const NAME = "shenbian";
const STORE = "typed";

function open() {
  return new Promise((resolve, reject) => {
    const asked = indexedDB.open(NAME, 1);
    asked.onupgradeneeded = () => asked.result.createObjectStore(STORE);
    asked.onsuccess = () => resolve(asked.result);
    asked.onerror = () => reject(asked.error);
  });
}

async function run(mode, act) {
  const database = await open();
  return new Promise((resolve, reject) => {
    const transaction = database.transaction(STORE, mode);
    const asked = act(transaction.objectStore(STORE));
    transaction.oncomplete = () => { database.close(); resolve(asked.result); };
    transaction.onerror = () => { database.close(); reject(transaction.error); };
  });
}

export const read = (key) => run("readonly", (store) => store.get(key));
export const keep = (key, said) => run("readwrite", (store) => store.put(said, key));
export const forget = (key) => run("readwrite", (store) => store.delete(key));
export const among = (prefix) => run("readonly", (store) => store.getAll(IDBKeyRange.bound(prefix, `${prefix}\uffff`)));
export const forgetAll = (prefix) => run("readwrite", (store) => store.delete(IDBKeyRange.bound(prefix, `${prefix}\uffff`)));
