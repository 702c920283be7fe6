/**
 * How every AWS client is set up: a call that hangs is given up and tried again well within the shortest
 * time-out of a function, and connections are kept for the next request. Times in milliseconds.
 */
export const clientSettings = {
  maxAttempts: 4,
  requestHandler: { connectionTimeout: 500, requestTimeout: 2_000, throwOnRequestTimeout: true },
};
