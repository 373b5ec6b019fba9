/** Kept in a cookie, not in storage, so that the server draws the rail in its width at once. */
export const RAIL_COOKIE = "rail";
export const RAIL_COLLAPSED = "collapsed";
