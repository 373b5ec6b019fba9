/** The surface of everything that floats: menus, popovers, lists. */
export const floating =
  "z-50 overflow-hidden rounded-lg bg-pop text-fg shadow-float data-[state=open]:animate-in data-[state=open]:fade-in-0 data-[state=closed]:animate-out data-[state=closed]:fade-out-0 duration-100";

/** One row of a menu or list. */
export const menuItem =
  "relative flex min-h-7 cursor-default select-none items-center gap-2 rounded-md px-2 py-1 text-sm outline-none data-[highlighted]:bg-hover data-[selected=true]:bg-hover data-[disabled]:pointer-events-none data-[disabled=true]:pointer-events-none data-[disabled]:opacity-50 data-[disabled=false]:opacity-100 data-[disabled=false]:pointer-events-auto [&_svg]:size-4 [&_svg]:shrink-0";
