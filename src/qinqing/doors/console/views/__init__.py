"""Pages of the desk: fetch by actor, bind a form, one action, a page."""
