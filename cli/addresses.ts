import { type Address, addressOf } from '../config/address.ts';
import { WrongUse } from './wrong-use.ts';

/** What an option says of where to listen; told of the option, not of the file that it goes before. */
export function addressGiven(option: string, text: string): Address {
  const address = addressOf(text);
  if (address === undefined) {
    throw new WrongUse(`${option}: "${text}" is no HOST:PORT, such as 127.0.0.1:4100 (port 0 picks a free one)`);
  }
  return address;
}
