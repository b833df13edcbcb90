/** The bytes are no message that two readers would read alike. */
export class NotHttp extends Error {
  override readonly name = 'NotHttp';
  readonly code = 'HTTP_PARSE';
  /** All that is wrong is how long its head is. */
  readonly headTooLarge: boolean;

  constructor(message: string, headTooLarge = false) {
    super(message);
    this.headTooLarge = headTooLarge;
  }
}
