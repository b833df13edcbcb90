/** Why a request was not read. */
export type Unread = 'large' | 'late' | 'malformed';

const answers: Record<Unread, readonly [line: string, code: string, message: string]> = {
  large: [
    '431 Request Header Fields Too Large',
    'headers_too_large',
    'The request head is larger than limits.headerBytes.',
  ],
  late: ['408 Request Timeout', 'malformed_request', 'The request did not arrive in time.'],
  malformed: ['400 Bad Request', 'malformed_request', 'The bytes are not an HTTP/1.1 request.'],
};

/** The whole answer, in words that both families of SDKs read. */
export function unreadAnswer(why: Unread): string {
  const [line, code, message] = answers[why];
  const body = JSON.stringify({ type: 'error', error: { type: 'invalid_request_error', code, message, param: null } });
  return `HTTP/1.1 ${line}\r\ncontent-type: application/json\r\ncontent-length: ${body.length}\r\nconnection: close\r\n\r\n${body}`;
}
