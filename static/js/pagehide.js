// Django's scripts of the desk listen to "unload", which browsers take away; that moment is called "pagehide".
{
  const listen = window.addEventListener;
  window.addEventListener = (kind, ...rest) => listen.call(window, kind === "unload" ? "pagehide" : kind, ...rest);
}
