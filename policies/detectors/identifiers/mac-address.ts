import { identifier } from '../../identifier.ts';

/** Hardware addresses of network interfaces (EUI-48, IEEE 802): six pairs of hexadecimal digits. Those of all zeros or ones, and of groups, name nobody. */
export const macAddress = identifier({
  name: 'mac-address',
  about: 'MAC address',
  forms: ['XX:XX:XX:XX:XX:XX', 'XX-XX-XX-XX-XX-XX', 'XXXX.XXXX.XXXX'],
  alone: ['XX:XX:XX:XX:XX:XX', 'XX-XX-XX-XX-XX-XX', 'XXXX.XXXX.XXXX'],
  words: ['mac', 'mac address*', 'hwaddr', 'ether', 'bssid'],
  anyCase: true,
  valid: (value) => /^[\dA-F][02468ACE][\dA-F]{10}$/.test(value) && !/^(.)\1*$/.test(value),
  examples: {
    hits: [
      ['eth0 at 3c:22:fb:9a:01:7e', '3c:22:fb:9a:01:7e'],
      ['MAC 00-1B-44-11-3A-B7.', '00-1B-44-11-3A-B7'],
      ['cisco 0011.2233.44aa is up', '0011.2233.44aa'],
      ['"mac":"a4:83:e7:2f:90:1c"', 'a4:83:e7:2f:90:1c'],
    ],
    misses: [
      '00:00:00:00:00:00',
      'ff:ff:ff:ff:ff:ff',
      'at 12:30:45:10:11',
      '01:00:5e:00:00:fb',
      '3c:22:fb:9a:01:7e:11',
      '3c:22:fb:9a:01:7g',
      'eth0 at 3c:22:fb:9a:01:7e7',
      'eth0 at x3c:22:fb:9a:01:7e',
      'eth0 at 3c:22:fb:9a:01:7e-4A',
    ],
  },
});
