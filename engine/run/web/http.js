// Requests to /v1: JSON in, JSON out, and problems as values people can act on.

/** What the server, or the way to it, had to say against a request. */
export class Problem extends Error {
  constructor(status, title, detail = '', errors = []) {
    super(detail || title);
    this.status = status;
    this.title = title;
    this.detail = detail;
    this.errors = errors; // [{pointer, detail}], by field
  }

  get isConflict() {
    return this.status === 412 || this.status === 409;
  }
}

/** `/v1/path?a=b`, leaving out what is empty. */
export function address(path, query = {}) {
  const words = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    if (value !== undefined && value !== null && value !== '') words.set(name, value);
  }
  const text = words.toString();
  return '/v1/' + path + (text ? '?' + text : '');
}

async function problemOf(response) {
  const type = response.headers.get('Content-Type') || '';
  if (type.includes('json')) {
    const body = await response.json().catch(() => ({}));
    return new Problem(
      response.status,
      body.title || response.statusText,
      body.detail,
      body.errors || [],
    );
  }
  return new Problem(response.status, response.statusText || `Status ${response.status}`);
}

/** The raw response, once it is a good one. Rejects with a Problem. */
async function ask(method, url, { body, headers = {}, signal } = {}) {
  let response;
  try {
    response = await fetch(url, { method, body, headers, signal, credentials: 'same-origin' });
  } catch (error) {
    if (error.name === 'AbortError') throw error;
    throw new Problem(
      0,
      'The server does not answer',
      'Is `cuetrace serve` still running? Try again when it is.',
    );
  }
  if (!response.ok) throw await problemOf(response);
  return response;
}

async function parsed(response) {
  if (response.status === 204) return null;
  const text = await response.text();
  return text ? JSON.parse(text) : null;
}

export async function get(path, query, options) {
  return parsed(await ask('GET', address(path, query), options));
}

/** With the ETag, for those who will write with If-Match. */
export async function getTagged(path, query) {
  const response = await ask('GET', address(path, query));
  return { value: await parsed(response), etag: response.headers.get('ETag') };
}

export async function send(method, path, value, { query, headers = {} } = {}) {
  const body = value === undefined ? undefined : JSON.stringify(value);
  const kind = body === undefined ? {} : { 'Content-Type': 'application/json' };
  return parsed(
    await ask(method, address(path, query), { body, headers: { ...kind, ...headers } }),
  );
}

/**
 * Sends a file as it is; `onProgress(sent, all)` in bytes. XMLHttpRequest, since fetch does not say
 * how far an upload is.
 */
export function upload(path, query, file, onProgress) {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open('POST', address(path, query));
    request.setRequestHeader('Content-Type', file.type || 'application/octet-stream');
    request.upload.onprogress = (event) => onProgress(event.loaded, event.total);
    request.onerror = () =>
      reject(
        new Problem(
          0,
          'The upload broke off',
          'The server closed the connection, or it is not reachable. Try again.',
        ),
      );
    request.onload = () => {
      let body = {};
      try {
        body = JSON.parse(request.responseText || '{}');
      } catch {
        /* an empty problem */
      }
      if (request.status < 300) resolve(body);
      else
        reject(
          new Problem(
            request.status,
            body.title || request.statusText,
            body.detail,
            body.errors || [],
          ),
        );
    };
    request.send(file);
  });
}
